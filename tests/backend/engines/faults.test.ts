import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNLIMITED } from "../../../backend/engines/budget.ts";
import { createLadder } from "../../../backend/engines/ladder.ts";
import { createModelEngine } from "../../../backend/engines/model-engine.ts";
import { createOpenAiChat } from "../../../backend/engines/openai.ts";
import { honestAnswer } from "../../../backend/evals/scripted-chat.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import {
  customerDraftOf,
  sentencesOf,
  textOf,
  type Draft,
  type FallbackReason,
} from "../../../src/domain/suggestion.ts";
import { NOW, ticketOf, tinyPack } from "../pipeline/tiny-pack.ts";
import {
  answers,
  fails,
  faults,
  startScriptedModel,
  type ScriptedModel,
} from "./scripted-model.ts";

const live = await buildLiveKnowledge(
  { number: 7, pack: tinyPack() },
  createHashingEmbedder(),
  createMemoryEmbeddingCache(),
);
const TICKET = ticketOf(
  "Can I return my plant from order GS-1234? How long do I have?",
);
const GOOD = JSON.stringify({
  sentences: [
    { text: "Thank you for writing to us.", sources: [], paragraph: 1 },
    {
      text: "You can return a plant within 14 days of delivery.",
      sources: ["P1"],
      paragraph: 1,
    },
  ],
});

