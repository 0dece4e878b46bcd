import type { Rewrite } from "../../src/domain/rewrite.ts";
import { createModelVoice } from "./ask-model.ts";
import { askOnBudget } from "./ask-on-budget.ts";
import type { Budget } from "./budget.ts";
import {
  EngineFault,
  estimateTokens,
  type Chat,
  type ChatMessage,
} from "./chat.ts";
import { promptFile } from "./prompt-file.ts";
import { toSentences } from "./to-sentences.ts";
import { fenced, languageName, placeholdersIn } from "./write-prompt.ts";

export interface RewriteRequest {
  requestId: string;
  /** The agent's words, redacted. */
  text: string;
  how: Rewrite;
  /** BCP 47, for a translation. */
  language: string;
}

/** Says the agent's own words otherwise. There is no other engine behind it: the agent's text is there already. */
export interface Rewriter {
  /** Paragraphs of sentences. Throws EngineFault, or the signal's reason. */
  rewrite(request: RewriteRequest, signal: AbortSignal): Promise<string[][]>;
}

const PROMPT = promptFile("rewrite");

export function createRewriter(
  chat: Chat,
  { deadlineMs }: { deadlineMs: number },
  budget: Budget,
): Rewriter {
  const voice = createModelVoice(chat);
  return {
    async rewrite(request, signal) {
      const messages = messagesFor(request);
      const written = await askOnBudget(voice, budget, {
        messages,
        answerTokens: estimateTokens(request.text),
        signal,
        deadlineMs,
      });
      if (written.length === 0) throw new EngineFault("no_answer");
      const known = {
        passages: new Map<string, string>(),
        templates: new Map<string, never>(),
        placeholders: placeholdersIn(request.text),
      };
      const paragraphs = new Map<number, string[]>();
      for (const one of written) {
        const texts = toSentences(one, known).map(({ text }) => text);
        const before = paragraphs.get(one.paragraph) ?? [];
        paragraphs.set(one.paragraph, [...before, ...texts]);
      }
      return [...paragraphs.values()];
    },
  };
}

function messagesFor({
  requestId,
  text,
  how,
  language,
}: RewriteRequest): ChatMessage[] {
  const tasks: Record<Rewrite, string> = {
    shorter: "Make it shorter, in the same language.",
    warmer:
      "Make it warmer, in the same language, and not longer than it needs.",
    grammar: "Correct spelling and grammar, and change nothing else.",
    translate: `Translate it into ${languageName(language)}.`,
  };
  return [
    { role: "system", content: PROMPT.text },
    {
      role: "user",
      content: `TEXT\n\n${fenced(text, requestId)}\n\nTASK\n\n${tasks[how]}`,
    },
  ];
}
