import { inForce } from "../knowledge/in-force.ts";
import type { Passage } from "../knowledge/passage.ts";
import { contentStems } from "./content-words.ts";
import { fuse } from "./fusion.ts";
import {
  buildLexicalIndex,
  lexicalScores,
  type LexicalIndex,
} from "./lexical-index.ts";
import type { Query } from "./query.ts";
import { answerScore, type Evidence } from "./answer-score.ts";
import {
  evidenceFor,
  unitEvidenceFor,
  type UnitEvidence,
} from "./passage-evidence.ts";
import {
  buildVectorIndex,
  rowSimilarities,
  type VectorIndex,
  type VectorRow,
} from "./vector-index.ts";

/** Everything that can be found in one release, ready to be searched. Built once, swapped whole. */
export interface PassageIndex {
  passages: Passage[];
  lexical: LexicalIndex;
  vectors: VectorIndex;
  /** Stems per passage. */
  stems: { heading: Set<string>; units: Set<string>[]; all: Set<string> }[];
}

export interface Filter {
  now: Date;
  /** `internal` sees everything, `public` only what a customer may read. */
  audience: "public" | "internal";
  /** BCP 47 of the customer, or null: not told, then every locale. */
  locale: string | null;
  /** Products that the ticket names, as the passages spell them; empty: not told, then every product. */
  products?: ReadonlySet<string>;
}

export interface Candidate {
  passage: Passage;
  evidence: Evidence;
  /** Does it answer? 0 to 1, calibrated; comparable between queries. */
  score: number;
  /** Per way of asking, per sentence of the passage. */
  units: UnitEvidence[][];
}

export function buildPassageIndex(
  passages: Passage[],
  dimensions: number,
  rows: VectorRow[],
): PassageIndex {
  const texts = passages.map((passage) => ({
    heading: headingOf(passage),
    body: passage.text,
  }));
  return {
    passages,
    lexical: buildLexicalIndex(texts),
    vectors: buildVectorIndex(dimensions, rows),
    stems: passages.map((passage) => {
      const heading = new Set(contentStems(headingOf(passage)));
      const units = passage.units.map(
        ({ text }) => new Set(contentStems(text)),
      );
      return {
        heading,
        units,
        all: new Set([heading, ...units].flatMap((one) => [...one])),
      };
    }),
  };
}

/**
 * Best first. Passages out of force, of another audience or locale are gone before anything is ranked.
 * Those of `always` are among the answers, however little they match.
 */
export function candidatesFor(
  index: PassageIndex,
  query: Query,
  filter: Filter,
  limit = 12,
  always: (passage: Passage) => boolean = () => false,
): Candidate[] {
  const allowed = [...index.passages.keys()].filter((at) => {
    const passage = index.passages[at];
    return passage !== undefined && isAllowed(passage, filter);
  });
  return ranked(index, query, allowed, limit, always);
}

/** The nearest passage whatever its dates, so that an agent can look for themselves. */
export function closestEver(
  index: PassageIndex,
  query: Query,
  filter: Omit<Filter, "now">,
): Candidate | null {
  const allowed = [...index.passages.keys()].filter((at) => {
    const passage = index.passages[at];
    return passage !== undefined && mayRead(passage, filter);
  });
  return ranked(index, query, allowed, 1, () => false)[0] ?? null;
}

export function headingOf(passage: Passage): string {
  return passage.section === null
    ? passage.title
    : `${passage.title}: ${passage.section.replaceAll(" › ", ", ")}`;
}

function isAllowed(passage: Passage, filter: Filter): boolean {
  return inForce(passage, filter.now) && mayRead(passage, filter);
}

function mayRead(
  passage: Passage,
  { audience, locale, products }: Omit<Filter, "now">,
): boolean {
  if (audience === "public" && passage.audience !== "public") return false;
  if (products && products.size > 0 && passage.product !== null) {
    if (!productsOf(passage).some((name) => products.has(name))) return false;
  }
  return (
    locale === null ||
    passage.locale === null ||
    primary(passage.locale) === primary(locale)
  );
}

/** Products that passages are about and this text names. */
export function productsNamedIn(
  index: PassageIndex,
  text: string,
): ReadonlySet<string> {
  const said = text.toLowerCase();
  return new Set(
    index.passages.flatMap(productsOf).filter((name) => said.includes(name)),
  );
}

function productsOf({ product }: Passage): string[] {
  return (product ?? "")
    .toLowerCase()
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function primary(locale: string): string {
  return locale.toLowerCase().split("-")[0] ?? "";
}

function ranked(
  index: PassageIndex,
  query: Query,
  allowed: number[],
  limit: number,
  always: (passage: Passage) => boolean,
): Candidate[] {
  const isWanted = (at: number) => {
    const passage = index.passages[at];
    return passage !== undefined && always(passage);
  };
  const lexical = lexicalScores(
    index.lexical,
    query.variants.flatMap(({ stems }) => stems),
  );
  const similarity = query.variants.map(({ vector }) =>
    rowSimilarities(index.vectors, vector),
  );
  const semantic = bestPerPassage(index, similarity);
  const fused = fuse([lexical, semantic], allowed);
  // A wider pool than asked for: the calibrated score decides the order, fusion only who is looked at.
  const nearest = [...fused]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, Math.max(limit * 2, 24))
    .map(([at]) => at);
  const pool = new Set([...nearest, ...allowed.filter(isWanted)]);
  return [...pool]
    .flatMap((at) => {
      const passage = index.passages[at];
      if (!passage) return [];
      const evidence = evidenceFor(index, query, at, {
        lexical: lexical[at] ?? 0,
        semantic: semantic[at] ?? 0,
        fusion: fused.get(at) ?? 0,
      });
      return [
        {
          passage,
          evidence,
          score: answerScore(evidence, query.scope),
          units: unitEvidenceFor(index, query, similarity, at),
        },
      ];
    })
    .sort((a, b) => b.score - a.score || compare(a, b))
    .filter(({ passage }, rank) => rank < limit || always(passage));
}

function compare(a: Candidate, b: Candidate): number {
  return a.passage.passageId < b.passage.passageId ? -1 : 1;
}

function bestPerPassage(
  index: PassageIndex,
  similarity: Float32Array[],
): Float32Array {
  const best = new Float32Array(index.passages.length);
  const { owners } = index.vectors;
  for (const rows of similarity)
    for (let row = 0; row < owners.length; row++) {
      const owner = owners[row] as number; // row is in range
      const value = rows[row] as number; // as above
      if (value > (best[owner] as number)) best[owner] = value; // owners are passages
    }
  return best;
}
