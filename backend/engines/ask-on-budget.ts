import type { ModelVoice } from "./ask-model.ts";
import type { Budget } from "./budget.ts";
import {
  EngineFault,
  estimateUsage,
  tokensOf,
  type ChatMessage,
} from "./chat.ts";
import type { ModelSentence } from "./read-sentences.ts";

interface Question {
  messages: ChatMessage[];
  /** Room that is set aside for the answer, in tokens. */
  answerTokens: number;
  signal: AbortSignal;
  /** In ms. */
  deadlineMs: number;
}

/** One whole answer, paid for from the budget. Throws EngineFault (over_budget before anything is asked), or the signal's reason. */
export async function askOnBudget(
  voice: ModelVoice,
  budget: Budget,
  { messages, answerTokens, signal, deadlineMs }: Question,
): Promise<ModelSentence[]> {
  const spending = await budget.reserve({
    inputTokens: tokensOf(messages),
    outputTokens: answerTokens,
  });
  if (!spending) throw new EngineFault("over_budget");
  try {
    return await voice.ask({
      messages,
      signal,
      deadlineMs,
      onSentences: () => {},
      onCost: (asked, answer, usage) =>
        spending.add(usage ?? estimateUsage(asked, answer)),
    });
  } finally {
    await spending.settle();
  }
}
