import type { Passage } from "../knowledge/passage.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Candidate } from "../retrieval/passage-index.ts";
import type { Query } from "../retrieval/query.ts";

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
}

export interface Limits {
  sentences: number;
  words: number;
}

/** Only what is nearly as much to the point as the best sentence is said. */
const NEARLY = 0.72;
/** How much a sentence loses for saying again what another has said. */
const REDUNDANCY = 0.35;
/** A passage far behind the best one answers another question. */
const PASSAGE_NEARLY = 0.6;
const MAX_PASSAGES = 4;

/** "This", "it", "otherwise": makes no sense without the sentence before. */
const REFERS_BACK =
  /^(?:this|these|that|those|it|its|they|their|them|such|he|she|both|either|neither|otherwise|instead|however|therefore|then|also|but|and|so|in (?:this|that|these|those|such|other|all other) cases?|if so|if not|if that|for (?:this|these|that|those)|with (?:this|these)|the same|the former|the latter|until then|after that|for example)\b/i;
/** Rules for whoever answers. They may stand in an article, but say nothing to the customer. */
const FOR_AGENTS =
  /\b(?:the|an?|our|human) agents?\b|\bagents (?:must|should|can|may)\b|\btool calls?\b|\bAPI\b|\bthe (?:customer|user) must (?:confirm|provide)\b.*\bbefore\b|^(?:do not|don't|never|always|only) (?:proactively|offer|compensate|confirms?|promise|tell the|ask the)\b|\bescalate\b|\byou should (?:not |only |deny|transfer|never)/i;

export function chooseSentences(
  query: Query,
  candidates: Candidate[],
  limits: Limits,
): Chosen[] {
  const pool = choicesFrom(query, candidates);
  const best = Math.max(0, ...pool.map(({ relevance }) => relevance));
  const chosen: Choice[] = [];
  let words = 0;
  while (chosen.length < limits.sentences) {
    const next = pool
      .filter((choice) => !chosen.some((one) => overlaps(one, choice)))
      .map((choice) => ({
        choice,
        value:
          choice.relevance -
          REDUNDANCY *
            Math.max(
              0,
              ...chosen.map((one) => likeness(one.stems, choice.stems)),
            ),
      }))
      .filter(
        ({ choice, value }) =>
          value >= best * NEARLY &&
          (chosen.length === 0 || words + choice.words <= limits.words),
      )
      .sort((a, b) => b.value - a.value)[0]?.choice;
    if (!next) break;
    chosen.push(next);
    words += next.words;
  }
  return inReadingOrder(chosen, candidates);
}

function choicesFrom(query: Query, candidates: Candidate[]): Choice[] {
  const bestScore = candidates[0]?.score ?? 0;
  const terms = query.variants.map(({ stems }) => new Set(stems));
  return candidates
    .filter(({ score }) => score >= bestScore * PASSAGE_NEARLY)
    .slice(0, MAX_PASSAGES)
    .flatMap(({ passage, score, unitSimilarities }) => {
      const heading = new Set(
        contentStems(`${passage.title} ${passage.section ?? ""}`),
      );
      return passage.units.flatMap((unit, at): Choice[] => {
        if (FOR_AGENTS.test(unit.text)) return [];
        const units = withAntecedent(passage, at);
        if (units === null) return [];
        const stems = new Set(contentStems(unit.text));
        const asked = Math.max(
          0,
          ...terms.map((one) => shareMet(one, stems, heading)),
        );
        return [
          {
            passage,
            units,
            stems,
            words: units.reduce(
              (sum, one) =>
                sum + (passage.units[one]?.text.split(/\s+/).length ?? 0),
              0,
            ),
            relevance:
              0.5 * Math.max(0, unitSimilarities[at] ?? 0.3) +
              0.25 * asked +
              0.25 * score,
          },
        ];
      });
    });
}

/** null: it refers back and nothing stands before it. */
function withAntecedent(passage: Passage, at: number): number[] | null {
  const units = [at];
  let first = at;
  while (REFERS_BACK.test(passage.units[first]?.text ?? "")) {
    first -= 1;
    const before = passage.units[first];
    if (!before || FOR_AGENTS.test(before.text) || units.length >= 3)
      return null;
    units.unshift(first);
  }
  return units;
}

/** Words of the heading count half: every sentence under it shares them. */
function shareMet(
  asked: Set<string>,
  said: Set<string>,
  heading: Set<string>,
): number {
  if (asked.size === 0) return 0;
  let met = 0;
  for (const term of asked)
    met += said.has(term) ? 1 : heading.has(term) ? 0.5 : 0;
  return met / Math.sqrt(asked.size * Math.max(said.size, 4));
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

/** Passages in the order of their most relevant sentence, sentences in the order of their document. */
function inReadingOrder(chosen: Choice[], candidates: Candidate[]): Chosen[] {
  const strength = new Map<string, number>();
  for (const { passage, relevance } of chosen)
    strength.set(
      passage.documentId,
      Math.max(strength.get(passage.documentId) ?? 0, relevance),
    );
  const place = ({ passage }: Chosen) =>
    candidates.findIndex((one) => one.passage === passage);
  return chosen.toSorted(
    (a, b) =>
      (strength.get(b.passage.documentId) ?? 0) -
        (strength.get(a.passage.documentId) ?? 0) ||
      place(a) - place(b) ||
      (a.units[0] ?? 0) - (b.units[0] ?? 0),
  );
}
