import { useAgent } from "./agent-store.ts";
import { parted } from "./matching-words.ts";
import { SourceLine } from "./SourceFacts.tsx";
import type { Remarks } from "./use-remarks.ts";
import { hitId, onSearchKey, useSearch } from "./use-search.ts";
import { words } from "./words.ts";

interface Props {
  onCopy: (text: string) => void;
  memory: Remarks["memory"];
}

/** The policies that were found, one of them marked. */
export function SearchHits({ onCopy, memory }: Props) {
  const asked = useAgent(({ search }) => search.asked);
  const found = useSearch();
  const { hits, at, mark } = found;
  if (hits.length === 0) return null;
  return (
    <div
      id="hits"
      className="hits"
      role="listbox"
      tabIndex={0}
      aria-label={words.results}
      aria-activedescendant={hitId(at)}
      onKeyDown={(event) => onSearchKey(event, found, onCopy)}
    >
      {hits.map((source, n) => (
        <div
          key={source.sourceId}
          id={hitId(n)}
          className={n === at ? "hit on" : "hit"}
          role="option"
          aria-selected={n === at}
          onClick={() => mark(n)}
        >
          <p className="t" dir="auto">
            {source.title} {source.section && <span>{source.section}</span>}
          </p>
          <p className="quote" dir="auto">
            {parted(source.text, asked?.query ?? "").map(
              ({ text, isAsked }, k) =>
                isAsked ? <b key={k}>{text}</b> : text,
            )}
          </p>
          <SourceLine
            source={source}
            problem={memory.flagged[source.sourceId] ?? null}
          />
        </div>
      ))}
    </div>
  );
}
