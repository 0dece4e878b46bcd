import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Passage } from "../../../backend/knowledge/passage.ts";
import {
  allowedPassages,
  type Filter,
} from "../../../backend/retrieval/filter.ts";
import { buildPassageIndex } from "../../../backend/retrieval/passage-index.ts";
import { makeKnowledge } from "../../bench/synthetic-knowledge.ts";

const [plain] = makeKnowledge(1, 0).passages;
const day = fc.integer({ min: 1, max: 9 });
const dateOf = (it: number | null) =>
  it === null ? null : new Date(Date.UTC(2026, 0, it)).toISOString();
const passage = fc
  .record({
    audience: fc.constantFrom("public" as const, "internal" as const),
    locale: fc.constantFrom(null, "en", "de-AT"),
    product: fc.constantFrom(null, "Kite", "Kite, Harrier"),
    effectiveFrom: fc.option(day).map(dateOf),
    effectiveUntil: fc.option(day).map(dateOf),
  })
  .map((labels): Passage => ({ ...plain!, ...labels }));
const filter = fc.record({
  now: fc.option(day.map((it) => new Date(Date.UTC(2026, 0, it)))),
  audience: fc.constantFrom("public" as const, "internal" as const),
  locale: fc.constantFrom(null, "en-GB", "de"),
  products: fc.constantFrom(new Set<string>(), new Set(["harrier"])),
});

describe("allowedPassages", () => {
  it("is the plain rule, whoever asked before and whenever", () =>
    fc.assert(
      fc.property(
        fc.array(passage, { maxLength: 12 }),
        fc.array(filter, { minLength: 1, maxLength: 30 }),
        (passages, filters) => {
          const index = buildPassageIndex(passages, 1, []);
          for (const each of filters) {
            const expected = passages.map((one) => mayBeFound(one, each));
            const { places, mask } = allowedPassages(index, each);
            expect([...mask]).toEqual(expected.map(Number));
            expect([...places]).toEqual(
              [...passages.keys()].filter((at) => expected[at]),
            );
          }
        },
      ),
    ));
});

function mayBeFound(
  { audience, locale, product, effectiveFrom, effectiveUntil }: Passage,
  reader: Omit<Filter, "now"> & { now: Date | null },
): boolean {
  const now = reader.now?.toISOString() ?? null;
  return (
    (now === null ||
      ((effectiveFrom ?? "") <= now &&
        (effectiveUntil === null || now < effectiveUntil))) &&
    (reader.audience === "internal" || audience === "public") &&
    (reader.locale === null ||
      locale === null ||
      locale.slice(0, 2) === reader.locale.slice(0, 2)) &&
    (reader.products?.size === 0 ||
      product === null ||
      product.includes("Harrier"))
  );
}
