/** How well a ranked list meets the documents that a task needs. Each 0 to 1. */
export interface RankingFigures {
  recallAt5: number;
  recallAt10: number;
  recallAt20: number;
  hitAt5: number;
  ndcgAt10: number;
  mrr: number;
}

/** `ranked` and `needed` are document ids without repeats; `needed` is not empty. */
export function rankingFigures(
  ranked: readonly string[],
  needed: ReadonlySet<string>,
): RankingFigures {
  const found = (depth: number) =>
    ranked.slice(0, depth).filter((id) => needed.has(id)).length;
  const first = ranked.findIndex((id) => needed.has(id));
  return {
    recallAt5: found(5) / needed.size,
    recallAt10: found(10) / needed.size,
    recallAt20: found(20) / needed.size,
    hitAt5: found(5) > 0 ? 1 : 0,
    ndcgAt10: gain(ranked.slice(0, 10), needed) / idealGain(needed.size),
    mrr: first < 0 ? 0 : 1 / (first + 1),
  };
}

export function meanFigures(rows: readonly RankingFigures[]): RankingFigures {
  const mean = (figure: keyof RankingFigures) =>
    rows.reduce((sum, row) => sum + row[figure], 0) / Math.max(1, rows.length);
  return {
    recallAt5: mean("recallAt5"),
    recallAt10: mean("recallAt10"),
    recallAt20: mean("recallAt20"),
    hitAt5: mean("hitAt5"),
    ndcgAt10: mean("ndcgAt10"),
    mrr: mean("mrr"),
  };
}

/** Discounted cumulative gain of binary relevance (Järvelin and Kekäläinen 2002). */
function gain(ranked: readonly string[], needed: ReadonlySet<string>): number {
  return ranked.reduce(
    (sum, id, rank) => sum + (needed.has(id) ? 1 / Math.log2(rank + 2) : 0),
    0,
  );
}

function idealGain(size: number): number {
  return Array.from(
    { length: Math.min(10, size) },
    (_, rank) => 1 / Math.log2(rank + 2),
  ).reduce((sum, one) => sum + one, 0);
}
