import type { FallbackReason } from "../../src/domain/suggestion.ts";

/** What a language model is asked and how it answers, whatever serves it. The door to a real one is openai.ts. */

export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** What the server is told about the form of the answer, the strictest first. `prompt`: only the prompt says it. */
export const FORMATS = ["json_schema", "json_object", "prompt"] as const;
export type AnswerFormat = (typeof FORMATS)[number];

export interface ChatRequest {
  messages: ChatMessage[];
  format: AnswerFormat;
  /** JSON Schema of the answer, for `json_schema`. */
  schema: { name: string; schema: Record<string, unknown> };
  maxTokens: number;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

export type ChatPart =
  | { kind: "text"; text: string }
  /** Always the last: the server said that it was done. `usage` null: it did not count. */
  | { kind: "end"; usage: Usage | null };

export interface Chat {
  model: string;
  /** Throws EngineFault; an answer that ends without `end` was none. Aborting closes the connection. */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPart>;
}

/** Why a model gave no whole answer. Never holds what it said, which may quote the ticket. */
export class EngineFault extends Error {
  override name = "EngineFault";
  readonly reason: FallbackReason;
  /** Pause that the server asked for, in ms; null: it asked for none. */
  readonly retryAfterMs: number | null;
  /** The server refused the form of the answer that was asked for. */
  readonly isFormatRefused: boolean;

  constructor(
    reason: FallbackReason,
    {
      retryAfterMs = null,
      isFormatRefused = false,
    }: { retryAfterMs?: number | null; isFormatRefused?: boolean } = {},
  ) {
    super(reason);
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
    this.isFormatRefused = isFormatRefused;
  }
}

/** Tokens of a text, for a budget that is weighed before the server has counted: too many rather than too few. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3);
}

/** What asking so comes to, where the server has not said. */
export function estimateUsage(messages: ChatMessage[], answer: string): Usage {
  return {
    inputTokens: tokensOf(messages),
    outputTokens: estimateTokens(answer),
  };
}

export function tokensOf(messages: ChatMessage[]): number {
  return messages.reduce(
    (sum, { content }) => sum + estimateTokens(content),
    0,
  );
}
