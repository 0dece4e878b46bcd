import { useEffect, useRef, useState } from "react";
import { Button } from "../design/Button.tsx";
import type { Source } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { startOf } from "./dates.ts";
import { useDoor } from "./door.ts";
import { usePackZone } from "./pack-zone.ts";
import { parted } from "./matching-words.ts";
import { SourceLine } from "./SourceFacts.tsx";
import { FlagLink } from "./SourceRow.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

interface Props {
  onCopy: (text: string) => void;
  /** There is a suggestion that a flag can go with. */
  mayFlag: boolean;
}

/** The policies in force, in the agent's own words. The draft stays underneath and is there again with Esc. */
export function Search({ onCopy, mayFlag }: Props) {
  const door = useDoor();
  const zone = usePackZone();
  const box = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<Source[]>([]);
  /** What was found was asked with these words; the box may hold others by now. */
  const [asked, setAsked] = useState("");
  const [said, setSaid] = useState("");
  const close = () => useAgent.getState().setSearching(false);
  const sheet = useAgent((state) => state.sheet);
  useKeys({ Escape: close }, sheet === null);
  useEffect(() => box.current?.focus(), []);

  const search = async () => {
    if (query.trim() === "") return;
    setSaid(words.searching);
    try {
      const sources = await valueOf(door, { type: "panel.search", query });
      setFound(sources);
      setAsked(query);
      setSaid(words.foundCount(sources.length));
    } catch (failure) {
      setSaid(
        failure instanceof AskFailure ? failure.message : words.workerGone,
      );
    }
  };

  return (
    <section className="sec search" aria-label={words.search}>
      <input
        ref={box}
        className="in"
        dir="auto"
        maxLength={2000}
        aria-label={words.searchPolicies}
        placeholder={words.searchPolicies}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing)
            void search();
        }}
      />
      <h2>
        <span role="status">{said}</span>
        <Button look="link" onClick={close}>
          {words.backToDraft}
        </Button>
      </h2>
      {found.map((source) => (
        <article className="hit" key={source.sourceId}>
          <h3 dir="auto">
            {source.title} {source.section && <span>{source.section}</span>}
          </h3>
          <p className="quote" dir="auto">
            {parted(source.text, asked).map(({ text, isAsked }, n) =>
              isAsked ? <b key={n}>{text}</b> : text,
            )}
          </p>
          <SourceLine source={source} />
          <div className="links">
            <Button
              look="link"
              onClick={() => onCopy(withCitation(source, zone))}
            >
              {words.copyWithCitation}
            </Button>
            {mayFlag && <FlagLink source={source} />}
          </div>
        </article>
      ))}
    </section>
  );
}

function withCitation(
  source: Source,
  zone: ReturnType<typeof usePackZone>,
): string {
  const place = [source.title, source.section].filter(Boolean).join(", ");
  const since =
    source.effectiveFrom && words.since(startOf(source.effectiveFrom, zone));
  const internal = source.audience === "internal" && words.internal;
  return `${source.text}\n\n(${[place, since, internal].filter(Boolean).join("; ")})`;
}
