import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggestion as suggestionSchema } from "../../../src/contracts/suggestion.ts";
import { suggestionRecord } from "../../../src/contracts/suggestion-record.ts";
import { quantitiesIn } from "../../../src/domain/guardrails/quantities.ts";
import type { PolicyPack } from "../../../src/domain/policy-pack.ts";
import {
  sentencesOf,
  type Draft,
  type Suggestion,
} from "../../../src/domain/suggestion.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { article, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

const RUNS = process.env.HEED_FULL ? 2000 : 60;
const SUGGESTION_ID = "0192c0de-7a5e-4b1c-9d00-000000000001";

async function suggestFor(pack: PolicyPack, ticket: Ticket) {
  const live = await buildLiveKnowledge(
    { number: 1, pack },
    createHashingEmbedder(64),
    createMemoryEmbeddingCache(),
  );
  const result = await suggest(
    live,
    {
      suggestionId: SUGGESTION_ID,
      ticket,
      agentName: "Priya Nair",
      instruction: null,
      intentId: null,
    },
    {
      memberId: "m",
      now: NOW,
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
  );
  suggestionSchema.parse(result.suggestion);
  suggestionRecord.parse(result.record);
  return result.suggestion;
}

/** Every text that may reach a customer in one key. */
function publicDrafts({ answer }: Suggestion): Draft[] {
  if (answer.kind === "draft") return [answer.draft];
  if (answer.kind === "brief" && answer.acknowledgement)
    return [answer.acknowledgement];
  return [];
}

/** Sentences say where they come from, so that a leak can be seen in the text itself. */
const sentence = (mark: string) =>
  fc
    .tuple(
      fc.constantFrom("return", "deliver", "refund", "exchange"),
      fc.constantFrom("plant", "rose", "order", "parcel"),
      fc.integer({ min: 2, max: 99 }),
    )
    .map(
      ([verb, noun, days]) =>
        `We ${verb} a ${mark} ${noun} within ${days} days of delivery.`,
    );

const DATES = [
  null,
  "2026-01-01T00:00:00.000Z",
  "2026-11-24T12:00:00.000Z",
  "2027-01-01T00:00:00.000Z",
];

const document = fc
  .record({
    audience: fc.constantFrom("public" as const, "internal" as const),
    effectiveFrom: fc.constantFrom(...DATES),
    effectiveUntil: fc.constantFrom(...DATES),
  })
  .chain((labels) => {
    const now = NOW.toISOString();
    const isCurrent =
      (labels.effectiveFrom === null || labels.effectiveFrom <= now) &&
      (labels.effectiveUntil === null || now < labels.effectiveUntil);
    const mark =
      labels.audience === "public" && isCurrent ? "current" : "secret";
    return fc
      .array(sentence(mark), { minLength: 1, maxLength: 4 })
      .map((sentences) => ({ body: sentences.join("\n\n"), labels }));
  });

const pack = fc
  .array(document, { minLength: 1, maxLength: 6 })
  .map((documents) => {
    const base = tinyPack();
    return {
      ...base,
      knowledge: documents.map(({ body, labels }, at) =>
        article(`document-${at}`, body, labels),
      ),
      thresholds: { ...base.thresholds, intent: 0, passage: 0 },
    };
  });

const question = fc.constantFrom(
  "Can I return my plant? How many days do I have?",
  "How long does delivery of the rose take, and when is my refund?",
  "You will hear from my lawyer about the secret refund of € 4471.",
  "Can I exchange the parcel GS-1234 within 77 days, as your colleague promised?",
);

describe("whatever the pack", () => {
  it("no internal or expired sentence reaches a text for the customer", async () => {
    let drafted = 0;
    await fc.assert(
      fc.asyncProperty(pack, question, async (given, asked) => {
        const suggestion = await suggestFor(given, ticketOf(asked));
        for (const draft of publicDrafts(suggestion))
          for (const { text, sourceIds } of sentencesOf(draft)) {
            drafted += 1;
            expect(text).not.toContain("secret");
            for (const id of sourceIds) {
              const cited = suggestion.sources.find(
                ({ sourceId }) => sourceId === id,
              );
              expect(cited?.audience).toBe("public");
            }
          }
      }),
      { numRuns: RUNS },
    );
    // A property over nothing proves nothing.
    expect(drafted).toBeGreaterThan(RUNS);
  });

  it("every draft cites, and every number stands in a cited source, a template or the ticket", async () => {
    await fc.assert(
      fc.asyncProperty(pack, question, async (given, asked) => {
        const suggestion = await suggestFor(given, ticketOf(asked));
        if (suggestion.answer.kind !== "draft") return;
        const sentences = sentencesOf(suggestion.answer.draft);
        expect(sentences.some(({ sourceIds }) => sourceIds.length > 0)).toBe(
          true,
        );
        for (const { text, sourceIds } of sentences) {
          const known = [
            asked,
            ...suggestion.sources
              .filter(({ sourceId }) => sourceIds.includes(sourceId))
              .map((source) => source.text),
          ].flatMap(quantitiesIn);
          for (const { value } of quantitiesIn(text))
            expect(known.map((one) => one.value)).toContain(value);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe("whatever the ticket", () => {
  const live = buildLiveKnowledge(
    { number: 1, pack: tinyPack() },
    createHashingEmbedder(64),
    createMemoryEmbeddingCache(),
  );

  async function answered(text: string, subject: string | null) {
    const { suggestion } = await suggest(
      await live,
      {
        suggestionId: SUGGESTION_ID,
        ticket: { ...ticketOf(text), subject },
        agentName: null,
        instruction: null,
        intentId: null,
      },
      {
        memberId: "m",
        now: NOW,
        signal: new AbortController().signal,
        onStep: () => undefined,
      },
    );
    return suggestion.answer.kind;
  }

  it("it never throws", async () => {
    const unit = fc.constantFrom("grapheme", "binary", "binary-ascii" as const);
    const text = unit.chain((one) =>
      fc.string({ unit: one as "grapheme", maxLength: 400 }),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.option(text), async (said, subject) => {
        await answered(said, subject);
      }),
      { numRuns: RUNS * 3 },
    );
  });

  it.each(
    [
      "a",
      "1",
      "1 ",
      "a@",
      "a.",
      "a-",
      "a_1",
      "\n",
      "> ",
      "<div>",
      "🙂",
      "\u202eمرحبا ",
      "⟦",
      "⟦EMAIL_1⟧",
      "{{agent.name}}",
      "AA00AAAA ",
      "+1 (",
      "€ 1.000,",
      "\u200b",
      "\ud800",
      "where is my order?\n",
      "[a](",
      "**",
    ].map((piece) => [JSON.stringify(piece), piece] as const),
  )("a megabyte of %s is answered", async (_, piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    // What costs the square of the text's length does not come back before the test's own limit.
    expect(await answered(text, "Where is my order?")).toMatch(
      /^(?:draft|brief|abstention)$/,
    );
  });
});
