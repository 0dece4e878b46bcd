import { describe, expect, it } from "vitest";
import type { KnowledgeDocument } from "../../../src/domain/policy-pack.ts";
import { chunkDocument } from "../../../backend/knowledge/chunk.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import {
  candidatesFor,
  closestEver,
} from "../../../backend/retrieval/candidates.ts";
import { buildPassageIndex } from "../../../backend/retrieval/passage-index.ts";
import { makeQuery } from "../../../backend/retrieval/query.ts";
import { search } from "../../../backend/retrieval/search.ts";
import { article, NOW } from "../pipeline/tiny-pack.ts";

const embedder = createHashingEmbedder();

async function indexOf(documents: KnowledgeDocument[]) {
  const passages = documents.flatMap(chunkDocument);
  const rows = passages.flatMap((passage, owner) =>
    passage.units.map(({ text }, unit) => ({ owner, unit, text })),
  );
  const vectors = await embedder.embed(rows.map(({ text }) => text));
  return buildPassageIndex(
    passages,
    embedder.dimensions,
    rows.map(({ owner, unit }, at) => ({
      owner,
      unit,
      vector: vectors[at] ?? new Float32Array(embedder.dimensions),
    })),
  );
}

const DOCUMENTS = [
  article("tents", "A tent can be returned within 30 days.", {
    product: "Harrier 3, Kite",
  }),
  article("stoves", "A stove that was lit cannot be returned.", {
    product: "Kestrel",
  }),
  article(
    "old-tents",
    "A tent can be returned within 90 days, whatever the weather.",
    {
      effectiveUntil: "2026-11-24T12:00:00.000Z",
    },
  ),
  article("secret-tents", "A tent of a friend can be returned any time.", {
    audience: "internal",
  }),
  article("zelte", "Ein Zelt (tent) kann in 30 Tagen returned werden.", {
    locale: "de",
  }),
];

describe("what may be found", () => {
  it.each<[string, Parameters<typeof candidatesFor>[2], string[]]>([
    [
      "a customer's reply: public, in force, any locale when the language is not told",
      { now: NOW, audience: "public", locale: null },
      ["stoves", "tents", "zelte"],
    ],
    [
      "in the customer's language",
      { now: NOW, audience: "public", locale: "en-GB" },
      ["stoves", "tents"],
    ],
    [
      "internal as well",
      { now: NOW, audience: "internal", locale: "en" },
      ["secret-tents", "stoves", "tents"],
    ],
    [
      "a minute before the old rule ended",
      {
        now: new Date("2026-11-24T11:59:00.000Z"),
        audience: "public",
        locale: "en",
      },
      ["old-tents", "stoves", "tents"],
    ],
    [
      "for the product that the ticket names",
      {
        now: NOW,
        audience: "public",
        locale: "en",
        products: new Set(["kestrel"]),
      },
      ["stoves"],
    ],
  ])("%s", async (_, filter, expected) => {
    const query = await makeQuery(embedder, [
      { text: "Can a tent or a stove be returned?", asks: true },
    ]);
    const found = candidatesFor(await indexOf(DOCUMENTS), query, filter);
    expect(found.map(({ passage }) => passage.documentId).toSorted()).toEqual(
      expected,
    );
  });

  it("is filtered before it is ranked: many better ones of another audience crowd nobody out", async () => {
    const internal = Array.from({ length: 200 }, (_, at) =>
      article(`internal-${at}`, "Tent return days: a tent can be returned.", {
        audience: "internal",
      }),
    );
    const query = await makeQuery(embedder, [
      { text: "tent return days", asks: true },
    ]);
    const found = candidatesFor(
      await indexOf([...internal, article("public", "Something on a tent.")]),
      query,
      { now: NOW, audience: "public", locale: null },
      { limit: 3 },
    );
    expect(found.map(({ passage }) => passage.documentId)).toEqual(["public"]);
  });
});

describe("what says the same", () => {
  it("is found once; another number or heading is another rule, and what may not be seen folds nothing away", async () => {
    const title = "Returns";
    const said = "A tent can be returned within 30 days.";
    const index = await indexOf([
      article("hidden", said, { audience: "internal", title }),
      article("one", said, { title }),
      article("same", "A **tent** can be returned, within 30 days", { title }),
      article("other", "A tent can be returned within 14 days.", { title }),
      article("norway", `## Norway\n\n${said}`, { title }),
      article("members", said, { title: "Returns for members" }),
    ]);
    const query = await makeQuery(embedder, [
      { text: "Can a tent be returned?", asks: true },
    ]);
    const found = candidatesFor(index, query, {
      now: NOW,
      audience: "public",
      locale: null,
    });
    expect(found.map(({ passage }) => passage.documentId).toSorted()).toEqual([
      "members",
      "norway",
      "one",
      "other",
    ]);
  });

  it("is found once when it is nearly the same, for the same readers only", async () => {
    const said =
      "A tent can be returned within 30 days of delivery when it is clean, dry and packed as it came.";
    const title = "Returns";
    const index = await indexOf([
      article("one", said, { title }),
      article(
        "nearly",
        said.replace("A tent", "Your tent").replace("it is ", ""),
        { title },
      ),
      article("other", said.replace("30", "14"), { title }),
      article("internal", said, { audience: "internal", title }),
    ]);
    const query = await makeQuery(embedder, [
      { text: "Can a tent be returned?", asks: true },
    ]);
    const found = (audience: "public" | "internal") =>
      candidatesFor(index, query, { now: NOW, audience, locale: null }).map(
        ({ passage }) => passage.documentId,
      );
    const byCustomer = found("public");
    expect(byCustomer).toHaveLength(2);
    expect(byCustomer).toContain("other");
    expect(found("internal")).toEqual(
      expect.arrayContaining(["internal", "other"]),
    );
    expect(found("internal")).toHaveLength(3);
  });
});

describe("closestEver", () => {
  it("finds what is out of force, never what is internal", async () => {
    const query = await makeQuery(embedder, [
      { text: "tent returned because of the weather", asks: true },
    ]);
    const closest = closestEver(await indexOf(DOCUMENTS), query, {
      audience: "public",
      locale: "en",
    });
    expect(closest?.passage.documentId).toBe("old-tents");
  });
});

describe("search", () => {
  it("answers with sources, best first, scored", async () => {
    const live = { passages: await indexOf(DOCUMENTS), embedder };
    const sources = await search(live, "stove lit", "public", NOW);
    expect(sources[0]).toMatchObject({
      documentId: "stoves",
      audience: "public",
      owner: "Ada Field",
    });
    for (const { score } of sources) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });
});
