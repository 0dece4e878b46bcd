import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { create, insertMultiple, search } from "@orama/orama";
import MiniSearch from "minisearch";
import type { Passage } from "../../backend/knowledge/passage.ts";
import { candidatesFor } from "../../backend/retrieval/candidates.ts";
import { lexicalScores } from "../../backend/retrieval/lexical-index.ts";
import { withPauses } from "../../backend/retrieval/long-work.ts";
import {
  passageIndexWork,
  type PassageIndex,
} from "../../backend/retrieval/passage-index.ts";
import { createPool, highest } from "../../backend/retrieval/pool.ts";
import { queryTerms } from "../../backend/retrieval/query-terms.ts";
import { makeQuery } from "../../backend/retrieval/query.ts";
import {
  DIMENSIONS,
  type SyntheticKnowledge,
  type SyntheticQuestion,
} from "./synthetic-knowledge.ts";

/** Places of the ten best, best first. */
export type Ask = (question: SyntheticQuestion) => Promise<number[]>;
export interface Engine {
  ask: Ask;
  /** What recall is measured against; null: there is nothing to be exact about. */
  exact: Ask | null;
}

/** Name → built from the knowledge. */
export const ENGINES: Record<
  string,
  (knowledge: SyntheticKnowledge) => Promise<Engine>
> = {
  "heed-words": heedWords,
  "heed-fused": heedFused,
  minisearch: miniSearch,
  orama: oramaSearch,
  "pglite-fts": pgliteFullText,
  pgvector: pgVector,
};

const TOP = 10;

async function heedWords({ passages, vectors }: SyntheticKnowledge) {
  const index = await indexOf(passages, vectors);
  const allowed = {
    places: Int32Array.from(passages.keys()),
    mask: new Uint8Array(passages.length).fill(1),
  };
  const ask: Ask = ({ text }) => {
    const scores = lexicalScores(index.lexical, queryTerms(text), allowed);
    return Promise.resolve(highest(scores, TOP));
  };
  return { ask, exact: null };
}

/** The whole way of a search, but for the embedding: filter, words, meaning, fusion, evidence. */
async function heedFused({ passages, vectors }: SyntheticKnowledge) {
  const index = await indexOf(passages, vectors);
  const askOf =
    (of: PassageIndex): Ask =>
    async ({ text, vector: meaning }) => {
      const embedder = {
        id: "made",
        dimensions: DIMENSIONS,
        embed: () => Promise.resolve([meaning]),
        close: () => Promise.resolve(),
      };
      const query = await makeQuery(embedder, [{ text, asks: true }]);
      return candidatesFor(
        of,
        query,
        {
          now: new Date("2026-06-01T00:00:00.000Z"),
          audience: "internal",
          locale: null,
        },
        { limit: TOP },
      ).map(({ passage }) => Number(passage.passageId.slice(1)));
    };
  return {
    ask: askOf(index),
    exact: askOf({ ...index, vectors: { ...index.vectors, cells: null } }),
  };
}

function indexOf(passages: Passage[], vectors: Float32Array[]) {
  return withPauses(
    passageIndexWork(
      passages,
      DIMENSIONS,
      vectors.map((each, owner) => ({ owner, unit: -1, vector: each })),
    ),
  );
}

function miniSearch({ passages }: SyntheticKnowledge): Promise<Engine> {
  const index = new MiniSearch({ fields: ["title", "text"], idField: "id" });
  index.addAll(passages.map(({ title, text }, id) => ({ id, title, text })));
  const ask: Ask = ({ text }) =>
    Promise.resolve(
      index
        .search(text)
        .slice(0, TOP)
        .map(({ id }) => Number(id)),
    );
  return Promise.resolve({ ask, exact: null });
}

async function oramaSearch({ passages }: SyntheticKnowledge): Promise<Engine> {
  const index = create({ schema: { title: "string", text: "string" } });
  await insertMultiple(
    index,
    passages.map(({ title, text }, at) => ({ id: `p${at}`, title, text })),
    500,
  );
  const ask: Ask = async ({ text }) => {
    const { hits } = await search(index, { term: text, limit: TOP });
    return hits.map(({ id }) => Number(id.slice(1)));
  };
  return { ask, exact: null };
}

const ROWS_PER_INSERT = 500;

async function pgliteFullText({ passages }: SyntheticKnowledge) {
  const database = await PGlite.create();
  await database.exec(
    "create table passages (id int primary key, words tsvector not null)",
  );
  for (let at = 0; at < passages.length; at += ROWS_PER_INSERT)
    await database.query(
      `insert into passages
       select id, to_tsvector('simple', body) from unnest($1::int[], $2::text[]) as it (id, body)`,
      [
        passages.slice(at, at + ROWS_PER_INSERT).map((_, place) => at + place),
        passages
          .slice(at, at + ROWS_PER_INSERT)
          .map(({ title, text }) => `${title}. ${text}`),
      ],
    );
  await database.exec(
    "create index on passages using gin (words); analyze passages",
  );
  const ask: Ask = async ({ text }) => {
    const { rows } = await database.query<{ id: number }>(
      `select id from passages, to_tsquery('simple', $1) as asked
       where words @@ asked order by ts_rank_cd(words, asked) desc, id limit ${TOP}`,
      [text.split(" ").join(" | ")],
    );
    return rows.map(({ id }) => id);
  };
  return { ask, exact: null };
}

/** HNSW with what pgvector builds by default, asked with ef_search 100. */
async function pgVector({ vectors }: SyntheticKnowledge) {
  const database = await PGlite.create({ extensions: { vector } });
  await database.exec(
    `create extension vector; create table passages (id int primary key, meaning vector(${DIMENSIONS}) not null)`,
  );
  for (let at = 0; at < vectors.length; at += ROWS_PER_INSERT) {
    const part = vectors.slice(at, at + ROWS_PER_INSERT);
    await database.query(
      `insert into passages select id, meaning::vector from unnest($1::int[], $2::text[]) as it (id, meaning)`,
      [part.map((_, place) => at + place), part.map(literal)],
    );
  }
  await database.exec(
    `set maintenance_work_mem = '512MB';
     create index on passages using hnsw (meaning vector_cosine_ops); analyze passages; set hnsw.ef_search = 100`,
  );
  const ask: Ask = async ({ vector: meaning }) => {
    const { rows } = await database.query<{ id: number }>(
      `select id from passages order by meaning <=> $1 limit ${TOP}`,
      [literal(meaning)],
    );
    return rows.map(({ id }) => id);
  };
  const exact: Ask = ({ vector: meaning }) => {
    const pool = createPool(TOP);
    for (const [at, other] of vectors.entries()) {
      let sum = 0;
      for (let i = 0; i < DIMENSIONS; i++) sum += other[i]! * meaning[i]!;
      pool.offer(at, sum);
    }
    return Promise.resolve(pool.bestFirst().map(({ at }) => at));
  };
  return { ask, exact };
}

function literal(values: Float32Array): string {
  return `[${values.join(",")}]`;
}
