import type { Passage } from "../../backend/knowledge/passage.ts";

/** Made knowledge, the same for the same seed: words by Zipf's law, vectors in loose heaps. For speed, not for quality. */
export interface SyntheticKnowledge {
  passages: Passage[];
  /** Unit vectors, one per passage. */
  vectors: Float32Array[];
  questions: SyntheticQuestion[];
}

export interface SyntheticQuestion {
  text: string;
  vector: Float32Array;
  /** Place of the passage that its words and its vector were taken from. */
  from: number;
}

export const DIMENSIONS = 512;
const VOCABULARY = 20_000;
const SENTENCES = 6;
const WORDS_PER_SENTENCE = 12;
const WORDS_PER_QUESTION = 8;
const PASSAGES_PER_HEAP = 100;
/** Noise beside the heap's middle, as a length: neighbours have a cosine of about .6, a question and its passage .75. */
const PASSAGE_NOISE = 0.8;
const QUESTION_NOISE = 0.9;

export function makeKnowledge(
  size: number,
  questions: number,
  seed = 1,
): SyntheticKnowledge {
  const random = randomFrom(seed);
  const zipf = zipfFrom(random);
  const middles = Array.from(
    { length: Math.ceil(size / PASSAGES_PER_HEAP) },
    () => direction(random),
  );
  const passages: Passage[] = [];
  const vectors: Float32Array[] = [];
  for (let at = 0; at < size; at++) {
    passages.push(passageOf(at, zipf));
    const middle = middles[Math.floor(random() * middles.length)]!;
    vectors.push(beside(middle, PASSAGE_NOISE, random));
  }
  return {
    passages,
    vectors,
    questions: Array.from({ length: questions }, () => {
      const from = Math.floor(random() * size);
      const words = passages[from]!.text.split(/\W+/).filter(Boolean);
      return {
        from,
        text: Array.from(
          { length: WORDS_PER_QUESTION },
          () => words[Math.floor(random() * words.length)],
        ).join(" "),
        vector: beside(vectors[from]!, QUESTION_NOISE, random),
      };
    }),
  };
}

function passageOf(at: number, zipf: () => string): Passage {
  const units = Array.from({ length: SENTENCES }, () => ({
    kind: "sentence" as const,
    text: `${Array.from({ length: WORDS_PER_SENTENCE }, zipf).join(" ")}.`,
  }));
  return {
    passageId: `p${at}`,
    documentId: `d${at}`,
    documentVersion: "1",
    position: 0,
    kind: "article",
    title: `${zipf()} ${zipf()} ${zipf()}`,
    section: null,
    text: units.map(({ text }) => text).join(" "),
    units,
    audience: at % 10 === 0 ? "internal" : "public",
    effectiveFrom: "2026-01-01T00:00:00.000Z",
    effectiveUntil: null,
    owner: null,
    url: null,
    locale: null,
    product: null,
    intents: [],
  };
}

/** The word of rank r comes 1/r as often as the first. */
function zipfFrom(random: () => number): () => string {
  const upTo = new Float64Array(VOCABULARY);
  let sum = 0;
  for (let rank = 0; rank < VOCABULARY; rank++)
    upTo[rank] = sum += 1 / (rank + 1);
  return () => {
    const aim = random() * sum;
    let low = 0;
    let high = VOCABULARY - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle]! < aim) low = middle + 1;
      else high = middle;
    }
    return wordOf(low);
  };
}

/** Pronounceable, one to one, without the endings that a stemmer takes off. */
function wordOf(rank: number): string {
  let rest = rank + 100;
  let word = "";
  while (rest > 0) {
    word += "bdfgklmnpr"[rest % 10]! + "ao"[Math.floor(rest / 10) % 2]!;
    rest = Math.floor(rest / 20);
  }
  return `${word}k`;
}

function direction(random: () => number): Float32Array {
  return unit(Float32Array.from({ length: DIMENSIONS }, () => normal(random)));
}

function beside(
  middle: Float32Array,
  noise: number,
  random: () => number,
): Float32Array {
  const each = noise / Math.sqrt(DIMENSIONS);
  return unit(middle.map((value) => value + each * normal(random)));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

/** Nearly normal, mean 0 and variance 1: the sum of three uniform ones. */
function normal(random: () => number): number {
  return 2 * (random() + random() + random()) - 3;
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let it = Math.imul(state ^ (state >>> 15), state | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296;
  };
}
