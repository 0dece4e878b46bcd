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
/** … and a third sentence even more: it is the one that most often wanders off … */
const NEARLY_THIRD = 0.94;
/** … a little less, where it speaks of something in the ticket that the others do not. */
const NEARLY_THIRD_OF_MORE = 0.91;
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
  /** What else speaks for a sentence or against it, in the measure of `sentenceValues`; null: it is not to be said. */
  bonus: (sentence: string) => number | null = () => 0,
): Chosen[] {
  // Approved replies were looked for on their own: each kind has its own measure of words.
  const standingOf = ({ passage, evidence }: Candidate) => {
    const ofKind = candidates.filter(
      (one) => isApproved(one) === isApproved({ passage }),
    );
    const most = Math.max(0, ...ofKind.map((one) => one.evidence.fusion));
    return most === 0 ? 0 : evidence.fusion / most;
  };
  const pool = candidates.flatMap((candidate) =>
    isApproved(candidate)
      ? wholeOf(query, candidate, standingOf(candidate), bonus)
      : choicesFrom(query, candidate, standingOf(candidate), bonus),
  );
  const best = Math.max(0, ...pool.map(({ relevance }) => relevance));
  const chosen: Choice[] = [];
  const isFree = (choice: Choice) =>
    chosen.length < limits.sentences &&
    !(isApproved(choice) && chosen.some(isApproved)) &&
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
  const asked = new Set(query.variants.flatMap(({ stems }) => stems));
  const isNearEnough = (choice: Choice) => {
    if (chosen.length < 2) return true;
    const isMore = [...choice.stems].some(
      (term) => asked.has(term) && !chosen.some((one) => one.stems.has(term)),
    );
    return (
      choice.relevance >=
        best * (isMore ? NEARLY_THIRD_OF_MORE : NEARLY_THIRD) &&
      chosen.some((one) => isUnderSameHeading(one, choice))
    );
  };
  // Whoever approved a reply has said in it what belongs together.
  while (
    !chosen.some(isApproved) &&
    chosen.length < Math.min(limits.sentences, ENOUGH)
  ) {
    const value = (choice: Choice) =>
      choice.relevance -
      REDUNDANCY *
        Math.max(0, ...chosen.map((one) => likeness(one.stems, choice.stems)));
    // What else is said comes from where the answer stands: other documents answer other questions.
    const near = pool.filter(
      (choice) =>
        isFree(choice) &&
        isNearEnough(choice) &&
        (chosen.length === 0 ||
          chosen.some(
            ({ passage }) => passage.documentId === choice.passage.documentId,
          )),
    );
    const next = bestBy(near, value);
    if (!next || value(next) < best * NEARLY) break;
    chosen.push(next);
  }
  return inReadingOrder(chosen);
}

/** Sentences that ask; without any, the whole. */
function questionsOf({ variants }: Query): number[] {
  const asking = [...variants.keys()].filter((at) => variants[at]?.asks);
  const own = asking.filter((at) => !variants[at]?.isSubject);
  if (own.length > 0) return own;
  return asking.length === 0 ? [0] : asking;
}

function nearly(
  query: Query,
  question: number,
  { passage, units }: Choice,
): number {
  const asked = query.variants[question]?.text ?? "";
  return answersInKind(asked, saidBy({ passage, units })) === 1
    ? QUESTION_NEARLY_IN_KIND
    : QUESTION_NEARLY;
}

/** The sentence itself, without those it refers back to. */
function saidBy({ passage, units }: Pick<Chosen, "passage" | "units">): string {
  return passage.units[units.at(-1) ?? -1]?.text ?? "";
}

/** Approved text goes before free sentences that are about as much to the point. */
const APPROVED = 0.1;

function isApproved({ passage }: { passage: Passage }): boolean {
  return passage.kind === "approved";
}

/** A template or past reply is said whole or not at all, and is worth what its best sentence is. */
function wholeOf(
  query: Query,
  candidate: Candidate,
  standing: number,
  bonus: (sentence: string) => number | null,
): Choice[] {
  const { passage } = candidate;
  const { units, text } = passage;
  if (units.some((unit) => bonus(unit.text) === null)) return [];
  const byQuestion = sentenceValues(query, candidate, standing).map(
    (way) => APPROVED + Math.max(0, ...way),
  );
  return [
    {
      passage,
      units: [...units.keys()],
      stems: new Set(contentStems(text)),
      words: text.split(/\s+/).length,
      byQuestion,
      relevance: Math.max(
        ...[0, ...questionsOf(query)].map((at) => byQuestion[at] ?? 0),
      ),
    },
  ];
}

function choicesFrom(
  query: Query,
  candidate: Candidate,
  standing: number,
  bonus: (sentence: string) => number | null,
): Choice[] {
  const { passage } = candidate;
  const values = sentenceValues(query, candidate, standing);
  // The whole, too: the story around a question says which answer is meant.
  const ways = [0, ...questionsOf(query)];
  return passage.units.flatMap((unit, at): Choice[] => {
    if (isForAgents(unit.text) || SAYS_NOTHING.test(unit.text)) return [];
    const together = withAntecedent(passage, at);
    const extra = bonus(unit.text);
    if (together === null || extra === null) return [];
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
        relevance: Math.max(...ways.map((at) => byQuestion[at] ?? 0)),
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

function isUnderSameHeading(a: Chosen, b: Chosen): boolean {
  return (
    a.passage.documentId === b.passage.documentId &&
    a.passage.section === b.passage.section
  );
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
