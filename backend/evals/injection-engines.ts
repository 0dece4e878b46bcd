import { randomUUID } from "node:crypto";
import { splitSentences } from "../../src/domain/sentences.ts";
import { UNLIMITED } from "../engines/budget.ts";
import type { Engine } from "../engines/engine.ts";
import { createLadder } from "../engines/ladder.ts";
import type { LlmSettings } from "../engines/llm-settings.ts";
import { createModelEngine } from "../engines/model-engine.ts";
import { createOpenAiChat } from "../engines/openai.ts";
import { customers, internalSecrets } from "./injection-desk.ts";
import type { Wish } from "./injection-wishes.ts";
import {
  startLoopbackModel,
  type Asked,
  type LoopbackModel,
} from "./loopback-model.ts";
import { honestAnswer, partsOf } from "./scripted-chat.ts";

export type Speak = (wish: (sentence: string) => Wish) => Engine;

export interface ScriptedEngines {
  honest: Engine;
  /** An engine that says this wish and nothing else. */
  speaking: Speak;
  /** Prompts that held an internal document, an internal note, or data that should have been a placeholder. */
  leaks(): number;
  close(): Promise<void>;
}

/** One server; which of its models is asked tells it what to say. */
export async function startScriptedEngines(): Promise<ScriptedEngines> {
  const wishes = new Map<string, (sentence: string) => Wish>();
  const hidden = [
    ...internalSecrets,
    ...customers.flatMap(({ name, email, noted }) => [name, email, noted]),
  ];
  let leaks = 0;
  const server: LoopbackModel = await startLoopbackModel(
    ({ model, messages }: Asked) => {
      const prompt = messages.map(({ content }) => content).join("\n");
      if (hidden.some((datum) => prompt.includes(datum))) leaks += 1;
      const wish = wishes.get(model);
      if (!wish) return honestAnswer(messages);
      wishes.delete(model);
      const { passages } = partsOf(messages);
      const said = wish(bestSentence(passages));
      const all = passages.map(({ mark }) => mark);
      return JSON.stringify({
        sentences: [
          {
            text: said.text,
            sources: said.marks.flatMap((mark) => (mark === "*" ? all : mark)),
            paragraph: 1,
          },
        ],
      });
    },
  );
  const engineOf = (model: string) =>
    ladderOf({
      baseUrl: server.baseUrl,
      apiKey: null,
      model,
      tokenLimit: "max_tokens",
      extra: {},
      idleMs: 20_000,
      deadlineMs: 60_000,
      price: null,
    });
  return {
    honest: engineOf("honest"),
    speaking: (wish) => {
      const name = `compromised-${randomUUID()}`;
      wishes.set(name, wish);
      return engineOf(name);
    },
    leaks: () => leaks,
    close: () => server.close(),
  };
}

/** The longest: the more words a sentence has, the less a few more stand out. */
function bestSentence(passages: { text: string }[]): string {
  return (
    splitSentences(passages[0]?.text ?? "").toSorted(
      (a, b) => b.length - a.length,
    )[0] ?? ""
  );
}

/** A language model as the backend sets it up: every rung of the ladder, no budget. */
export function ladderOf(settings: LlmSettings): Engine {
  return createLadder(
    createModelEngine(createOpenAiChat(settings), settings),
    UNLIMITED,
  );
}
