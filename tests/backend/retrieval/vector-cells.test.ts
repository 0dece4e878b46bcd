import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidatesFor } from "../../../backend/retrieval/candidates.ts";
import { fuse } from "../../../backend/retrieval/fusion.ts";
import { inOneGo } from "../../../backend/retrieval/long-work.ts";
import { buildPassageIndex } from "../../../backend/retrieval/passage-index.ts";
import { makeQuery } from "../../../backend/retrieval/query.ts";
import { probe } from "../../../backend/retrieval/vector-cells.ts";
import {
  rowSimilarities,
  vectorIndexWork,
} from "../../../backend/retrieval/vector-index.ts";
import { DIMENSIONS, makeKnowledge } from "../../bench/synthetic-knowledge.ts";
import { NOW } from "../pipeline/tiny-pack.ts";

const vectors = (count: fc.Arbitrary<number>, dimensions: number) =>
  count.chain((length) =>
    fc.array(
      fc.float32Array({
        minLength: dimensions,
        maxLength: dimensions,
        min: -1,
        max: 1,
        noNaN: true,
      }),
      { minLength: length, maxLength: length },
    ),
  );

describe("every row, exactly", () => {
  it("is the plain loop, to the last bit", () =>
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((dimensions) =>
            fc.tuple(
              vectors(fc.integer({ min: 0, max: 11 }), dimensions),
              vectors(fc.constant(1), dimensions),
            ),
          ),
        ([rows, [query]]) => {
          const index = inOneGo(
            vectorIndexWork(
              query!.length,
              rows.map((vector, owner) => ({ owner, unit: -1, vector })),
            ),
          );
          expect([...rowSimilarities(index, query!)]).toEqual(
            rows.map((row) =>
              Math.fround(
                row.reduce((sum, value, i) => sum + value * query![i]!, 0),
              ),
            ),
          );
        },
      ),
    ));
});

describe("fuse", () => {
  it("is the plain sum and sort", () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            said: fc.constantFrom(0, 0, 1, 2.5, 7),
            meant: fc.constantFrom(0, 0.1, 0.25, 0.9),
            isAllowed: fc.boolean(),
          }),
          { maxLength: 400 },
        ),
        (rows) => {
          const lexical = Float32Array.from(rows, ({ said }) => said);
          const semantic = Float32Array.from(rows, ({ meant }) => meant);
          const allowed = [...rows.keys()].filter((at) => rows[at]!.isAllowed);
          expect([...fuse(lexical, semantic, allowed)]).toEqual(
            plainFusion(lexical, semantic, allowed),
          );
        },
      ),
    ));
});

function plainFusion(
  lexical: Float32Array,
  semantic: Float32Array,
  allowed: number[],
): [number, number][] {
  const standard = (scores: Float32Array) => {
    const own = allowed.map((at) => scores[at]!);
    const count = Math.max(1, own.length);
    const mean = own.reduce((sum, score) => sum + score, 0) / count;
    const squares = own.reduce((sum, score) => sum + score * score, 0) / count;
    const deviation = Math.sqrt(Math.max(0, squares - mean * mean));
    return own.map((score) =>
      deviation === 0 ? 0 : Math.fround((score - mean) / deviation),
    );
  };
  const words = standard(lexical);
  const meaning = standard(semantic);
  const sums = allowed
    .map((at, place) => ({ at, sum: words[place]! + 0.3 * meaning[place]! }))
    .filter(({ at }) => lexical[at]! > 0 || semantic[at]! > 0)
    .sort((a, b) => b.sum - a.sum || a.at - b.at)
    .slice(0, 200);
  return sums.map(({ at, sum }) => [at, sum - sums.at(-1)!.sum]);
}

describe("cells", () => {
  const size = 4000;
  const { passages, vectors, questions } = makeKnowledge(size, 20, 7);
  const rows = vectors.map((vector, owner) => ({ owner, unit: -1, vector }));
  const celled = inOneGo(vectorIndexWork(DIMENSIONS, rows, 1000));
  const flat = buildPassageIndex(passages, DIMENSIONS, rows);
  const cells = celled.cells!;

  it("hold every row once, and the index knows where each passage's has gone", () => {
    expect([...celled.owners].sort((a, b) => a - b)).toEqual([
      ...passages.keys(),
    ]);
    expect(cells.starts.at(-1)).toBe(size);
    const firstNumbers = Array.from(
      celled.firstRow,
      (row) => celled.rows[row * DIMENSIONS],
    );
    expect(firstNumbers).toEqual(vectors.map(([first]) => first));
  });

  it("are for passages of one row each", () => {
    const twice = [...rows, { ...rows[0]!, unit: 0 }];
    expect(inOneGo(vectorIndexWork(DIMENSIONS, twice, 1000)).cells).toBeNull();
  });

  it("compare nothing that the reader may not see, and leave none of the few out that they may", () => {
    const places = Array.from({ length: 40 }, (_, at) => at + 100);
    const mask = new Uint8Array(size).fill(1, 100, 140);
    const exact = rowSimilarities(celled, questions[0]!.vector);
    const compared: number[] = [];
    probe(
      { ...celled, cells },
      questions[0]!.vector,
      { places, mask },
      (row, cosine) => {
        expect(cosine).toBeCloseTo(exact[row]!, 5);
        compared.push(celled.owners[row]!);
      },
    );
    expect(compared.sort((a, b) => a - b)).toEqual(places);
  });

  it("find what comparing with every row finds, nineteen times of twenty", async () => {
    let met = 0;
    let of = 0;
    for (const { text, vector } of questions) {
      const query = await makeQuery(
        {
          id: "made",
          dimensions: DIMENSIONS,
          embed: () => Promise.resolve([vector]),
          close: () => Promise.resolve(),
        },
        [{ text, asks: true }],
      );
      const ask = (index: typeof flat) =>
        candidatesFor(
          index,
          query,
          { now: NOW, audience: "public", locale: null },
          { limit: 10 },
        ).map(({ passage, score }) => ({ id: passage.passageId, score }));
      const right = new Map(ask(flat).map(({ id, score }) => [id, score]));
      const found = ask({ ...flat, vectors: celled });
      expect(found.every(({ id }) => !isInternal(id))).toBe(true);
      met += found.filter(({ id }) => right.has(id)).length;
      of += right.size;
    }
    expect(met / of).toBeGreaterThanOrEqual(0.95);
  });

  function isInternal(id: string): boolean {
    return (
      passages.find(({ passageId }) => passageId === id)?.audience ===
      "internal"
    );
  }
});
