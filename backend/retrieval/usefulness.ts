import type { Passage } from "../knowledge/passage.ts";

/**
 * What experience says of documents: intent id → document id → factor on their relevance. It may reorder what is in
 * force and allowed, nothing else. Empty until learning fills it.
 */
export type UsefulnessTable = ReadonlyMap<string, ReadonlyMap<string, number>>;

export const NO_EXPERIENCE: UsefulnessTable = new Map();

/** Whatever was learned, no document vanishes and none drowns the others. */
const LEAST = 0.5;
const MOST = 2;

export function usefulnessFor(
  table: UsefulnessTable,
  intentId: string | null,
): (passage: Passage) => number {
  const factors = intentId === null ? undefined : table.get(intentId);
  return ({ documentId }) => {
    const factor = factors?.get(documentId) ?? 1;
    return Number.isFinite(factor)
      ? Math.min(MOST, Math.max(LEAST, factor))
      : 1;
  };
}
