import type { Intent } from "../../src/domain/policy-pack.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Query, Scope } from "../retrieval/query.ts";
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

export interface IntentReading {
  /** Every intent with what speaks for it, likeliest first. */
  intents: IntentEvidence[];
  scope: Scope;
}

/** Each way of asking is weighed on its own: a story about other things does not hide the question in it. */
export function readIntents(index: IntentIndex, query: Query): IntentReading {
  const best = new Map<string, IntentEvidence>();
  const margins: { asks: boolean; margin: number }[] = [];
  let foreignCosine = 0;
  for (const { text, vector, asks } of query.variants) {
    const asked = { vector, terms: termVector(index.space, text) };
    const foreign = nearestForeign(index, asked);
    foreignCosine = Math.max(foreignCosine, foreign.cosine);
    let margin = -1;
    for (const [intentId, likeness] of likenessByIntent(index, asked)) {
      const before = best.get(intentId);
      const ahead = likeness - foreign.likeness;
      margin = Math.max(margin, ahead);
      best.set(intentId, {
        intentId,
        likeness: Math.max(likeness, before?.likeness ?? 0),
        margin: Math.max(ahead, before?.margin ?? -1),
      });
    }
    margins.push({ asks, margin });
  }
  const asking = margins.filter(({ asks }) => asks);
  const weighed = (asking.length > 0 ? asking : margins).map(
    ({ margin }) => margin,
  );
  return {
    intents: [...best.values()].sort((a, b) => b.likeness - a.likeness),
    scope: {
      margin: Math.max(-1, ...margins.map(({ margin }) => margin)),
      weakestMargin: weighed.length === 0 ? -1 : Math.min(...weighed),
      foreign: foreignCosine,
    },
  };
}

/** The nearest exemplar counts most, the second a little: one odd example does not decide. */
function likenessByIntent(
  index: IntentIndex,
  asked: Asked,
): Map<string, number> {
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
  return new Map(
    [...near].map(([intentId, { first, second }]) => [
      intentId,
      Math.min(1, 0.8 * first + 0.2 * second),
    ]),
  );
}

interface Asked {
  vector: Float32Array;
  terms: TermVector;
}

function nearestForeign(
  index: IntentIndex,
  asked: Asked,
): { likeness: number; cosine: number } {
  const nearest = { likeness: 0, cosine: 0 };
  for (const exemplar of index.foreign) {
    nearest.likeness = Math.max(nearest.likeness, likenessOf(asked, exemplar));
    nearest.cosine = Math.max(
      nearest.cosine,
      cosine(asked.vector, exemplar.vector),
    );
  }
  return nearest;
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
