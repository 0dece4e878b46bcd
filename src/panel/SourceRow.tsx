import { useState } from "react";
import { Button } from "../design/Button.tsx";
import type { SourceProblem } from "../domain/remarks.ts";
import type { Source } from "../domain/suggestion.ts";
import { litSources, useAgent } from "./agent-store.ts";
import { dayOf } from "./dates.ts";
import { excerptAround, matchingSpan } from "./matching-words.ts";
import { usePackZone } from "./pack-zone.ts";
import { flagTargetOf, sourceRowId } from "./parts.ts";
import { SourceFacts } from "./SourceFacts.tsx";
import { words } from "./words.ts";

/** Longer passages open as an excerpt around the words that match. */
const EXCERPT_CHARACTERS = 320;

interface Props {
  source: Source;
  number: number;
  /** What the agent said about it. */
  problem: SourceProblem | null;
  /** The draft's sentences that rest on it. */
  sentences: string[];
}

export function SourceRow({ source, number, problem, sentences }: Props) {
  const { sourceId } = source;
  const open = useAgent((state) => state.openSources.includes(sourceId));
  const zone = usePackZone();
  const lit = useAgent((state) => litSources(state).includes(sourceId));
  const toggleSource = useAgent((state) => state.toggleSource);
  const point = useAgent((state) => state.point);
  const mark = (
    <span className={lit ? "mark cite on" : "mark cite"}>{number}</span>
  );
  const pointing = {
    onMouseEnter: () => point([sourceId]),
    onMouseLeave: () => point(null),
    onFocus: () => point([sourceId]),
    onBlur: () => point(null),
  };

  return (
    <div {...pointing}>
      <button
        type="button"
        id={sourceRowId(number)}
        className="src"
        aria-expanded={open}
        aria-keyshortcuts={number < 10 ? String(number) : undefined}
        onClick={() => toggleSource(sourceId)}
      >
        {mark}
        <span className="t" dir="auto">
          {source.title}
          {!open && source.section !== null && <em> {source.section}</em>}
        </span>
        {problem !== null ? (
          <span className="d look">{words.flagged(problem)}</span>
        ) : (
          !open && (
            <span className="d">
              {source.effectiveFrom === null
                ? words.noDate
                : dayOf(source.effectiveFrom, zone)}
            </span>
          )
        )}
      </button>
      {open && (
        <div className="src-body">
          <Quote text={source.text} sentences={sentences} />
          <SourceFacts source={source} withSection />
          <div className="links">
            {source.url?.startsWith("https://") && (
              <a href={source.url} target="_blank" rel="noreferrer">
                {words.openArticle}
              </a>
            )}
            <FlagLink source={source} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Opens the question what is wrong with this source. */
export function FlagLink({ source }: { source: Source }) {
  const setSheet = useAgent((state) => state.setSheet);
  return (
    <Button
      look="link"
      onClick={() => setSheet({ kind: "flag", target: flagTargetOf(source) })}
    >
      {words.flagSource}
    </Button>
  );
}

function Quote({ text, sentences }: { text: string; sentences: string[] }) {
  const [whole, setWhole] = useState(false);
  const span = matchingSpan(text, sentences);
  const shown = whole
    ? { start: 0, end: text.length }
    : excerptAround(text, span, EXCERPT_CHARACTERS);
  const cut = shown.start > 0 || shown.end < text.length;
  const before = span
    ? text.slice(shown.start, span.start)
    : text.slice(shown.start, shown.end);
  return (
    <>
      <p className="quote" dir="auto">
        {shown.start > 0 && "… "}
        {before}
        {span && (
          <>
            <mark>{text.slice(span.start, span.end)}</mark>
            {text.slice(span.end, shown.end)}
          </>
        )}
        {shown.end < text.length && " …"}
      </p>
      {cut && (
        <div className="links">
          <Button look="link" onClick={() => setWhole(true)}>
            {words.showAll}
          </Button>
        </div>
      )}
    </>
  );
}
