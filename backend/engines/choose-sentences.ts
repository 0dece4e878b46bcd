import type { Passage } from "../knowledge/passage.ts";
import { answersInKind } from "./answer-type.ts";
import { isForAgents } from "./for-agents.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import type { Query } from "../retrieval/query.ts";
import { passageValue, sentenceValues } from "./sentence-value.ts";

/** A sentence of a passage that speaks to the question. */
export interface Chosen {
  passage: Passage;
  /** Places of its units in the passage, in order: a sentence that refers back brings its antecedent. */
  units: number[];
  relevance: number;
}

interface Choice extends Chosen {
  /** Its relevance without what its passage is worth: for comparing sentences of one passage. */
  own: number;
  stems: Set<string>;
  words: number;
  /** Per way of asking, the whole first. */
  byQuestion: number[];
}

export interface Limits {
  sentences: number;
  words: number;
}

/** A sentence in the answer's section is said, too, from this share of the answer's own value. */
const BESIDE_ANSWER = 0.8;
/** A question whose best sentence is this far behind has no answer here … */
const QUESTION_NEARLY = 0.7;
/** … unless the sentence has just what the question asks for: a time for "how long", an amount for "how much". */
const QUESTION_NEARLY_IN_KIND = 0.55;
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
  bonus: (sentence: string, section: string) => number | null = () => 0,
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
    !(isApproved(choice) && chosen.some(isApproved)) &&
    (chosen.length === 0 ||
      (sum(chosen, ({ units }) => units.length) + choice.units.length <=
        limits.sentences &&
        sum(chosen, ({ words }) => words) + choice.words <= limits.words)) &&
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
  // Whoever approved a reply has said in it what belongs together.
  if (!chosen.some(isApproved)) {
    const answers = [...chosen];
    const mentioned = ofTheirCase(pool, answers, query).find(isFree);
    if (mentioned) chosen.push(mentioned);
    const besides = pool
      .map((choice) => ({ choice, share: shareOfAnswer(answers, choice) }))
      .filter(({ share }) => share >= BESIDE_ANSWER)
      .toSorted((a, b) => b.share - a.share);
    for (const { choice } of besides) if (isFree(choice)) chosen.push(choice);
  }
  return inReadingOrder(chosen);
}

/**
 * "I have no printer", said in passing: a sentence of an answer's document that alone there speaks of a thing
 * which the customer mentions and no answer does. Those that are for a case first, then the most to the point.
 */
function ofTheirCase(
  pool: Choice[],
  answers: Choice[],
  { terms }: Query,
): Choice[] {
  const isBeside = ({ passage }: Choice) =>
    answers.some((one) => one.passage.documentId === passage.documentId);
  const isOnly = (stem: string, { passage }: Choice) =>
    pool.filter(
      (one) =>
        one.passage.documentId === passage.documentId && one.stems.has(stem),
    ).length === 1;
  return pool
    .filter(
      (choice) =>
        isBeside(choice) &&
        [...choice.stems].some(
          (stem) =>
            terms.has(stem) &&
            isOnly(stem, choice) &&
            !answers.some(({ stems }) => stems.has(stem)),
        ),
    )
    .toSorted(
      (a, b) =>
        Number(IS_FOR_A_CASE.test(saidBy(b))) -
          Number(IS_FOR_A_CASE.test(saidBy(a))) || b.own - a.own,
    );
}

const IS_FOR_A_CASE = /\b(?:if|without|no|not|cannot|unless)\b/i;

/**
 * A section is about one thing: what stands beside the answer mostly belongs to it. How much a sentence is to the point,
 * as a share of the answer in its passage; 0: no answer stands there.
 */
function shareOfAnswer(answers: Choice[], choice: Choice): number {
  const answer = bestBy(
    answers.filter(
      ({ passage }) => passage.passageId === choice.passage.passageId,
    ),
    ({ own }) => own,
  );
  return answer ? choice.own / Math.max(answer.own, Number.EPSILON) : 0;
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
  bonus: (sentence: string, section: string) => number | null,
): Choice[] {
  const { passage } = candidate;
  const { units, text } = passage;
  if (units.some((unit) => bonus(unit.text, text) === null)) return [];
  const ofPassage = APPROVED + passageValue(query, candidate, standing);
  const byQuestion = sentenceValues(query, candidate).map(
    (way) => ofPassage + Math.max(0, ...way),
  );
  return [
    {
      passage,
      units: [...units.keys()],
      own: 0,
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
  bonus: (sentence: string, section: string) => number | null,
): Choice[] {
  const { passage } = candidate;
  const values = sentenceValues(query, candidate);
  const ofPassage = passageValue(query, candidate, standing);
  // The whole, too: the story around a question says which answer is meant.
  const ways = [0, ...questionsOf(query)];
  return passage.units.flatMap((unit, at): Choice[] => {
    if (isForAgents(unit.text) || SAYS_NOTHING.test(unit.text)) return [];
    const together = withAntecedent(passage, at);
    const extra = bonus(unit.text, passage.text);
    if (together === null || extra === null) return [];
    const byWay = values.map((way) => (way[at] ?? 0) + extra);
    const whole = byWay[0] ?? 0;
    const blended = byWay.map(
      (own) => OWN_SHARE * own + (1 - OWN_SHARE) * whole,
    );
    const byQuestion = blended.map((own) => ofPassage + own);
    return [
      {
        passage,
        units: together,
        own: Math.max(...ways.map((way) => blended[way] ?? 0)),
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

function sum(chosen: Choice[], of: (choice: Choice) => number): number {
  return chosen.reduce((all, choice) => all + of(choice), 0);
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
