import type {
  Draft,
  EngineUsed,
  Sentence,
} from "../../src/domain/suggestion.ts";
import { missingDetails } from "./ask-for-fields.ts";
import { createModelVoice } from "./ask-model.ts";
import {
  EngineFault,
  estimateUsage,
  tokensOf,
  type Chat,
  type Usage,
} from "./chat.ts";
import type { DraftCall, DraftRequest } from "./engine.ts";
import { courtesy } from "./extractive.ts";
import { fillLoosely } from "./fill-template.ts";
import { promptFile } from "./prompt-file.ts";
import type { ModelSentence } from "./read-sentences.ts";
import { toSentences } from "./to-sentences.ts";
import { writeDraftPrompt, type DraftPrompt } from "./write-prompt.ts";

/** An engine that may fail: ladder.ts puts a draft that cannot fail behind it. */
export interface ModelEngine extends EngineUsed {
  /** What a draft of this request may cost, before it is asked for. */
  estimate(request: DraftRequest): Usage;
  /** Throws EngineFault, or the signal's reason. */
  draft(
    request: DraftRequest,
    call: DraftCall,
    onCost: (usage: Usage) => void,
  ): Promise<Draft>;
}

/** Room for the answer, in tokens: six sentences with their marks are 300. */
const ANSWER_TOKENS = 400;

/** A language model behind the rules: it sees what writeDraftPrompt shows it, and writes sentences that name passages. */
export function createModelEngine(
  chat: Chat,
  { deadlineMs }: { deadlineMs: number },
): ModelEngine {
  const voice = createModelVoice(chat);
  return {
    engineId: `openai/${chat.model}`,
    promptVersion: promptFile("draft").version,
    capabilities: ["instruction", "tone", "shorter", "longer", "rewrite"],
    estimate: (request) => ({
      inputTokens: tokensOf(writeDraftPrompt(request).messages),
      outputTokens: ANSWER_TOKENS,
    }),
    async draft(request, { signal, onProgress }, onCost) {
      const prompt = writeDraftPrompt(request);
      const written = await voice.ask({
        messages: prompt.messages,
        signal,
        deadlineMs,
        onSentences: (sentences) =>
          onProgress({
            destination: "public",
            paragraphs: [
              greetingOf(request),
              ...paragraphsOf(sentences, prompt),
            ].filter((paragraph) => paragraph.length > 0),
          }),
        onCost: (messages, answer, usage) =>
          onCost(usage ?? estimateUsage(messages, answer)),
      });
      const paragraphs = paragraphsOf(written, prompt);
      if (!paragraphs.flat().some(({ status }) => status !== "courtesy"))
        throw new EngineFault("no_answer");
      return framed(paragraphs, request);
    },
  };
}

function paragraphsOf(
  written: ModelSentence[],
  prompt: DraftPrompt,
): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  let number = -Infinity;
  for (const one of written) {
    const sentences = toSentences(one, prompt);
    const last = paragraphs.at(-1);
    if (last && one.paragraph <= number) last.push(...sentences);
    else paragraphs.push(sentences);
    number = Math.max(number, one.paragraph);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** With the words that no model is asked for: the pack's greeting and closing, and the questions for missing fields. */
function framed(paragraphs: Sentence[][], request: DraftRequest): Draft {
  return {
    destination: "public",
    paragraphs: [
      greetingOf(request),
      ...paragraphs,
      ...missingDetails(request),
      courtesy(fillLoosely(request.pack.tone.closing, request.values)),
    ].filter((paragraph) => paragraph.length > 0),
  };
}

function greetingOf({ pack, values }: DraftRequest): Sentence[] {
  return courtesy(fillLoosely(pack.tone.greeting, values));
}
