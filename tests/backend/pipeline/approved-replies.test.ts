import { describe, expect, it } from "vitest";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { findingsOf, sentencesOf } from "../../../src/domain/suggestion.ts";
import type { Template } from "../../../src/domain/policy-pack.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { message, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

const approved = (text: string, more: Partial<Template> = {}): Template => ({
  templateId: "from-replies-1",
  intents: [],
  audience: "public",
  approvedBy: "Ada Field",
  text,
  ...more,
});

async function answerTo(
  ticket: Ticket,
  replies: Template[],
  more: Parameters<typeof tinyPack>[0] = {},
) {
  const live = await buildLiveKnowledge(
    {
      number: 1,
      pack: tinyPack({
        templates: [...tinyPack().templates, ...replies],
        ...more,
      }),
    },
    createHashingEmbedder(),
    createMemoryEmbeddingCache(),
  );
  const { suggestion } = await suggest(
    live,
    {
      suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
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
  const { answer } = suggestion;
  if (answer.kind !== "draft")
    return { kind: answer.kind, said: [] as string[][] };
  expect(findingsOf(answer.draft)).toEqual([]);
  return {
    kind: answer.kind,
    said: sentencesOf(answer.draft)
      .filter(({ status }) => status !== "courtesy")
      .map(({ status, text }) => [status, text]),
  };
}

const ASKED = ticketOf("How do you deliver roses to the islands?");
const REPLY =
  "Delivery of roses to the islands goes by ferry. Please plan for rough seas.";

describe("an approved past reply", () => {
  it("is said whole, and before free sentences", async () => {
    const { said } = await answerTo(ASKED, [approved(REPLY)]);
    expect(said.slice(0, 2)).toEqual([
      ["template", "Delivery of roses to the islands goes by ferry."],
      ["template", "Please plan for rough seas."],
    ]);
  });

  it("loses the greeting and signature that the pack has its own of, and has its placeholders filled", async () => {
    const { said } = await answerTo(ASKED, [
      approved(
        `Hi {{customer.firstName}},\n\n${REPLY.replace("Please", "{{customer.firstName}}, please")}\n\nBest wishes,\n{{agent.name}}`,
      ),
    ]);
    const text = said.flat().join(" ");
    expect(text).toContain("template");
    expect(text).toContain("Dana, please plan for rough seas.");
    expect(text).not.toMatch(/Hi Dana|Best wishes/);
  });

  it("is not said to whom it is no answer, nor where it is for another topic", async () => {
    const other = approved(REPLY, { intents: ["return_plant"] });
    expect((await answerTo(ASKED, [other])).said.flat()).not.toContain(
      "Please plan for rough seas.",
    );
    const { said } = await answerTo(ticketOf("Can I return my plant?"), [
      approved(REPLY),
    ]);
    expect(said.flat()).not.toContain("Please plan for rough seas.");
  });

  it("gives way to a policy in force that says otherwise", async () => {
    const ticket = ticketOf("How long does delivery take?");
    const stale = approved("Delivery takes 8 to 9 working days.");
    const { said } = await answerTo(ticket, [stale]);
    expect(said).toEqual([["cited", "Delivery takes 3 to 5 working days."]]);
  });

  it("is not said twice in one thread", async () => {
    const { said } = await answerTo(
      ticketOf(
        "How long does delivery of roses to the islands take?",
        message("agent", REPLY),
        "And how long does delivery of roses take otherwise?",
      ),
      [approved(REPLY)],
    );
    expect(said.flat()).not.toContain("Please plan for rough seas.");
  });

  it("is no answer where it asks, also for what the ticket has", async () => {
    const { said } = await answerTo(
      ticketOf("How do you deliver roses to the islands? Order GS-1234."),
      [
        approved(
          "Please send me your order number for the roses to the islands. It starts with GS and says how you get roses to the islands delivered.",
        ),
      ],
    );
    expect(said.flat().join(" ")).not.toContain("starts with GS");
  });

  it("answers where no article does", async () => {
    const knowledge: [] = [];
    expect((await answerTo(ASKED, [], { knowledge })).kind).toBe("abstention");
    const { said } = await answerTo(ASKED, [approved(REPLY)], { knowledge });
    expect(said[1]).toEqual(["template", "Please plan for rough seas."]);
  });
});
