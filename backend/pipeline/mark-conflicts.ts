import type { Conflict, Draft, Source } from "../../src/domain/suggestion.ts";
import { conflictsOf } from "../retrieval/conflicts.ts";
import type { Retrieval } from "./retrieve.ts";

/** Where a draft's cited sentences are contradicted by another passage that was found for the same ticket. */
export function conflictsIn(
  drafts: Draft[],
  found: Retrieval["passages"],
): Conflict[] {
  const passages = found.map(({ passage }) => passage);
  return conflictsOf(
    drafts
      .flatMap(({ paragraphs }) => paragraphs.flat())
      .flatMap(({ text, sourceIds }) =>
        passages
          .filter(({ passageId }) => sourceIds.includes(passageId))
          .map((passage) => ({ passage, text })),
      ),
    passages,
  );
}

/** Which of the two holds, nobody here knows: the sentence is flagged and says what the other source says. */
export function markConflicts(
  draft: Draft,
  conflicts: Conflict[],
  sources: Source[],
): Draft {
  return {
    ...draft,
    paragraphs: draft.paragraphs.map((paragraph) =>
      paragraph.map((sentence) => {
        const against = conflicts.filter(
          ({ said }) =>
            said.quote === sentence.text &&
            sentence.sourceIds.includes(said.sourceId),
        );
        return against.length === 0
          ? sentence
          : {
              ...sentence,
              status: "flagged" as const,
              findings: [
                ...sentence.findings,
                ...against.map((conflict) => ({
                  guardrail: "sources-disagree",
                  message: `${titleOf(conflict, sources)} says: "${conflict.against.quote}"`,
                  quote: sentence.text,
                })),
              ],
            };
      }),
    ),
  };
}

function titleOf({ against }: Conflict, sources: Source[]): string {
  const source = sources.find(({ sourceId }) => sourceId === against.sourceId);
  return source ? `"${source.title}"` : "Another source";
}
