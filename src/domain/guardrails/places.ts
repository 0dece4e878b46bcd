import { splitSentences } from "../sentences.ts";
import type { Source } from "../suggestion.ts";
import { knownTo } from "./support.ts";
import { quantitiesIn, type Quantity } from "./quantities.ts";
import { normalised } from "./terms.ts";

/** Two neighbouring sentences of one source, under its headings: what is said in one breath has to stand in one place. */
export interface Place {
  /** In lower case and one spelling, as `normalised` gives it. */
  text: string;
  /** Is this word (of `contentTerms`) here, or one of its root? */
  knows: (term: string) => boolean;
  quantities: Quantity[];
}

const BREATH = 2;

export const placesOf = readOnce(BREATH);

/** The same of one sentence each: who does what is said in one. */
export const statementsOf = readOnce(1);

/** Every sentence of a draft is held against the same few sources. */
function readOnce(sentences: number): (sources: Source[]) => Place[] {
  const read = new WeakMap<Source, Place[]>();
  return (sources) =>
    sources.flatMap((source) => {
      const known = read.get(source);
      if (known) return known;
      const places = placesIn(source, sentences);
      read.set(source, places);
      return places;
    });
}

function placesIn({ title, section, text }: Source, length: number): Place[] {
  const sentences = splitSentences(text);
  const count = Math.max(1, sentences.length - length + 1);
  return Array.from({ length: count }, (_, at) => {
    const words = sentences.slice(at, at + length).join(" ");
    return {
      text: normalised(words),
      knows: knownTo([[title, section, words].join(" ")]),
      quantities: quantitiesIn(words),
    };
  });
}

/** How many of these words are missing where fewest are. */
export function missesIn(places: Place[], terms: string[]): number {
  return Math.min(
    ...places.map(({ knows }) => terms.filter((term) => !knows(term)).length),
  );
}
