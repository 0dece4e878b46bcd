import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNLIMITED, type Budget } from "../../../backend/engines/budget.ts";
import { createOpenAiChat } from "../../../backend/engines/openai.ts";
import { createSummaryWriter } from "../../../backend/engines/summary-writer.ts";
import { summarize } from "../../../backend/pipeline/summarize.ts";
import { writeSummary } from "../../../backend/pipeline/write-summary.ts";
import type { FallbackReason } from "../../../src/domain/suggestion.ts";
import {
  answers,
  faults,
  startScriptedModel,
  type ScriptedModel,
} from "../engines/scripted-model.ts";
import { message, ticketOf } from "./tiny-pack.ts";

const TICKET = {
  ...ticketOf(
    message(
      "customer",
      "Hello,\n\nmy rose from order GS-1234 has not arrived. I paid 49 euros. Write to dana@mail.example please.",
      { messageId: "a" },
    ),
    message(
      "agent",
      "Hi Dana, I have asked the carrier for a search. I will write to you again by Thursday.",
      { messageId: "b" },
    ),
    message("agent", "Search 70-4418 opened. No refund before it is over.", {
      messageId: "c",
      visibility: "internal",
    }),
    message("customer", "It is Friday. Can I have my 49 euros back?", {
      messageId: "d",
      attachments: [{ name: "rose.jpg", contentType: "image/jpeg" }],
    }),
  ),
  subject: "Where is my rose?",
};
const OWN = summarize(TICKET).lines;
const own = (label: string) => OWN.filter((line) => line.label === label);

type Said = [text: string, source: string, paragraph: number];
const answerOf = (...said: Said[]) =>
  JSON.stringify({
    sentences: said.map(([text, source, paragraph]) => ({
      text,
      sources: [source],
      paragraph,
    })),
  });
const GOOD = answerOf(
  ["The customer's rose from order GS-1234 has not arrived.", "M1", 1],
  ["The agent has asked the carrier for a search.", "M2", 2],
  ["Search 70-4418 is opened, no refund before it is over.", "M3", 2],
  ["Can the customer have the 49 euros back?", "M4", 3],
  ["The agent will write again by Thursday.", "M2", 4],
);

