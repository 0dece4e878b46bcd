import type { Label, PassageIndex } from "./passage-index.ts";

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
  const { labelOf, labels, from, until } = index;
  const isReadable = labels.map((labelled) => mayRead(labelled, filter));
  const allowed: number[] = [];
  for (let at = 0; at < labelOf.length; at++) {
    const isInForce =
      time === null ||
      // Half-open. A date that does not parse is NaN, and then nothing is in force.
      ((from[at] ?? NaN) <= time && time < (until[at] ?? NaN));
    if (isInForce && isReadable[labelOf[at] ?? -1] === true) allowed.push(at);
  }
  return allowed;
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

/** Products that passages are about and this text names. */
export function productsNamedIn(
  index: PassageIndex,
  text: string,
): ReadonlySet<string> {
  const said = text.toLowerCase();
  return new Set(
    index.labels.flatMap(productsOf).filter((name) => said.includes(name)),
  );
}

function productsOf({ product }: Label): string[] {
  return (product ?? "")
    .toLowerCase()
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function primary(locale: string): string {
  return locale.toLowerCase().split("-")[0] ?? "";
}
