import type { Source } from "../../src/domain/suggestion.ts";
import { detectLanguage } from "../../src/domain/language.ts";
import type { Embedder } from "./embedder.ts";
import { candidatesFor } from "./candidates.ts";
import type { PassageIndex } from "./passage-index.ts";
import { makeQuery } from "./query.ts";
import { toSource } from "./to-source.ts";

/** What an agent's own search finds: in force at `now`, for this audience, language and product, best first. */
export async function search(
  live: { passages: PassageIndex; embedder: Embedder },
  query: string,
  audience: "public" | "internal",
  now: Date,
  { locale, product }: { locale: string | null; product: string | null } = {
    locale: null,
    product: null,
  },
): Promise<Source[]> {
  const asked = await makeQuery(
    live.embedder,
    [{ text: query, asks: true }],
    query,
    detectLanguage(query),
  );
  return candidatesFor(live.passages, asked, {
    now,
    audience,
    locale,
    products: new Set(product === null ? [] : [product.toLowerCase()]),
  }).map(({ passage, score }) => toSource(passage, score));
}
