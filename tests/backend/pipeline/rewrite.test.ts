import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNLIMITED } from "../../../backend/engines/budget.ts";
import { createOpenAiChat } from "../../../backend/engines/openai.ts";
import { createRewriter } from "../../../backend/engines/rewriter.ts";
import { rewrite } from "../../../backend/pipeline/rewrite.ts";
import type { Rewrite } from "../../../src/domain/rewrite.ts";
import {
  answers,
  fails,
  startScriptedModel,
  type ScriptedModel,
} from "../engines/scripted-model.ts";
import { NOW, ticketOf } from "./tiny-pack.ts";

const OWN =
  "Hello Dana, we cannot take the plant back. Write to dana@mail.example within 14 days.";

describe("an agent's own words, rewritten", () => {
  let model: ScriptedModel;
  beforeAll(async () => (model = await startScriptedModel()));
  afterAll(() => model.close());

  const ask = (how: Rewrite, text = OWN, isSetUp = true) =>
    rewrite(
      null,
      {
        requestId: "r1",
        ticket: ticketOf(
          "Wie lange kann ich die Pflanze noch zurückgeben? Bitte.",
        ),
        text,
        how,
        agentName: "Priya Nair",
      },
      {
        rewriter: isSetUp
          ? createRewriter(
              createOpenAiChat({
                baseUrl: model.baseUrl,
                apiKey: null,
                model: "scripted",
                tokenLimit: "max_tokens",
                extra: {},
                idleMs: 2000,
                deadlineMs: 4000,
                price: null,
              }),
              { deadlineMs: 4000 },
              UNLIMITED,
            )
          : null,
        now: NOW,
        signal: new AbortController().signal,
      },
    );
  const says = (...sentences: string[]) =>
    model.behave(
      answers(
        JSON.stringify({
          sentences: sentences.map((text, at) => ({
            text,
            sources: [],
            paragraph: at + 1,
          })),
        }),
      ),
    );

  it("come back with the customer's data, which the model never saw", async () => {
    // The model repeats the placeholders that it was shown, as it should.
    model.behave(
      answers(({ messages }) => {
        const shown = messages[1]?.content ?? "";
        const name = /⟦NAME_\d+⟧/.exec(shown)?.[0];
        const email = /⟦EMAIL_\d+⟧/.exec(shown)?.[0];
        return JSON.stringify({
          sentences: [
            {
              text: `Hello ${name}, sadly we cannot take the plant back.`,
              sources: [],
              paragraph: 1,
            },
            {
              text: `Write to ${email} within 14 days.`,
              sources: [],
              paragraph: 2,
            },
          ],
        });
      }),
    );
    expect(await ask("warmer")).toEqual({
      ok: true,
      rewritten: {
        text: "Hello Dana, sadly we cannot take the plant back.\n\nWrite to dana@mail.example within 14 days.",
        findings: [],
      },
    });
    const prompt = JSON.stringify(model.requests.at(-1)?.messages);
    expect(prompt).not.toMatch(/Dana|dana@/);
    expect(prompt).toMatch(/warmer/);
  });

  it("are translated into the customer's language", async () => {
    says("Hallo.");
    await ask("translate");
    expect(JSON.stringify(model.requests.at(-1)?.messages)).toMatch(
      /Translate it into German/,
    );
  });

  it.each([
    ["a number", "Write to us within 30 days.", "numbers-in-sources"],
    ["a promise", "We will refund you.", "commitments"],
    ["a link", "See evil.example.com/x for more.", "urls-in-sources"],
    ["a lost not", "We can take the plant back.", "polarity"],
  ])("that gained %s say so", async (_, text, guardrail) => {
    says(text);
    const answer = await ask("shorter");
    expect(
      answer.ok && answer.rewritten.findings.map((it) => it.guardrail),
    ).toContain(guardrail);
  });

  it("stay as they are where no model is, or it fails or mangles, in one sentence", async () => {
    expect(await ask("grammar", OWN, false)).toEqual({
      ok: false,
      message: "No language model is set up.",
    });
    model.behave(fails(401));
    expect(await ask("grammar")).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^The language model did not accept/),
    });
    says("Write to ⟦EMAIL_9⟧.");
    expect(await ask("grammar")).toMatchObject({
      ok: false,
      message: expect.stringMatching(/placeholder/),
    });
  });
});
