import { commonSubsequenceLength, wordsOf } from "../../src/domain/words.ts";
import {
  rowOf,
  WINDOW_DAYS,
  type HealthCheck,
  type PastSuggestion,
} from "./check.ts";

/** As much of a cited sentence as must be in the sent reply, in order, for it to have been kept. */
const KEPT = 0.8;
/** Reasons that speak against a source; a wrong tone does not. */
const AGAINST_THE_SOURCE = new Set([
  "wrong_fact",
  "stale_source",
  "policy_conflict",
]);

export const citedThenCorrected: HealthCheck = {
  id: "cited-then-corrected",
  title: "Cited, then corrected",
  means: `Documents cited in the last ${WINDOW_DAYS} days in drafts that were rejected as wrong, stale or conflicting, or whose cited sentences the agent did not send; of all drafts that cited them and were sent or rejected.`,
  find: ({ pack, suggestions }) => {
    const counts = new Map<string, { corrected: number; decided: number }>();
    for (const suggestion of suggestions)
      for (const { documentId, sentences } of suggestion.cited) {
        if (!isDecided(suggestion)) continue;
        const count = counts.get(documentId) ?? { corrected: 0, decided: 0 };
        count.decided += 1;
        if (isCorrected(suggestion, sentences)) count.corrected += 1;
        counts.set(documentId, count);
      }
    return pack.knowledge
      .flatMap((document) => {
        const count = counts.get(document.documentId);
        return count && count.corrected > 0 ? [{ document, count }] : [];
      })
      .sort((a, b) => b.count.corrected - a.count.corrected)
      .map(({ document, count }) =>
        rowOf(
          document,
          `Corrected in ${count.corrected} of ${count.decided} replies that cited it.`,
          {
            inPack: "read it against what the agents sent, and mend it",
            imported:
              "Read ID against what the agents sent, mend it at its source and import again",
          },
        ),
      );
  },
};

/** Ignored drafts say nothing about a source. */
function isDecided({ sentText, rejectedBecause }: PastSuggestion): boolean {
  return sentText !== null || rejectedBecause !== null;
}

function isCorrected(
  { sentText, rejectedBecause }: PastSuggestion,
  sentences: string[],
): boolean {
  if (rejectedBecause !== null) return AGAINST_THE_SOURCE.has(rejectedBecause);
  const sent = wordsOf(sentText ?? "");
  return sentences.some((sentence) => {
    const words = wordsOf(sentence);
    return (
      words.length > 0 &&
      commonSubsequenceLength(words, sent) / words.length < KEPT
    );
  });
}
