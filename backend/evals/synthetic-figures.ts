import { lowerBound95 } from "./clopper-pearson.ts";
import { CLAIMED, placeholdersIn, type Span } from "./redacted-spans.ts";
import { syntheticRows, type SyntheticRow } from "./synthetic-personal-data.ts";

/** Addresses, cards and numbers made up here: what a redactor does with each way of writing them. */
export function syntheticFigures(seeds: number[], perType: number) {
  const rows = seeds
    .flatMap((seed) => syntheticRows(seed, Math.ceil(perType / seeds.length)))
    .map((row) => ({ row, found: placeholdersIn(row.text) }));
  const types = [...new Set(Object.values(CLAIMED))].filter((type) =>
    rows.some(({ row }) => row.type === type),
  );
  return {
    n: rows.length,
    figures: {
      perType: Object.fromEntries(
        types.map((type) => [type, figuresOf(rows, type)]),
      ),
      /** Ways of writing that were missed, and things that were taken for personal data, with how many of how many. */
      missed: shares(
        rows.filter(({ row }) => row.type !== null),
        ({ row, found }) => !isGone(row, found),
      ),
      claimedWrongly: shares(rows, ({ row, found }) =>
        found.some((one) => one.type !== row.type),
      ),
    },
  };
}

interface Scored {
  row: SyntheticRow;
  found: Span[];
}

function figuresOf(rows: Scored[], type: string) {
  const labelled = rows.filter(({ row }) => row.type === type);
  const gone = labelled.filter(({ row, found }) => isGone(row, found)).length;
  const claims = rows.flatMap(({ row, found }) =>
    found
      .filter((one) => one.type === type)
      .map(
        (one) =>
          row.type === type && one.start < row.end && row.start < one.end,
      ),
  );
  const right = claims.filter(Boolean).length;
  return {
    recall: gone / labelled.length,
    recallAtLeast: lowerBound95(gone, labelled.length),
    precision: claims.length === 0 ? 1 : right / claims.length,
    precisionAtLeast:
      claims.length === 0 ? null : lowerBound95(right, claims.length),
    labelled: labelled.length,
    found: gone,
    claimed: claims.length,
    right,
  };
}

/** No letter or digit of it is left: half a card number is still one. */
export function isGone(
  { text, start, end }: SyntheticRow,
  found: Span[],
): boolean {
  for (let at = start; at < end; at++)
    if (
      /[\p{L}\p{N}]/u.test(text[at] ?? "") &&
      !found.some((one) => one.start <= at && at < one.end)
    )
      return false;
  return true;
}

function shares(
  rows: Scored[],
  isCounted: (row: Scored) => boolean,
): Record<string, string> {
  const all = new Map<string, { counted: number; of: number }>();
  for (const scored of rows) {
    const name = `${scored.row.type ?? "nothing personal"}, ${scored.row.format}`;
    const so = all.get(name) ?? { counted: 0, of: 0 };
    all.set(name, {
      counted: so.counted + (isCounted(scored) ? 1 : 0),
      of: so.of + 1,
    });
  }
  return Object.fromEntries(
    [...all]
      .filter(([, { counted }]) => counted > 0)
      .map(([name, { counted, of }]) => [name, `${counted} of ${of}`]),
  );
}
