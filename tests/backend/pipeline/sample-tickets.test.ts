import { afterAll, describe, expect, it } from "vitest";
import { UNLIMITED } from "../../../backend/engines/budget.ts";
import type { Engine } from "../../../backend/engines/engine.ts";
import { createLadder } from "../../../backend/engines/ladder.ts";
import { createModelEngine } from "../../../backend/engines/model-engine.ts";
import {
  compromisedAnswer,
  scriptedChat,
} from "../../../backend/evals/scripted-chat.ts";
import {
  customerDraftOf,
  findingsOf,
  sentencesOf,
  textOf,
} from "../../../src/domain/suggestion.ts";
import { readPack } from "../../../backend/packs/read-pack.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { createPackagedEmbedder } from "../../../backend/retrieval/packaged-embedder.ts";
import { ticketOfRow } from "../../evals/ticket-of.ts";
import { readTickets } from "../../sandbox/tickets.ts";

/** The sample shop, its thirty tickets and the embedder that ships: what a first visitor sees. */
const reading = readPack("assets/sample-pack");
if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
const embedder = createPackagedEmbedder();
afterAll(() => embedder.close());
const live = await buildLiveKnowledge(
  { number: 1, pack: reading.pack },
  embedder,
  createMemoryEmbeddingCache(),
);
const rows = readTickets("assets/sample-tickets/tickets.jsonl");

const answerTo = async (id: number) => (await ask(id)).suggestion;

async function ask(id: number, engine?: Engine) {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`There is no ticket ${id}.`);
  return suggest(
    live,
    {
      suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
      ticket: ticketOfRow(row),
      agentName: "Priya Nair",
      instruction: null,
      intentId: null,
    },
    {
      memberId: "m",
      now: new Date("2026-11-24T12:00:00.000Z"),
      signal: new AbortController().signal,
      onStep: () => undefined,
      ...(engine ? { engine } : {}),
    },
  );
}

const WITHOUT_DRAFT: Record<number, string> = {
  48210: "brief",
  48214: "language",
  48215: "language",
  48216: "clear_question",
  48217: "clear_question",
  48220: "knowledge",
  48221: "knowledge",
  48222: "brief",
};

describe("the thirty sample tickets", () => {
  it.each(rows.map(({ id, subject }) => [id, subject] as const))(
    "%i %s",
    async (id) => {
      const { answer, sources } = await answerTo(id);
      const expected = WITHOUT_DRAFT[id];
      if (expected !== undefined) {
        expect(
          answer.kind === "abstention"
            ? answer.abstention.missing
            : answer.kind,
        ).toBe(expected);
        return;
      }
      if (answer.kind !== "draft") throw new Error(JSON.stringify(answer));
      const cited = sentencesOf(answer.draft).filter(
        ({ status }) => status === "cited",
      );
      // Said at all, and not an article: four of the policy's, and one that asks for what is missing.
      expect(cited.length).toBeGreaterThanOrEqual(1);
      expect(cited.length).toBeLessThanOrEqual(5);
      expect(findingsOf(answer.draft)).toEqual([]);
      for (const source of sources) expect(source.audience).toBe("public");
    },
  );
});

describe("the topic on a suggestion", () => {
  it.each(rows.map(({ id }) => [id]))(
    "%i: the intent that was answered for stands first, with its own risk",
    async (id) => {
      const { answer, intents, risk } = await answerTo(id);
      if (answer.kind === "abstention") return;
      const [first] = live.pack.intents.filter(
        ({ intentId }) => intentId === intents[0]?.intentId,
      );
      expect(first?.risk).toBe(risk);
    },
  );

  it("is the injury of a customer who was hurt, not the money they also want", async () => {
    const { intents, risk } = await answerTo(48210);
    expect(intents[0]?.intentId).toBe("product_injury");
    expect(intents).toHaveLength(3);
    expect(risk).toBe("high");
  });

  it("has the policy on injuries in its brief, and not a notice for others", async () => {
    const { answer, sources } = await answerTo(48210);
    if (answer.kind !== "brief") throw new Error(answer.kind);
    expect(new Set(sources.map(({ documentId }) => documentId))).toEqual(
      new Set(["reported-injuries"]),
    );
    expect(textOf(answer.brief)).toContain(
      live.pack.knowledge
        .find(({ documentId }) => documentId === "reported-injuries")
        ?.body.match(/^[A-Z].*\.$/m)?.[0],
    );
  });

  it("is not guessed in a language that was not read", async () => {
    expect((await answerTo(48214)).intents).toEqual([]);
  });
});

/** What an agent would look for in the reply. */
describe("the sentence that answers", () => {
  it.each<[number, string]>([
    [48201, "Delivery within Germany takes 2 to 4 working days."],
    [48201, "is normal when a parcel changes from one carrier to the next."],
    [48202, "you can pitch a tent once indoors"],
    [48202, "You can return an item within 30 days"],
    [48204, "Once the parcel has left, we cannot change the address any more."],
    [48205, "A VAT number cannot be added after the parcel has left"],
    [48206, "dry the clean jacket in the tumble dryer"],
    [48207, "We send the replacement without waiting for the damaged item."],
    [48209, "within 2 working days of the cancellation"],
    [48211, "warranty of 3 years"],
    [48212, "Tell us within 14 days"],
    [48213, "we refund you within 5 working days"],
    [48218, "You find the return label in your account"],
    [48224, "adapters are not safe"],
    [
      48225,
      "Delivery to Switzerland takes 4 to 7 working days and costs € 14.90.",
    ],
    [48226, "United Kingdom you pay the return postage yourself"],
    // The notice sets two last days; the customer says which country it is.
    [48230, "by 11 December 2026 at 12:00."],
    [48228, "A tent pole section costs € 18."],
  ])("ticket %i: %s", async (id, words) => {
    const { answer } = await answerTo(id);
    expect(answer.kind === "draft" ? textOf(answer.draft) : "").toContain(
      words,
    );
  });
});

describe("48204, an address to change", () => {
  const PRIVATE = /lindenweg|79100|freiburg|haddad|samir/i;

  it("stands in no record of the extractive engine", async () => {
    expect(JSON.stringify((await ask(48204)).record)).not.toMatch(PRIVATE);
  });

  it("is shown to no model, and comes back in the panel", async () => {
    const prompts: string[] = [];
    const chat = scriptedChat("scripted", (messages) => {
      prompts.push(JSON.stringify(messages));
      return compromisedAnswer(
        "Your new address is ⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧.",
        ["P1"],
      );
    });
    const { suggestion, record } = await ask(
      48204,
      createLadder(createModelEngine(chat, { deadlineMs: 5000 }), UNLIMITED),
    );
    expect(prompts.join("\n")).toContain(
      JSON.stringify("⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧").slice(1, -1),
    );
    expect(prompts.join("\n")).not.toMatch(PRIVATE);
    expect(JSON.stringify(record)).not.toMatch(PRIVATE);
    const draft = customerDraftOf(suggestion);
    expect(draft && textOf(draft)).toContain(
      "Your new address is Lindenweg 4, 79100 Freiburg.",
    );
  });
});