/** The real SDK over a real socket, with short waits so that the deadline can be seen to hold. */
describe("a language model that fails", () => {
  let model: ScriptedModel;
  beforeAll(async () => {
    model = await startScriptedModel();
  });
  afterAll(() => model.close());

  const draftFor = async (
    { idleMs = 500, deadlineMs = 2000 } = {},
    signal = new AbortController().signal,
  ) => {
    const engine = createLadder(
      createModelEngine(
        createOpenAiChat({
          baseUrl: model.baseUrl,
          apiKey: "secret",
          model: "scripted",
          tokenLimit: "max_tokens",
          extra: {},
          idleMs,
          deadlineMs,
          price: null,
        }),
        { deadlineMs },
      ),
      UNLIMITED,
    );
    const progress: Draft[] = [];
    const { suggestion, record } = await suggest(
      live,
      {
        suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
        ticket: TICKET,
        agentName: "Priya Nair",
        instruction: null,
        intentId: null,
      },
      {
        memberId: "member-1",
        now: NOW,
        signal,
        onStep: () => {},
        engine,
        onWriting: (draft) => progress.push(draft),
      },
    );
    const draft = customerDraftOf(suggestion);
    return {
      suggestion,
      record,
      progress,
      text: draft ? textOf(draft) : "",
      draft,
    };
  };
  let whole: string | null = null;
  const extractiveText = async () => {
    model.behave(fails(401));
    whole ??= (await draftFor()).text;
    return whole;
  };

  it("that answers well is heard: greeting, its guarded sentences, closing; no fallback", async () => {
    model.behave(answers(GOOD));
    const { text, draft, suggestion, progress } = await draftFor({
      idleMs: 3000,
      deadlineMs: 5000,
    });
    expect(text).toBe(
      "Hi Dana,\n\nThank you for writing to us. You can return a plant within 14 days of delivery.\n\nKind regards,\nPriya Nair",
    );
    expect(draft && sentencesOf(draft).map(({ status }) => status)).toEqual([
      "courtesy",
      "courtesy",
      "cited",
      "courtesy",
    ]);
    expect(suggestion.engine).toEqual({
      engineId: "openai/scripted",
      promptVersion: "draft.1",
      capabilities: ["instruction", "tone", "shorter", "longer", "rewrite"],
    });
    expect(progress.map((it) => sentencesOf(it).length)).toEqual([2, 3]);
  });

  it.each<[string, FallbackReason, number]>([
    ["429", "busy", 2],
    ["429 with a long Retry-After", "busy", 1],
    ["500", "failed", 2],
    ["hang before headers", "slow", 1],
    ["stall in the middle", "slow", 1],
    ["reset in the middle", "cut", 2],
    ["an end without finish_reason", "cut", 2],
    ["a whole text without finish_reason", "cut", 2],
    ["200 with HTML", "unreadable", 1],
    ["empty choices", "unreadable", 1],
    ["an error inside the stream", "failed", 2],
    ["refusal", "declined", 1],
    ["content filter", "declined", 1],
    ["wrong schema", "unreadable", 2],
    ["no JSON", "unreadable", 2],
    ["broken JSON", "unreadable", 2],
    ["length cut", "too_long", 1],
    ["not even chunks", "unreadable", 1],
    ["bad JSON in an event", "unreadable", 1],
    ["wrong key", "key_refused", 1],
    ["unknown model", "unknown_model", 1],
  ])(
    "%s: the labelled extractive draft (%s), after %i requests",
    async (name, reason, requests) => {
      const expected = await extractiveText();
      const before = model.requests.length;
      const fault = faults(GOOD)[name];
      if (!fault) throw new Error(`no fault ${name}`);
      model.behave(fault);
      const { suggestion, text, draft } = await draftFor();
      expect(suggestion.engine).toMatchObject({
        engineId: "extractive",
        fallback: { engineId: "openai/scripted", reason },
      });
      expect(suggestion.engine.fallback?.message).toMatch(
        /^(?:The language model|This month's budget) .*own words\.$/,
      );
      expect(text).toBe(expected);
      expect(draft && sentencesOf(draft)).not.toContainEqual(
        expect.objectContaining({ status: "flagged" }),
      );
      expect(model.requests.length - before).toBe(requests);
      await expect.poll(() => model.openAnswers()).toBe(0);
    },
  );

  it("that never stops to speak is stopped at the deadline, and nothing of it is shown as whole", async () => {
    const expected = await extractiveText();
    model.behave(answers(GOOD, { size: 1, pauseMs: 40 }));
    const startedAt = performance.now();
    const { suggestion, text } = await draftFor({
      idleMs: 500,
      deadlineMs: 1200,
    });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(suggestion.engine.fallback?.reason).toBe("slow");
    expect(text).toBe(expected);
    await expect.poll(() => model.openAnswers()).toBe(0);
  });

  it("is tried once more where that may help, and then heard", async () => {
    for (const fault of [
      fails(429, { "retry-after": "0" }),
      fails(503),
      faults(GOOD)["reset in the middle"],
      faults(GOOD)["wrong schema"],
    ]) {
      if (!fault) throw new Error("no fault");
      model.behave(fault, answers(GOOD));
      const { suggestion, text } = await draftFor({
        idleMs: 2000,
        deadlineMs: 5000,
      });
      expect(suggestion.engine.fallback).toBeUndefined();
      expect(text).toContain("Thank you for writing to us.");
    }
  });

  it("is shown its bad answer when it is asked to repair it", async () => {
    model.behave(answers("Certainly! 14 days."), answers(GOOD));
    await draftFor({ idleMs: 2000, deadlineMs: 5000 });
    expect(model.requests.at(-1)?.messages.slice(-2)).toEqual([
      { role: "assistant", content: "Certainly! 14 days." },
      { role: "user", content: expect.stringMatching(/JSON object/) },
    ]);
  });

  it("that does not know JSON schemas is asked for any JSON, then for none", async () => {
    const asked: (string | undefined)[] = [];
    model.behave((exchange) => {
      const form = exchange.body.response_format?.type;
      asked.push(form);
      return form === undefined
        ? answers("Here you are:\n```json\n" + GOOD + "\n```")(exchange)
        : fails(400, {}, "response_format is not supported")(exchange);
    });
    const { suggestion, text } = await draftFor({
      idleMs: 2000,
      deadlineMs: 5000,
    });
    expect(asked).toEqual(["json_schema", "json_object", undefined]);
    expect(suggestion.engine.fallback).toBeUndefined();
    expect(text).toContain("14 days");
  });

  it.each([["temperature"], ["stream_options"], ["max_tokens"]])(
    "that refuses %s is asked without it",
    async (parameter) => {
      model.behave((exchange) =>
        parameter in exchange.body
          ? fails(400, {}, `Unsupported parameter: '${parameter}'`)(exchange)
          : answers(GOOD)(exchange),
      );
      const { suggestion } = await draftFor({ idleMs: 2000, deadlineMs: 5000 });
      expect(suggestion.engine.fallback).toBeUndefined();
      expect(parameter in (model.requests.at(-1) ?? {})).toBe(false);
    },
  );

  it("that leaves out the role, or writes a character at a time, is understood", async () => {
    model.behave(answers(GOOD, { role: false, size: 1 }));
    expect(
      (await draftFor({ idleMs: 2000, deadlineMs: 5000 })).suggestion.engine
        .fallback,
    ).toBeUndefined();
  });

  it("that finds no answer leaves the extractive draft, and says so", async () => {
    for (const nothing of [
      '{"sentences": []}',
      JSON.stringify({
        sentences: [{ text: "Thank you.", sources: [], paragraph: 1 }],
      }),
    ]) {
      model.behave(answers(nothing));
      const { suggestion } = await draftFor({
        idleMs: 2000,
        deadlineMs: 5000,
      });
      expect(suggestion.engine.fallback?.reason).toBe("no_answer");
    }
  });

  it("is left alone when the agent goes away: the socket closes, and nothing is drafted", async () => {
    model.behave(answers(GOOD, { size: 3, pauseMs: 20 }));
    const leaving = new AbortController();
    const hungUp = model.nextHangUp();
    const drafting = draftFor(
      { deadlineMs: 5000, idleMs: 2000 },
      leaving.signal,
    );
    await expect.poll(() => model.openAnswers()).toBe(1);
    leaving.abort();
    await expect(drafting).rejects.toThrow(/abort/i);
    await hungUp;
    expect(model.openAnswers()).toBe(0);
  });

  it("answers from the passages it was given", async () => {
    model.behave(answers(({ messages }) => honestAnswer(messages)));
    const { draft, suggestion } = await draftFor({
      idleMs: 2000,
      deadlineMs: 5000,
    });
    expect(suggestion.engine.fallback).toBeUndefined();
    const cited = draft
      ? sentencesOf(draft).filter(({ status }) => status === "cited")
      : [];
    expect(cited.length).toBeGreaterThan(0);
    expect(cited.every(({ findings }) => findings.length === 0)).toBe(true);
  });
});
