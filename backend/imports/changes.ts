/** What an import did, or would do, to the candidate. Ids with titles, sorted by id. */
export interface Changes {
  added: Named[];
  changed: Named[];
  removed: Named[];
  leftOut: (Named & { because: string })[];
  unchanged: number;
}
type Named = { itemId: string; title: string };

/** `before`, `after`: the content's hash; null: not in the candidate. */
export function changesBetween(
  items: (Named & {
    before: string | null;
    after: string | null;
    leftOut: string | null;
  })[],
): Changes {
  const sorted = items.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1));
  const named = (wanted: (item: (typeof items)[number]) => boolean) =>
    sorted.filter(wanted).map(({ itemId, title }) => ({ itemId, title }));
  return {
    added: named(({ before, after }) => before === null && after !== null),
    changed: named(
      ({ before, after }) =>
        before !== null && after !== null && before !== after,
    ),
    removed: named(({ before, after }) => before !== null && after === null),
    leftOut: sorted.flatMap(({ itemId, title, leftOut }) =>
      leftOut === null ? [] : [{ itemId, title, because: leftOut }],
    ),
    unchanged: sorted.filter(
      ({ before, after }) => before !== null && before === after,
    ).length,
  };
}
