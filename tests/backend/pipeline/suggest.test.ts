import { describe, expect, it } from "vitest";
import { suggestion as suggestionSchema } from "../../../src/contracts/suggestion.ts";
import { suggestionRecord } from "../../../src/contracts/suggestion-record.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import {
  customerDraftOf,
  sentencesOf,
  textOf,
} from "../../../src/domain/suggestion.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { suggest, type Step } from "../../../backend/pipeline/suggest.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { message, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

const live = await buildLiveKnowledge(
  { number: 7, pack: tinyPack() },
  createHashingEmbedder(),
  createMemoryEmbeddingCache(),
);

const withoutAsking = await buildLiveKnowledge(
  { number: 7, pack: tinyPack({ templates: [] }) },
  createHashingEmbedder(),
  createMemoryEmbeddingCache(),
);

async function suggestFor(
  ticket: Ticket,
  more: Partial<Parameters<typeof suggest>[1]> = {},
  knowledge: Parameters<typeof suggest>[0] = live,
) {
  const steps: Step[] = [];
  const result = await suggest(
    knowledge,
    {
      suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
      ticket,
      agentName: "Priya Nair",
      instruction: null,
      intentId: null,
      ...more,
    },
    {
      memberId: "member-1",
      now: NOW,
      signal: new AbortController().signal,
      onStep: (step) => steps.push(step),
    },
  );
  suggestionSchema.parse(result.suggestion);
  suggestionRecord.parse(result.record);
  return { ...result, steps };
}

it("is less sure of the topic when the newest message has attachments, which nobody read", async () => {
  const plain = ticketOf("Can I return my plant from order GS-1234?");
  const withPicture = {
    ...plain,
    messages: plain.messages.map((one) => ({
      ...one,
      attachments: [
        { name: "plant.jpg", contentType: "image/jpeg", bytes: 1000 },
      ],
    })),
  };
  const [read, unread] = [
    await suggestFor(plain),
    await suggestFor(withPicture),
  ].map(({ suggestion }) => suggestion.intents[0]);
  expect(unread?.intentId).toBe(read?.intentId);
  expect(unread?.score).toBeCloseTo((read?.score ?? 0) * 0.9, 2);
});

describe("how the customer sounds", () => {
  const asking = "Can I return my plant from order GS-1234?";
  const angry = `${asking} This is ridiculous, I am really fed up with you!!`;

  it("is told of the newest message alone, and recorded; nobody's own words but a customer's count", async () => {
    const told = async (...messages: Parameters<typeof ticketOf>) => {
      const { suggestion, record } = await suggestFor(ticketOf(...messages));
      expect(record.output.sentiment).toEqual(suggestion.sentiment);
      return suggestion.sentiment?.mood;
    };
    expect(await told(angry)).toBe("very_upset");
    expect(await told(asking)).toBe("calm");
    expect(await told(angry, asking)).toBe("calm");
    expect(await told(asking, message("agent", angry))).toBe("calm");
  });

  it("is not told by an older backend, and is not told in another language", async () => {
    const { suggestion } = await suggestFor(
      ticketOf("Kann ich die Pflanze aus meiner Bestellung zurückgeben?"),
    );
    expect(suggestion.sentiment).toBeNull();
    const { sentiment: _, ...older } = suggestion;
    expect(suggestionSchema.parse(older).sentiment).toBeNull();
  });
});

describe("a reply for the customer", () => {
  it("greets, opens with the template, cites what is in force, and closes with the agent's name", async () => {
    const { suggestion, steps } = await suggestFor(
      ticketOf("Can I return my plant from order GS-1234? How long do I have?"),
    );
    const draft = customerDraftOf(suggestion);
    expect(draft && textOf(draft)).toBe(
      "Hi Dana,\n\nThank you for writing about order GS-1234. You can return a plant within 14 days of delivery.\n\nKind regards,\nPriya Nair",
    );
    expect(draft && sentencesOf(draft).map(({ status }) => status)).toEqual([
      "courtesy",
      "template",
      "cited",
      "courtesy",
    ]);
    expect(suggestion.sources.map(({ documentId }) => documentId)).toEqual([
      "returns",
    ]);
    expect(suggestion).toMatchObject({ releaseNumber: 7, risk: "low" });
    expect(steps).toEqual(["understand", "retrieve", "draft", "guard"]);
  });

  it("asks for what is missing in approved words, and leaves out the sentence that needs it", async () => {
    const { suggestion } = await suggestFor(
      ticketOf("Can I return my plant? How long do I have?"),
    );
    const draft = customerDraftOf(suggestion);
    const text = draft ? textOf(draft) : "";
    expect(text).not.toContain("Thank you for writing about order");
    expect(text).toContain("Please send me your order number.");
  });

  it.each<[string, Ticket, number]>([
    ["it is missing", ticketOf("Can I return my plant?"), 1],
    [
      "another field is in the helpdesk",
      {
        ...ticketOf("Can I return my plant?"),
        fields: [{ fieldId: "9", label: "Brand", value: "Garden" }],
      },
      1,
    ],
    [
      "the customer has told it",
      ticketOf("Can I return my plant from GS-1234?"),
      0,
    ],
    [
      "the customer told it earlier",
      ticketOf("My order is GS-1234.", "Can I return my plant?"),
      0,
    ],
    [
      "the helpdesk has it",
      {
        ...ticketOf("Can I return my plant?"),
        fields: [{ fieldId: "9", label: "Order", value: "GS-1234" }],
      },
      0,
    ],
    [
      "an agent has asked for it before",
      ticketOf(
        "Can I return my plant?",
        message("agent", "What is your order number?"),
        "I do not have it. Can I return my plant?",
      ),
      0,
    ],
  ])(
    "without a template, asks for a field in one plain sentence only when it is needed: %s",
    async (_, ticket, count) => {
      const { suggestion } = await suggestFor(ticket, {}, withoutAsking);
      const draft = customerDraftOf(suggestion);
      expect(draft).not.toBeNull();
      const asking = (draft ? sentencesOf(draft) : []).filter(({ text }) =>
        text.includes("order number"),
      );
      expect(asking.map(({ text, status }) => ({ text, status }))).toEqual(
        Array.from({ length: count }, () => ({
          text: "Could you please send me your order number?",
          status: "courtesy",
        })),
      );
    },
  );

  it("does without names that are not known", async () => {
    const ticket = {
      ...ticketOf("How long does delivery take?"),
      requester: null,
    };
    const { suggestion } = await suggestFor(ticket, { agentName: null });
    const draft = customerDraftOf(suggestion);
    const text = draft ? textOf(draft) : "";
    expect(text.startsWith("Hi,")).toBe(true);
    expect(text.endsWith("Kind regards,")).toBe(true);
  });

  it("is shorter when the agent asks for that", async () => {
    const { suggestion } = await suggestFor(
      ticketOf("How long does delivery take and what does it cost?"),
      { instruction: "shorter" },
    );
    const draft = customerDraftOf(suggestion);
    const cited = draft
      ? sentencesOf(draft).filter(({ status }) => status === "cited")
      : [];
    expect(cited.length).toBeLessThanOrEqual(2);
  });

  it("follows the topic that the agent gives", async () => {
    const { suggestion } = await suggestFor(
      ticketOf("How long is it in general, and what does it take?"),
      { intentId: "delivery_time" },
    );
    expect(suggestion.intents[0]).toMatchObject({
      intentId: "delivery_time",
      score: 1,
    });
  });
});

describe("a high-risk ticket", () => {
  const threat = ticketOf(
    "You will hear from my lawyer, I will go to court over order GS-1234.",
  );

  it("gets an internal brief with policy, facts and checklist, and only the approved acknowledgement", async () => {
    const { suggestion } = await suggestFor(threat);
    if (suggestion.answer.kind !== "brief") throw new Error("no brief");
    const { brief, acknowledgement } = suggestion.answer;
    expect(brief.destination).toBe("internal");
    expect(textOf(brief)).toContain("Lock the account 4471");
    expect(textOf(brief)).toContain("Order: GS-1234.");
    expect(acknowledgement?.destination).toBe("public");
    expect(acknowledgement && textOf(acknowledgement)).toBe(
      "Hi Dana,\n\nThank you for telling us. A person is reading your case.\n\nKind regards,\nPriya Nair",
    );
    expect(suggestion.nextSteps).toEqual([
      "Do not argue the case",
      "Always hand off to Legal.",
    ]);
    expect(customerDraftOf(suggestion)).toBeNull();
  });
});

describe("not drafting is an answer", () => {
  it.each<[string, Ticket, string, string]>([
    [
      "nothing from the customer yet",
      ticketOf(message("agent", "Called them.", { visibility: "internal" })),
      "clear_question",
      "Nothing from the customer yet.",
    ],
    [
      "a question of another trade",
      ticketOf("What was the score of the football match last night?"),
      "clear_question",
      "No clear question that a policy covers. Heed has not drafted a reply.",
    ],
    [
      "a language without policies",
      ticketOf(
        "Ich habe eine Frage, und ich bin nicht sicher: wann kann ich die Pflanze mit der Post an Sie senden?",
      ),
      "language",
      "The customer writes in German. Policies are in English. Heed has not drafted a reply.",
    ],
  ])("%s", async (_, ticket, missing, text) => {
    const { suggestion } = await suggestFor(ticket);
    expect(suggestion.answer).toMatchObject({
      kind: "abstention",
      abstention: { missing, message: text },
    });
    expect(suggestion.sources).toEqual([]);
  });

  it("says so when the workspace has no policies", async () => {
    const { suggestion, record } = await suggestFor(
      ticketOf("Can I return my plant?"),
      {},
      null,
    );
    expect(suggestion.answer).toMatchObject({
      abstention: {
        missing: "knowledge",
        message:
          "This workspace has no policies yet. Ask your admin to add a pack.",
      },
    });
    expect(record).toMatchObject({ packName: "", releaseNumber: 0 });
  });

  it("shows the closest source even when it is out of force, with its owner and expiry", async () => {
    const pack = tinyPack();
    const expiredOnly = await buildLiveKnowledge(
      {
        number: 8,
        pack: {
          ...pack,
          knowledge: pack.knowledge.filter(
            ({ documentId }) => documentId === "returns-2024",
          ),
        },
      },
      createHashingEmbedder(),
      createMemoryEmbeddingCache(),
    );
    const { suggestion } = await suggestFor(
      ticketOf("Can I return my plant GS-1234? How long can I return it?"),
      {},
      expiredOnly,
    );
    expect(suggestion.answer).toMatchObject({
      kind: "abstention",
      abstention: {
        missing: "knowledge",
        message:
          "No current source on Return a plant. Heed has not drafted a reply.",
        closest: {
          documentId: "returns-2024",
          owner: "Ada Field",
          effectiveUntil: "2026-01-01T00:00:00.000Z",
        },
      },
    });
  });
});

describe("personal data", () => {
  it("is in the reply but not in the record", async () => {
    const { suggestion, record } = await suggestFor(
      ticketOf(
        "Can I return my plant GS-1234? I am Dana Ruiz, dana@mail.example, card 4111 1111 1111 1111.",
      ),
    );
    const kept = JSON.stringify(record);
    for (const secret of ["Dana", "Ruiz", "dana@mail", "4111", "Priya"])
      expect(kept).not.toContain(secret);
    expect(JSON.stringify(suggestion)).toContain("Hi Dana,");
  });
});

describe("a cancelled request", () => {
  it("stops at the next step", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      suggest(
        live,
        {
          suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
          ticket: ticketOf("Can I return my plant?"),
          agentName: null,
          instruction: null,
          intentId: null,
        },
        {
          memberId: "m",
          now: NOW,
          signal: controller.signal,
          onStep: () => undefined,
        },
      ),
    ).rejects.toThrow();
  });
});
