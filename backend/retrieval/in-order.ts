import type { Passage } from "../knowledge/passage.ts";

/** What a document's second passage counts beside its first, the third beside the second. */
const DISCOUNT = 0.5;
const COUNTED = 3;

/**
 * Best first, by document: one whose passages all speak to the question stands before one that has a single good line,
 * and after its best passage the others wait, so that no document fills the list.
 */
export function inOrder(
  passages: readonly Passage[],
  relevance: ReadonlyMap<number, number>,
): number[] {
  const byDocument = new Map<string, number[]>();
  for (const [at] of [...relevance].sort(
    (a, b) => b[1] - a[1] || a[0] - b[0],
  )) {
    const documentId = passages[at]?.documentId ?? "";
    const list = byDocument.get(documentId);
    if (list) list.push(at);
    else byDocument.set(documentId, [at]);
  }
  const own = (at: number) => relevance.get(at) ?? 0;
  return [...byDocument.values()]
    .flatMap((list) =>
      list.map((at, place) => ({
        at,
        key:
          place === 0
            ? list
                .slice(0, COUNTED)
                .reduce(
                  (sum, one, rank) => sum + own(one) * DISCOUNT ** rank,
                  0,
                )
            : own(at) * DISCOUNT ** place,
      })),
    )
    .sort((a, b) => b.key - a.key || a.at - b.at)
    .map(({ at }) => at);
}
