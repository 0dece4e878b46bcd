import type { Passage } from "../knowledge/passage.ts";
import type { PassageIndex } from "./passage-index.ts";

export interface Filter {
  now: Date;
  /** `internal` sees everything, `public` only what a customer may read. */
  audience: "public" | "internal";
  /** BCP 47 of the customer, or null: not told, then every locale. */
  locale: string | null;
  /** Products that the ticket names, as the passages spell them; empty: not told, then every product. */
  products?: ReadonlySet<string>;
}

/** Places of the passages that may be found at all: nothing else is ranked. `now` null: whatever their dates. */
export function allowedPassages(
  index: PassageIndex,
  filter: Omit<Filter, "now"> & { now: Date | null },
): number[] {
  const time = filter.now?.getTime() ?? null;
  const allowed: number[] = [];
  for (const [at, passage] of index.passages.entries()) {
    const isInForce =
      time === null ||
      // Half-open. A date that does not parse is NaN, and then nothing is in force.
      ((index.from[at] ?? NaN) <= time && time < (index.until[at] ?? NaN));
    if (isInForce && mayRead(passage, filter)) allowed.push(at);
  }
  return allowed;
}

function mayRead(
  passage: Passage,
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

/** Products that passages are about and this text names. */
export function productsNamedIn(
  index: PassageIndex,
  text: string,
): ReadonlySet<string> {
  const said = text.toLowerCase();
  return new Set(
    index.passages.flatMap(productsOf).filter((name) => said.includes(name)),
  );
}

function productsOf({ product }: Passage): string[] {
  return (product ?? "")
    .toLowerCase()
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function primary(locale: string): string {
  return locale.toLowerCase().split("-")[0] ?? "";
}
