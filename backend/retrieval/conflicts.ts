import type { Conflict } from "../../src/domain/suggestion.ts";
import type { Passage } from "../knowledge/passage.ts";
import { disagreementOf, readingOf } from "./disagreement.ts";
import { headingOf } from "./passage-index.ts";

/** A sentence of a passage that a draft rests on. */
export interface RestingOn {
  passage: Passage;
  text: string;
}

/** Shown, an agent reads two or three; then the pack needs mending, not the ticket. */
const MOST = 3;

/**
 * Where a draft's sources are contradicted by another document that is in force for the same readers. Both stay as
 * they are: nothing here chooses between them.
 */
export function conflictsOf(
  cited: RestingOn[],
  passages: Passage[],
): Conflict[] {
  const conflicts: Conflict[] = [];
  const readings = new Map(
    passages.map((passage) => {
      const heading = headingOf(passage);
      return [
        passage.passageId,
        passage.units.map(({ text }) => readingOf({ text, heading })),
      ] as const;
    }),
  );
  for (const { passage, text } of cited) {
    const said = readingOf({ text, heading: headingOf(passage) });
    for (const other of passages) {
      if (other.documentId === passage.documentId) continue;
      // A notice is posted in order to say otherwise for a while.
      if (passage.kind === "notice" || other.kind === "notice") continue;
      if (isElsewhere(passage, other)) continue;
      for (const [at, unit] of other.units.entries()) {
        const reading = readings.get(other.passageId)?.[at];
        const kind = reading ? disagreementOf(said, reading) : null;
        if (kind !== null)
          conflicts.push({
            kind,
            said: { sourceId: passage.passageId, quote: text },
            against: { sourceId: other.passageId, quote: unit.text },
          });
      }
    }
  }
  return conflicts.slice(0, MOST);
}

/** Two products or two languages are two rules. */
function isElsewhere(a: Passage, b: Passage): boolean {
  const differ = (x: string | null, y: string | null) =>
    x !== null && y !== null && x !== y;
  return differ(a.product, b.product) || differ(a.locale, b.locale);
}
