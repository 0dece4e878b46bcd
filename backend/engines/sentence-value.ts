import { answersInKind, hasThingAsked } from "./answer-type.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import type { Query } from "../retrieval/query.ts";

/**
 * What counts for a sentence as the answer. Chosen on 58 questions about dated policies
 * (tests/evals/asof-questions.jsonl); chosen on one half of them and scored on the other, three shuffles, .84 were
 * right (docs/results/retrieval.md). The heading's share was then raised for tickets of packs that have intents.
 */
const MEANING = 0.5;
const WORDS = 0.4;
/** The passage's heading is near to the intent. */
const AFFINITY = 0.45;
/** Where all that was asked is spoken of, by words and meaning, beside the best passage … */
const STANDING = 0.3;
/** … and by how much of the question the passage has at all. */
const COVERAGE = 0.2;
/** Behind a sentence that says the question again stands what comes of it. */
const ECHO = 0.2;
const KIND = 0.12;
const THING = 0.25;

/** What speaks for all sentences of a passage alike. `standing`: how near it is to the best passage, 0 to 1. */
export function passageValue(
  { topic }: Pick<Query, "topic">,
  { evidence }: Pick<Candidate, "evidence">,
  standing: number,
): number {
  return (
    AFFINITY * (topic?.sureness ?? 1) * evidence.affinity +
    STANDING * standing +
    COVERAGE * evidence.coverage
  );
}

/** Per way of asking, the whole first, per sentence of the passage: what speaks for it rather than for its neighbours. */
export function sentenceValues(
  query: Query,
  { passage, evidence, units }: Candidate,
): number[][] {
  return query.variants.map(({ text: question }, way) => {
    const near = passage.units.map((_, at) => {
      const { similarity = null, overlap = 0 } = units[way]?.[at] ?? {};
      return (
        MEANING * Math.max(0, similarity ?? evidence.semantic) + WORDS * overlap
      );
    });
    return passage.units.map(({ text }, at) => {
      const own = near[at] ?? 0;
      const before = near[at - 1] ?? 0;
      return (
        own +
        ECHO * Math.max(0, before - own) +
        KIND * answersInKind(question, text) +
        THING * Number(hasThingAsked(question, text))
      );
    });
  });
}
