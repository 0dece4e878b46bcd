import { describe, expect, it } from "vitest";
import { UNLIMITED } from "../../../backend/engines/budget.ts";
import type { Engine } from "../../../backend/engines/engine.ts";
import { extractive } from "../../../backend/engines/extractive.ts";
import { createLadder } from "../../../backend/engines/ladder.ts";
import { createModelEngine } from "../../../backend/engines/model-engine.ts";
import {
  honestAnswer,
  scriptedChat,
} from "../../../backend/evals/scripted-chat.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { replay } from "../../../backend/pipeline/replay.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { suggestionRecord } from "../../../src/contracts/suggestion-record.ts";
import { message, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

const live = await buildLiveKnowledge(
  { number: 7, pack: tinyPack() },
  createHashingEmbedder(),
  createMemoryEmbeddingCache(),
);
const prompts: string[] = [];
const model = createLadder(
  createModelEngine(
    scriptedChat("honest", (messages) => {
      prompts.push(JSON.stringify(messages));
      return honestAnswer(messages);
    }),
    { deadlineMs: 5000 },
  ),
  UNLIMITED,
);

/** Made, stored as JSON, read back. */
async function recorded(engine: Engine, text: string, intentId: string | null) {
  const { record } = await suggest(
    live,
    {
      suggestionId: "0192c0de-7a5e-4b1c-9d00-000000000001",
      ticket: ticketOf(
        message("customer", `${text} I am at dana@mail.example.`),
        message("agent", "He sounds upset.", { visibility: "internal" }),
      ),
      agentName: "Priya Nair",
      instruction: "mention the pot",
      intentId,
    },
    {
      memberId: "m1",
      now: NOW,
      signal: new AbortController().signal,
      onStep: () => {},
      engine,
    },
  );
  return suggestionRecord.parse(JSON.parse(JSON.stringify(record)));
}

describe.each([
  ["extractive", extractive],
  ["a language model", model],
])("a suggestion by %s", (_, engine) => {
  it.each([
    ["Can I return my plant from order GS-1234? How long do I have?", null],
    ["How long is it in general, and what does it take?", "delivery_time"],
    ["You will hear from my lawyer, I will go to court over this.", null],
  ])("is the same from its record alone: %s", async (text, intentId) => {
    const record = await recorded(engine, text, intentId);
    expect(JSON.stringify(record)).not.toMatch(/dana@|Ruiz|Nair/);
    const { answer } = await replay(
      live,
      record,
      engine,
      new AbortController().signal,
    );
    expect(answer).toEqual(record.output.answer);
  });
});

it("shows the model word for word the prompt that it was shown", async () => {
  prompts.length = 0;
  const record = await recorded(
    model,
    "Can I return my plant from order GS-1234?",
    null,
  );
  await replay(live, record, model, new AbortController().signal);
  expect(prompts).toHaveLength(2);
  expect(prompts[1]).toBe(prompts[0]);
});
