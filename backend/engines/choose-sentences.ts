import type { Passage } from "../knowledge/passage.ts";
import { answersInKind } from "./answer-type.ts";
import { isForAgents } from "./for-agents.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import type { Query } from "../retrieval/query.ts";
import { sentenceValues } from "./sentence-value.ts";

/** A sentence of a passage that speaks to the question. */
export interface Chosen {
  passage: Passage;
  /** Places of its units in the passage, in order: a sentence that refers back brings its antecedent. */
  units: number[];
  relevance: number;
}

interface Choice extends Chosen {
  stems: Set<string>;
  words: number;
  /** Per way of asking, the whole first. */
  byQuestion: number[];
}

export interface Limits {
  sentences: number;
  words: number;
}

/** Only what is nearly as much to the point as the best sentence is said. */
const NEARLY = 0.8;
/** … and a third sentence even more: it is the one that most often wanders off. */
const NEARLY_THIRD = 0.87;
/** A question whose best sentence is this far behind has no answer here … */
const QUESTION_NEARLY = 0.7;
/** … unless the sentence has just what the question asks for: a time for "how long", an amount for "how much". */
const QUESTION_NEARLY_IN_KIND = 0.55;
/** Beyond it only further questions add sentences. */
const ENOUGH = 3;
/** How much a sentence loses for saying again what another has said. */
const REDUNDANCY = 0.15;
/** Sharing this much of its words, it says the same once more. */
const SAME = 0.8;
/** A question asked in the middle of a story is also about the story. */
const OWN_SHARE = 0.75;

/** A chain of sentences that each refer back; a longer one is a story of its own. */
const MOST_TOGETHER = 4;
/** "This", "it", "otherwise": makes no sense without the sentence before. */
const REFERS_BACK =
  /^(?:this|these|that|those|it|its|they|their|them|such|he|she|both|either|neither|otherwise|instead|however|therefore|then|also|but|and|so|in (?:this|that|these|those|such|other|all other) cases?|if (?:so|not|this|that|it|they|(?:we|you) do so)|for (?:this|these|that|those)|with (?:this|these)|the same|the former|the latter|until then|after that|for example|when (?:we|you) do (?:that|this|so))\b/i;
