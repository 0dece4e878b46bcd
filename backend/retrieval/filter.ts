import type { Label, PassageIndex } from "./passage-index.ts";
import { productsOf } from "./products.ts";

export interface Filter {
  now: Date;
  /** `internal` sees everything, `public` only what a customer may read. */
  audience: "public" | "internal";
  /** BCP 47 of the customer, or null: not told, then every locale. */
  locale: string | null;
  /** Products that the ticket names, as `productsOf` spells them; empty: not told, then every product. */
  products?: ReadonlySet<string>;
  /** Only what was in force once and is no more, in the place of what is. */
  hasEnded?: boolean;
}

/** What may be found: places in order, and the same as a mask over all passages. Shared between queries: never changed. */
export interface Allowed {
  places: Int32Array;
  mask: Uint8Array;
}

/** The same until a passage comes into force or goes out of it: [from, until), in milliseconds. */
interface Kept extends Allowed {
  from: number;
  until: number;
}

/** Different readers, languages and products of one base; beyond so many the oldest is forgotten. */
const KEPT = 8;
const kept = new WeakMap<PassageIndex, Map<string, Kept>>();

/** The passages that may be found at all: nothing else is ranked. `now` null: whatever their dates. */
export function allowedPassages(
  index: PassageIndex,
  filter: Omit<Filter, "now"> & { now: Date | null },
): Allowed {
  const time = filter.now?.getTime() ?? null;
  const isReadable = Uint8Array.from(index.labels, (label) =>
    mayRead(label, filter) ? 1 : 0,
  );
  const hasEnded = filter.hasEnded ?? false;
  const when = time === null ? "ever" : hasEnded ? "ended" : "now";
  const key = `${when}:${isReadable.join("")}`;
  const ofIndex = kept.get(index) ?? new Map<string, Kept>();
  kept.set(index, ofIndex);
  const before = ofIndex.get(key);
  if (before && (time === null || (before.from <= time && time < before.until)))
    return before;
  const found = allowedAt(index, isReadable, time, hasEnded);
  ofIndex.delete(key);
  ofIndex.set(key, found);
  const [oldest] = ofIndex.keys();
  if (ofIndex.size > KEPT && oldest !== undefined) ofIndex.delete(oldest);
  return found;
}

function allowedAt(
  { labelOf, from, until }: PassageIndex,
  isReadable: Uint8Array,
  time: number | null,
  hasEnded: boolean,
): Kept {
  const mask = new Uint8Array(labelOf.length);
  const places = new Int32Array(labelOf.length);
  let count = 0;
  let changed = -Infinity;
  let changes = Infinity;
  for (let at = 0; at < labelOf.length; at++) {
    // Half-open. A date that does not parse is NaN, and then nothing is in force. All places are in range.
    const begins = from[at] as number;
    const ends = until[at] as number;
    if (time !== null)
      for (const date of [begins, ends]) {
        if (date <= time) changed = Math.max(changed, date);
        if (date > time) changes = Math.min(changes, date);
      }
    const isWanted =
      time === null ||
      (begins <= time && (hasEnded ? ends <= time : time < ends));
    if (!isWanted || isReadable[labelOf[at] as number] !== 1) continue;
    mask[at] = 1;
    places[count] = at;
    count += 1;
  }
  return {
    places: places.slice(0, count),
    mask,
    from: changed,
    until: changes,
  };
}

function mayRead(
  passage: Label,
  { audience, locale, products }: Omit<Filter, "now">,
): boolean {
  if (audience === "public" && passage.audience !== "public") return false;
  if (products && products.size > 0 && passage.product !== null) {
    if (!productsOf(passage).some((name) => products.has(name))) return false;
  }
  return (
    locale === null ||
    passage.locale === null ||
    primary(passage.locale) === primary(locale)
  );
}

function primary(locale: string): string {
  return locale.toLowerCase().split("-")[0] ?? "";
}
