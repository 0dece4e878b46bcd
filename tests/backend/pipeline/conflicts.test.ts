import { describe, expect, it } from "vitest";
import {
  findingsOf,
  sentencesOf,
  type Suggestion,
} from "../../../src/domain/suggestion.ts";
import type { KnowledgeDocument } from "../../../src/domain/policy-pack.ts";
import { suggestion as wire } from "../../../src/contracts/suggestion.ts";
import { readPack } from "../../../backend/packs/read-pack.ts";
import { conflictsOf } from "../../../backend/retrieval/conflicts.ts";
import { chunkDocument } from "../../../backend/knowledge/chunk.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { article, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

async function answerWith(planted: KnowledgeDocument[]): Promise<Suggestion> {
  const pack = tinyPack();
  const live = await buildLiveKnowledge(
    {
      number: 1,
      pack: { ...pack, knowledge: [...pack.knowledge, ...planted] },
    },
    createHashingEmbedder(),
    createMemoryEmbeddingCache(),
  );
  const { suggestion } = await suggest(
    live,
    {
      suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
      ticket: ticketOf("How long can I return a plant after delivery?"),
      agentName: null,
      instruction: null,
      intentId: "return_plant",
    },
    {
      memberId: "m",
      now: NOW,
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
  );
  return suggestion;
}

describe("a draft that rests on a contradicted sentence", () => {
  it("is flagged, shows both sources and says what the other one says", async () => {
    const suggestion = await answerWith([
      article("plants", "You can return a plant within 30 days of delivery."),
    ]);
    const [conflict] = suggestion.conflicts;
    expect(conflict?.kind).toBe("duration");
    const shown = suggestion.sources.map(({ sourceId }) => sourceId);
    expect(shown).toContain(conflict?.said.sourceId);
    expect(shown).toContain(conflict?.against.sourceId);
    expect(suggestion.answer.kind).toBe("draft");
    if (suggestion.answer.kind !== "draft") return;
    const { draft } = suggestion.answer;
    expect(
      sentencesOf(draft).find(({ text }) => text === conflict?.said.quote),
    ).toMatchObject({ status: "flagged" });
    expect(findingsOf(draft).map(({ message: said }) => said)).toContain(
      `"${
        suggestion.sources.find(
          ({ sourceId }) => sourceId === conflict?.against.sourceId,
        )?.title ?? ""
      }" says: "${conflict?.against.quote ?? ""}"`,
    );
    expect(wire.parse(JSON.parse(JSON.stringify(suggestion)))).toEqual(
      suggestion,
    );
  });

  it.each<[string, Partial<KnowledgeDocument>]>([
    ["out of force", { effectiveUntil: "2026-11-24T12:00:00.000Z" }],
    ["internal: it says nothing to this reader", { audience: "internal" }],
    ["about another language's shop", { locale: "de" }],
  ])("a contradiction that is %s is none", async (_, more) => {
    const { conflicts, answer } = await answerWith([
      article(
        "plants",
        "You can return a plant within 30 days of delivery.",
        more,
      ),
    ]);
    expect(conflicts).toEqual([]);
    expect(answer.kind).toBe("draft");
  });
});

describe("the sample pack", () => {
  it("contradicts itself nowhere: every sentence against every other in force", () => {
    const reading = readPack("assets/sample-pack");
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    const passages = reading.pack.knowledge.flatMap(chunkDocument);
    const all = passages.flatMap((passage) =>
      passage.units.map(({ text }) => ({ passage, text })),
    );
    expect(all.length).toBeGreaterThan(100);
    const inForce = passages.filter(
      ({ effectiveFrom, effectiveUntil }) =>
        (effectiveFrom ?? "") <= NOW.toISOString() &&
        (effectiveUntil === null || effectiveUntil > NOW.toISOString()),
    );
    expect(
      conflictsOf(
        all.filter(({ passage }) => inForce.includes(passage)),
        inForce,
      ),
    ).toEqual([]);
  });
});
