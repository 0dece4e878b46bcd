import type { Intent } from "../../src/domain/policy-pack.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Query } from "../retrieval/query.ts";
import {
  buildTermSpace,
  termCosine,
  termVector,
  type TermSpace,
  type TermVector,
} from "../retrieval/term-vectors.ts";
import { cosine } from "../retrieval/vector-index.ts";

/** Everything an intent is known by: its name, the clauses of its description, its examples. */
export interface IntentIndex {
  space: TermSpace;
  exemplars: Exemplar[];
  /** Name and description of each intent, by its id. */
  topics: Map<string, { vector: Float32Array; stems: Set<string> }>;
  /** Questions of other trades, against which the pack's own have to win. */
  foreign: Exemplar[];
}

interface Exemplar {
  intentId: string;
  isName: boolean;
  terms: TermVector;
  vector: Float32Array;
}

/** Measured on 77 intents: words carry more than vectors do, until there are hundreds of examples. */
const VECTOR_SHARE = 0.4;
/** Keeps intents without examples from being crowded out by those that have many. */
const NAME_BONUS = 0.05;

export function buildIntentIndex(
  intents: Intent[],
  foreignAsks: string[],
  vectorOf: (text: string) => Float32Array,
): IntentIndex {
  const space = buildTermSpace([...exemplarTexts(intents), ...foreignAsks]);
  const exemplars = intents.flatMap((intent) =>
    textsOf(intent).map((text, at): Exemplar => ({
      intentId: intent.intentId,
      isName: at === 0,
      terms: termVector(space, text),
      vector: vectorOf(text),
    })),
  );
  const foreign = foreignAsks.map((text): Exemplar => ({
    intentId: "",
    isName: false,
    terms: termVector(space, text),
    vector: vectorOf(text),
  }));
  const topics = new Map(
    intents.map((intent) => {
      const text = topicText(intent);
      return [
        intent.intentId,
        { vector: vectorOf(text), stems: new Set(contentStems(text)) },
      ];
    }),
  );
  return { space, exemplars, topics, foreign };
}

export function exemplarTexts(intents: Intent[]): string[] {
  return intents.flatMap((intent) => [...textsOf(intent), topicText(intent)]);
}

export interface IntentEvidence {
  intentId: string;
  /** To its two nearest exemplars, the nearest most: 0 to 1. */
  likeness: number;
  /** How far it is ahead of what other trades are asked, in the way of asking where it is most. */
  margin: number;
}

/** Cosine of the query with the nearest question of another trade. */
export function foreignSimilarity(index: IntentIndex, query: Query): number {
  let best = 0;
  for (const { vector } of query.variants)
    for (const exemplar of index.foreign)
      best = Math.max(best, cosine(vector, exemplar.vector));
  return best;
}

/** Every intent with what speaks for it, likeliest first. */
export function intentEvidence(
  index: IntentIndex,
  query: Query,
): IntentEvidence[] {
  const best = new Map<string, IntentEvidence>();
  for (const { text, vector } of query.variants) {
    const asked = { vector, terms: termVector(index.space, text) };
    const foreign = nearestForeign(index, asked);
    const near = new Map<string, { first: number; second: number }>();
    for (const exemplar of index.exemplars) {
      const likeness =
        likenessOf(asked, exemplar) + (exemplar.isName ? NAME_BONUS : 0);
      const known = near.get(exemplar.intentId);
      if (!known) near.set(exemplar.intentId, { first: likeness, second: 0 });
      else if (likeness > known.first) {
        known.second = known.first;
        known.first = likeness;
      } else known.second = Math.max(known.second, likeness);
    }
    for (const [intentId, { first, second }] of near) {
      const likeness = Math.min(1, 0.8 * first + 0.2 * second);
      const before = best.get(intentId);
      best.set(intentId, {
        intentId,
        likeness: Math.max(likeness, before?.likeness ?? 0),
        margin: Math.max(likeness - foreign, before?.margin ?? -1),
      });
    }
  }
  return [...best.values()].sort((a, b) => b.likeness - a.likeness);
}

interface Asked {
  vector: Float32Array;
  terms: TermVector;
}

function nearestForeign(index: IntentIndex, asked: Asked): number {
  return index.foreign.reduce(
    (best, exemplar) => Math.max(best, likenessOf(asked, exemplar)),
    0,
  );
}

function likenessOf(asked: Asked, exemplar: Exemplar): number {
  return (
    VECTOR_SHARE * Math.max(0, cosine(asked.vector, exemplar.vector)) +
    (1 - VECTOR_SHARE) * termCosine(asked.terms, exemplar.terms)
  );
}

function textsOf({ name, description, examples }: Intent): string[] {
  const clauses = description
    .split(/[,;.]\s+|\.$/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.split(/\s+/).length >= 3);
  return [name, description, ...clauses, ...examples];
}

function topicText({ name, description }: Intent): string {
  return `${name}: ${description}`;
}