/** A question of the page's own, or the announcement of a list: the answer is what comes after it. */
const SAYS_NOTHING = /[?:]["”’)]?$/;

/** For each question its best sentence first, then what else is nearly as much to the point. */
export function chooseSentences(
  query: Query,
  candidates: Candidate[],
  limits: Limits,
  /** What else speaks for a sentence or against it, in the measure of `sentenceValues`. */
  bonus: (sentence: string) => number = () => 0,
): Chosen[] {
  const most = Math.max(
    0,
    ...candidates.map(({ evidence }) => evidence.fusion),
  );
  const pool = candidates.flatMap((candidate) =>
    choicesFrom(
      query,
      candidate,
      most === 0 ? 0 : candidate.evidence.fusion / most,
      bonus,
    ),
  );
  const best = Math.max(0, ...pool.map(({ relevance }) => relevance));
  const chosen: Choice[] = [];
  const isFree = (choice: Choice) =>
    chosen.length < limits.sentences &&
    (chosen.length === 0 || wordsOf(chosen) + choice.words <= limits.words) &&
    !chosen.some(
      (one) =>
        overlaps(one, choice) || likeness(one.stems, choice.stems) >= SAME,
    );

  for (const question of questionsOf(query)) {
    const value = (choice: Choice) => choice.byQuestion[question] ?? 0;
    const answer = bestBy(pool, value);
    if (
      answer &&
      isFree(answer) &&
      value(answer) >= best * nearly(query, question, answer)
    )
      chosen.push(answer);
  }
  while (chosen.length < Math.min(limits.sentences, ENOUGH)) {
    const value = (choice: Choice) =>
      choice.relevance -
      REDUNDANCY *
        Math.max(0, ...chosen.map((one) => likeness(one.stems, choice.stems)));
    // What else is said comes from where the answer stands: other documents answer other questions.
    const near = pool.filter(
      (choice) =>
        isFree(choice) &&
        (chosen.length === 0 ||
          chosen.some(
            ({ passage }) => passage.documentId === choice.passage.documentId,
          )),
    );
    const next = bestBy(near, value);
    const least = chosen.length < 2 ? NEARLY : NEARLY_THIRD;
    if (!next || value(next) < best * least) break;
    chosen.push(next);
  }
  return inReadingOrder(chosen);
}

/** Sentences that ask; without any, the whole. */
function questionsOf({ variants }: Query): number[] {
  const asking = [...variants.keys()].filter((at) => variants[at]?.asks);
  return asking.length === 0 ? [0] : asking;
}

function nearly(
  query: Query,
  question: number,
  { passage, units }: Choice,
): number {
  const asked = query.variants[question]?.text ?? "";
  const said = passage.units[units.at(-1) ?? -1]?.text ?? "";
  return answersInKind(asked, said) === 1
    ? QUESTION_NEARLY_IN_KIND
    : QUESTION_NEARLY;
}

function choicesFrom(
  query: Query,
  candidate: Candidate,
  standing: number,
  bonus: (sentence: string) => number,
): Choice[] {
  const { passage } = candidate;
  const values = sentenceValues(query, candidate, standing);
  return passage.units.flatMap((unit, at): Choice[] => {
    if (isForAgents(unit.text) || SAYS_NOTHING.test(unit.text)) return [];
    const together = withAntecedent(passage, at);
    if (together === null) return [];
    const extra = bonus(unit.text);
    const byWay = values.map((way) => (way[at] ?? 0) + extra);
    const whole = byWay[0] ?? 0;
    const byQuestion = byWay.map(
      (own) => OWN_SHARE * own + (1 - OWN_SHARE) * whole,
    );
    return [
      {
        passage,
        units: together,
        stems: new Set(contentStems(unit.text)),
        words: together.reduce(
          (sum, one) =>
            sum + (passage.units[one]?.text.split(/\s+/).length ?? 0),
          0,
        ),
        byQuestion,
        relevance: Math.max(...byQuestion),
      },
    ];
  });
}

function bestBy(
  choices: Choice[],
  value: (choice: Choice) => number,
): Choice | null {
  return choices.reduce<Choice | null>(
    (best, choice) =>
      best === null || value(choice) > value(best) ? choice : best,
    null,
  );
}

function wordsOf(chosen: Choice[]): number {
  return chosen.reduce((sum, { words }) => sum + words, 0);
}

/** null: it refers back and nothing stands before it. */
function withAntecedent(passage: Passage, at: number): number[] | null {
  const units = [at];
  let first = at;
  while (REFERS_BACK.test(passage.units[first]?.text ?? "")) {
    first -= 1;
    const before = passage.units[first];
    if (!before || isForAgents(before.text) || units.length >= MOST_TOGETHER)
      return null;
    units.unshift(first);
  }
  return units;
}

function likeness(a: Set<string>, b: Set<string>): number {
  let met = 0;
  for (const term of a) if (b.has(term)) met += 1;
  return met / Math.max(1, Math.min(a.size, b.size));
}

function overlaps(a: Chosen, b: Chosen): boolean {
  return (
    a.passage.passageId === b.passage.passageId &&
    b.units.some((unit) => a.units.includes(unit))
  );
}

/** Documents in the order in which they were chosen, sentences in the order of their document. */
function inReadingOrder(chosen: Choice[]): Chosen[] {
  const documents = [
    ...new Set(chosen.map(({ passage }) => passage.documentId)),
  ];
  const passages = [...new Set(chosen.map(({ passage }) => passage.passageId))];
  return chosen.toSorted(
    (a, b) =>
      documents.indexOf(a.passage.documentId) -
        documents.indexOf(b.passage.documentId) ||
      passages.indexOf(a.passage.passageId) -
        passages.indexOf(b.passage.passageId) ||
      (a.units[0] ?? 0) - (b.units[0] ?? 0),
  );
}
