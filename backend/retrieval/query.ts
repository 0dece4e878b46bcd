import { contentStems } from "./content-words.ts";
import { widerNames } from "./countries.ts";
import type { Embedder } from "./embedder.ts";
import { queryTerms } from "./query-terms.ts";

/** What is looked for, said several ways: as a whole first, then sentence by sentence. */
export interface Query {
  variants: QueryVariant[];
  /** Every word of it with a topic, with what it counts. Beyond the variants, which are cut to what embeds quickly. */
  terms: Map<string, number>;
  scope: Scope;
  /** What the question is believed to be about, or null. */
  topic: {
    vector: Float32Array;
    stems: Set<string>;
    /** How sure it is, 0 to 1. */
    sureness?: number;
  } | null;
}

export interface QueryVariant {
  text: string;
  /** It wants an answer of its own; a sentence of the story around it does not. */
  asks: boolean;
  /** A subject line that asks nothing: it sums up what the message asks, and wants no sentence of its own. */
  isSubject: boolean;
  stems: string[];
  vector: Float32Array;
}

/** How much this sounds like a question that this pack gets at all. */
export interface Scope {
  /** How far the way of asking that is most the pack's is ahead of the nearest question of another trade. */
  margin: number;
  /** The same for the question that is least the pack's: all of them want an answer. */
  weakestMargin: number;
  /** Cosine with the nearest question of another trade. */
  foreign: number;
}

/** What an agent types into a search box is about the pack: neither for nor against. */
const ASKED_BY_AGENT: Scope = {
  margin: 0.15,
  weakestMargin: 0.15,
  foreign: 0.5,
};

/** A language that could not be told is taken for one that the embedder knows: most such tickets are only short. */
export function knowsLanguage(
  { languages }: Pick<Embedder, "languages">,
  language: string | null,
): boolean {
  return (
    languages === undefined ||
    language === null ||
    languages.includes(language.split("-")[0] ?? "")
  );
}

/** `words`: all that is known of the question, where that is more than its ways of asking.
 * In a language that the embedder does not know it has no meaning (a vector of zeros), and words alone decide. */
export async function makeQuery(
  embedder: Embedder,
  ways: { text: string; asks: boolean; isSubject?: boolean }[],
  words = ways[0]?.text ?? "",
  language: string | null = null,
): Promise<Query> {
  const vectors = knowsLanguage(embedder, language)
    ? await embedder.embed(ways.map(({ text }) => text))
    : [];
  return {
    variants: ways.map(({ text, asks, isSubject = false }, at) => ({
      text,
      asks,
      isSubject,
      stems: contentStems(`${text} ${widerNames(text)}`),
      vector: vectors[at] ?? new Float32Array(embedder.dimensions),
    })),
    terms: queryTerms(`${words} ${widerNames(words)}`),
    scope: ASKED_BY_AGENT,
    topic: null,
  };
}
