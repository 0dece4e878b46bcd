import type { Source } from "../../src/domain/suggestion.ts";
import { createRedactor } from "../../src/domain/redaction.ts";
import { detectLanguage } from "../../src/domain/language.ts";
import type { Embedder } from "./embedder.ts";
import { candidatesFor } from "./candidates.ts";
import type { PassageIndex } from "./passage-index.ts";
import { makeQuery } from "./query.ts";
import { toSource } from "./to-source.ts";

/** null: not told, then every one. */
interface Narrowed {
  locale: string | null;
  product: string | null;
  expired: boolean;
}

/**
 * What an agent's own search finds: in force at `now`, for this audience, language and product, best first; then, if
 * asked for, what has expired. Each is looked for by itself, so that nothing old takes the place of what is in force.
 */
export async function search(
  live: { passages: PassageIndex; embedder: Embedder },
  query: string,
  audience: "public" | "internal",
  now: Date,
  { locale, product, expired }: Narrowed = {
    locale: null,
    product: null,
    expired: false,
  },
): Promise<Source[]> {
  // The embedder may be somebody else's server, and agents paste what a customer wrote. A placeholder has no meaning.
  const words = createRedactor()
    .redact(query)
    .replace(/⟦[^⟦⟧]*⟧/g, " ")
    .trim();
  if (words === "") return [];
  const asked = await makeQuery(
    live.embedder,
    [{ text: words, asks: true }],
    words,
    detectLanguage(words),
  );
  const filter = {
    now,
    audience,
    locale,
    products: new Set(product === null ? [] : [product.toLowerCase()]),
  };
  return [
    ...candidatesFor(live.passages, asked, filter),
    ...(expired
      ? candidatesFor(live.passages, asked, { ...filter, hasEnded: true })
      : []),
  ].map(({ passage, score }) => toSource(passage, score));
}