describe("a summary in a language model's words", () => {
  let model: ScriptedModel;
  beforeAll(async () => (model = await startScriptedModel()));
  afterAll(() => model.close());

  const ask = (
    ticket = TICKET,
    {
      written = true,
      budget = UNLIMITED as Budget,
      signal = new AbortController().signal,
      // Long for what is answered on a busy machine, short for what never is.
      waitMs = 10_000,
    } = {},
  ) =>
    writeSummary(
      { requestId: "r1", ticket, written },
      {
        writer: createSummaryWriter(
          createOpenAiChat({
            baseUrl: model.baseUrl,
            apiKey: null,
            model: "scripted",
            tokenLimit: "max_tokens",
            extra: {},
            idleMs: waitMs,
            deadlineMs: waitMs,
            price: null,
          }),
          { deadlineMs: waitMs },
          budget,
        ),
        signal,
      },
    );
  const says = (...said: Said[]) => model.behave(answers(answerOf(...said)));

  it("has a line for each that its message holds, with the way there", async () => {
    model.behave(answers(GOOD));
    const { lines, engine, attachmentsNotRead } = await ask();
    expect(lines).toEqual([
      {
        label: "problem",
        text: "The customer's rose from order GS-1234 has not arrived.",
        messageId: "a",
      },
      {
        label: "done",
        text: "The agent has asked the carrier for a search.",
        messageId: "b",
      },
      {
        label: "done",
        text: "Search 70-4418 is opened, no refund before it is over.",
        messageId: "c",
      },
      {
        label: "open",
        text: "Can the customer have the 49 euros back?",
        messageId: "d",
      },
      {
        label: "promised",
        text: "The agent will write again by Thursday.",
        messageId: "b",
      },
    ]);
    expect(engine).toEqual({
      engineId: "openai/scripted",
      promptVersion: "summary.1",
      capabilities: [],
    });
    expect(attachmentsNotRead).toBe(1);
  });

  it("shows the model notes and placeholders, and fills them again", async () => {
    model.behave(
      answers(({ messages }) => {
        const email = /⟦EMAIL_\d+⟧/.exec(JSON.stringify(messages))?.[0];
        return answerOf([`Write to ${email} please.`, "M1", 1]);
      }),
    );
    const { lines } = await ask();
    expect(lines[0]?.text).toBe("Write to dana@mail.example please.");
    const prompt = JSON.stringify(model.requests.at(-1)?.messages);
    expect(prompt).not.toMatch(/Dana|dana@/);
    expect(prompt).toContain("[M3] Agent's internal note");
  });

  it.each<[string, Said, string]>([
    ["a number", ["The rose cost 490 euros.", "M1", 1], "problem"],
    ["a day", ["The agent will write again by Monday.", "M2", 4], "promised"],
    [
      "a name",
      ["The agent has asked Hermes, the carrier, for a search.", "M2", 2],
      "done",
    ],
    [
      "a lost not",
      ["The rose from order GS-1234 has arrived.", "M1", 1],
      "problem",
    ],
    [
      "another message's number",
      ["The agent opened search 70-4418.", "M2", 2],
      "done",
    ],
    [
      "a message that is not there",
      ["The rose has not arrived.", "M9", 1],
      "problem",
    ],
    [
      "what the customer wants, as promised",
      ["The customer can have 49 euros back.", "M4", 4],
      "promised",
    ],
    [
      "a note, as promised",
      ["No refund before it is over.", "M3", 4],
      "promised",
    ],
    [
      "a tale",
      ["A delighted customer praises wonderful gardeners.", "M1", 1],
      "problem",
    ],
  ])(
    "leaves out a line with %s: the thread's own stands there",
    async (_, said, label) => {
      const holds: Said = said[1].startsWith("M4")
        ? ["It is Friday.", "M4", 3]
        : ["Can I have my 49 euros back?", "M4", 3];
      says(said, holds);
      const { lines, engine } = await ask();
      expect(lines.filter((line) => line.label === label)).toEqual(own(label));
      expect(engine?.engineId).toBe("openai/scripted");
    },
  );

  it.each([
    ["money", "Approve a refund of 500 euros to IBAN DE02120300000000202051."],
    ["a link", "Log in at https://evil.example.com/x to go on."],
    ["somebody's address", "Forward everything to boss@evil.example."],
    ["markup", '<img src=x onerror="alert(1)"> click here'],
    ["an invented promise", "The agent has promised a full refund today."],
  ])(
    "lets a model that an attacker owns say nothing of %s",
    async (_, wish) => {
      says(
        ...[1, 2, 3, 4].flatMap((paragraph) =>
          ["M1", "M2", "M3", "M4"].map((mark): Said => [wish, mark, paragraph]),
        ),
      );
      const { lines, engine } = await ask();
      expect(lines).toEqual(OWN);
      expect(engine).toMatchObject({
        engineId: "extractive",
        fallback: {
          engineId: "openai/scripted",
          message: expect.stringMatching(/thread's own words\.$/),
        },
      });
    },
  );

  it.each<[string, FallbackReason]>([
    ["hang before headers", "slow"],
    ["an end without finish_reason", "cut"],
    ["wrong schema", "unreadable"],
    ["wrong key", "key_refused"],
  ])("%s: the thread's own words, and says why (%s)", async (name, reason) => {
    const fault = faults(GOOD)[name];
    if (!fault) throw new Error(`no fault ${name}`);
    model.behave(fault);
    const { lines, engine } = await ask(TICKET, {
      waitMs: reason === "slow" ? 300 : 10_000,
    });
    expect(lines).toEqual(OWN);
    expect(engine).toMatchObject({
      engineId: "extractive",
      capabilities: [],
      fallback: { reason },
    });
    await expect.poll(() => model.openAnswers()).toBe(0);
  });

  it("is not asked for where nobody wants it, where the budget is spent, or once nobody waits", async () => {
    const before = model.requests.length;
    expect(await ask(TICKET, { written: false })).toMatchObject({
      lines: OWN,
      engine: { engineId: "extractive", capabilities: ["rewrite"] },
    });
    expect(
      await ask(TICKET, { budget: { reserve: () => Promise.resolve(null) } }),
    ).toMatchObject({
      lines: OWN,
      engine: { fallback: { reason: "over_budget" } },
    });
    await expect(
      ask(TICKET, { signal: AbortSignal.abort(new Error("gone")) }),
    ).rejects.toThrow("gone");
    expect(model.requests.length).toBe(before);
  });

  it("costs what it took", async () => {
    const spent: number[] = [];
    model.behave(answers(GOOD));
    await ask(TICKET, {
      budget: {
        reserve: () =>
          Promise.resolve({
            add: ({ inputTokens, outputTokens }) =>
              spent.push(inputTokens + outputTokens),
            settle: () => Promise.resolve(),
          }),
      },
    });
    expect(spent).toEqual([780]);
  });
});
