import { contentStems, plainWords } from "./content-words.ts";
import { inOneGo, type LongWork } from "./long-work.ts";

/** TF-IDF over stems, neighbouring pairs of stems and characters inside words: forgiving of spelling, blind to meaning. */
export interface TermSpace {
  idf: Map<string, number>;
  unknown: number;
}

export type TermVector = Map<string, number>;

export function buildTermSpace(texts: readonly string[]): TermSpace {
  return inOneGo(termSpaceWork(texts));
}

export function* termSpaceWork(texts: readonly string[]): LongWork<TermSpace> {
  const having = new Map<string, number>();
  for (const text of texts) {
    for (const term of new Set(termsOf(text)))
      having.set(term, (having.get(term) ?? 0) + 1);
    yield;
  }
  const idf = new Map<string, number>();
  for (const [term, count] of having)
    idf.set(term, Math.log((1 + texts.length) / (1 + count)) + 1);
  return { idf, unknown: Math.log(1 + texts.length) + 1 };
}

export function termVector(space: TermSpace, text: string): TermVector {
  const vector: TermVector = new Map();
  for (const term of termsOf(text))
    vector.set(term, (vector.get(term) ?? 0) + 1);
  let length = 0;
  for (const [term, count] of vector) {
    const weight =
      (1 + Math.log(count)) *
      (space.idf.get(term) ?? space.unknown) *
      (term.startsWith("#") ? CHARACTER_WEIGHT : 1);
    vector.set(term, weight);
    length += weight * weight;
  }
  for (const [term, weight] of vector)
    vector.set(term, weight / Math.sqrt(length));
  return vector;
}

export function termCosine(a: TermVector, b: TermVector): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/** There are many more of them than words. */
const CHARACTER_WEIGHT = 0.3;

function termsOf(text: string): string[] {
  const stems = contentStems(text);
  const pairs = stems.slice(1).map((stem, at) => `${stems[at] ?? ""} ${stem}`);
  return [...stems, ...pairs, ...characterGrams(stems), ...asking(text)];
}

function characterGrams(stems: string[]): string[] {
  return stems.flatMap((stem) => {
    const padded = `_${stem}_`;
    const grams: string[] = [];
    for (let size = 3; size <= 4; size++)
      for (let at = 0; at + size <= padded.length; at++)
        grams.push(`#${padded.slice(at, at + size)}`);
    return grams;
  });
}

/** "How long", "where", "cancel": the way of asking tells intents apart whose topic words agree. */
function asking(text: string): string[] {
  const words = plainWords(text);
  return words.flatMap((word, at) =>
    /^(?:how|when|where|why|can)$/.test(word)
      ? [`?${word} ${words[at + 1] ?? ""}`]
      : [],
  );
}
