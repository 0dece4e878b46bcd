import type { Intent } from "../../src/domain/policy-pack.ts";
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
  vectorOf: (text: string) => Float32Array,
): IntentIndex {
  const space = buildTermSpace(exemplarTexts(intents));
  const exemplars = intents.flatMap((intent) =>
    textsOf(intent).map((text, at): Exemplar => ({
      intentId: intent.intentId,
      isName: at === 0,
      terms: termVector(space, text),
      vector: vectorOf(text),
    })),
  );
  return { space, exemplars };
}

export function exemplarTexts(intents: Intent[]): string[] {
  return intents.flatMap(textsOf);
}

/** Likeness of each intent to the query, 0 to 1, best first: its two nearest exemplars count, the nearest most. */
export function intentLikeness(
  index: IntentIndex,
  query: Query,
): { intentId: string; likeness: number }[] {
  const ways = query.variants.map(({ text, vector }) => ({
    vector,
    terms: termVector(index.space, text),
  }));
  const nearest = new Map<string, number[]>();
  for (const exemplar of index.exemplars) {
    const likeness = Math.max(
      ...ways.map(
        ({ vector, terms }) =>
          VECTOR_SHARE * Math.max(0, cosine(vector, exemplar.vector)) +
          (1 - VECTOR_SHARE) * termCosine(terms, exemplar.terms),
      ),
    );
    const list = nearest.get(exemplar.intentId) ?? [];
    list.push(likeness + (exemplar.isName ? NAME_BONUS : 0));
    nearest.set(exemplar.intentId, list);
  }
  return [...nearest]
    .map(([intentId, list]) => {
      const [first = 0, second = first] = list.toSorted((a, b) => b - a);
      return { intentId, likeness: Math.min(1, 0.8 * first + 0.2 * second) };
    })
    .sort((a, b) => b.likeness - a.likeness);
}

function textsOf({ name, description, examples }: Intent): string[] {
  const clauses = description
    .split(/[,;.]\s+|\.$/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.split(/\s+/).length >= 3);
  return [name, description, ...clauses, ...examples];
}
