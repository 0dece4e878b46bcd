import type { Conflict, Draft, Source } from "../domain/suggestion.ts";
import { useDoor } from "./door.ts";
import { isInForce } from "./parts.ts";
import { SourceRow } from "./SourceRow.tsx";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  sources: Source[];
  conflicts: Conflict[];
  draft: Draft;
  remarks: Remarks;
}

/** The dated, owned passages that the draft rests on, numbered as its marks. */
export function Sources({ sources, conflicts, draft, remarks }: Props) {
  const now = useDoor().now();
  const sentences = draft.paragraphs.flat();
  return (
    <section className="sec" aria-label={words.sources}>
      <h2>
        {words.sources}
        <span className="aside">{howMany(sources, now)}</span>
      </h2>
      {sources.map((source, n) => (
        <SourceRow
          key={source.sourceId}
          source={source}
          number={n + 1}
          problem={remarks.memory.flagged[source.sourceId] ?? null}
          sentences={sentences
            .filter(({ sourceIds }) => sourceIds.includes(source.sourceId))
            .map(({ text }) => text)}
        />
      ))}
      {disagreements(sources, conflicts).map((line) => (
        <p key={line} className="disagree">
          {line}
        </p>
      ))}
      <div className="after-rows" />
    </section>
  );
}

/** One line for each pair of sources, by their numbers. */
function disagreements(sources: Source[], conflicts: Conflict[]): string[] {
  const numberOf = (id: string) =>
    sources.findIndex(({ sourceId }) => sourceId === id) + 1;
  const lines = conflicts
    .map(
      ({ said, against }) =>
        [numberOf(said.sourceId), numberOf(against.sourceId)] as const,
    )
    .filter(([one, other]) => one > 0 && other > 0)
    .map(([one, other]) => words.sourcesDisagree(one, other));
  return [...new Set(lines)];
}

/** Judged now, not when the draft was made: a stored draft may outlive its source. */
function howMany(sources: Source[], now: Date): string {
  const expired = sources.filter((source) => !isInForce(source, now)).length;
  const undated = sources.filter(
    ({ effectiveFrom }) => effectiveFrom === null,
  ).length;
  if (expired === 0 && undated === 0)
    return words.sourcesInForce(sources.length);
  return words.sourcesSome(sources.length, [
    ...(expired > 0 ? [words.notInForce(expired)] : []),
    ...(undated > 0 ? [words.undated(undated)] : []),
  ]);
}
