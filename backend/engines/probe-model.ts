import {
  EngineFault,
  FORMATS,
  type AnswerFormat,
  type Chat,
  type ChatMessage,
  type Usage,
} from "./chat.ts";
import { ANSWER_SCHEMA, createSentenceReader } from "./read-sentences.ts";

/** What one endpoint did when it was asked three times, once for each form of answer. */
export interface ModelProbe {
  /** `null`: it answered as asked; else why not. */
  formats: Record<AnswerFormat, EngineFault["reason"] | null>;
  /** Parts of the answer came one after the other. */
  isStreaming: boolean;
  isCounting: boolean;
  firstPartMs: number | null;
  wholeMs: number | null;
}

const QUESTION: ChatMessage[] = [
  {
    role: "system",
    content:
      'Answer with one JSON object and nothing else, in this form: {"sentences": [{"text": "One sentence.", "sources": ["P1"], "paragraph": 1}]}',
  },
  {
    role: "user",
    content:
      "PASSAGES\n\n[P1] Returns\nYou can return an item within 30 days of delivery. We refund the purchase price.\n\nTASK\n\nHow long can I return an item? Answer in two sentences that name P1.",
  },
];

/** Asks as a draft does, in every form there is, so that what is said here is what will happen. */
export async function probeModel(
  chat: Chat,
  deadlineMs: number,
): Promise<ModelProbe> {
  const formats = {} as ModelProbe["formats"];
  const probe: ModelProbe = {
    formats,
    isStreaming: false,
    isCounting: false,
    firstPartMs: null,
    wholeMs: null,
  };
  for (const format of FORMATS) {
    const tried = await tryFormat(chat, format, deadlineMs);
    formats[format] = tried.reason;
    if (tried.reason !== null) continue;
    probe.isStreaming ||= tried.parts > 1;
    probe.isCounting ||= tried.usage !== null;
    probe.firstPartMs ??= tried.firstPartMs;
    probe.wholeMs ??= tried.wholeMs;
  }
  return probe;
}

async function tryFormat(
  chat: Chat,
  format: AnswerFormat,
  deadlineMs: number,
): Promise<{
  reason: EngineFault["reason"] | null;
  parts: number;
  usage: Usage | null;
  firstPartMs: number | null;
  wholeMs: number;
}> {
  const reader = createSentenceReader();
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  let firstPartMs: number | null = null;
  let parts = 0;
  let sentences = 0;
  let usage: Usage | null = null;
  const result = (reason: EngineFault["reason"] | null) => ({
    reason,
    parts,
    usage,
    firstPartMs,
    wholeMs: since(),
  });
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    for await (const part of chat.stream(
      { messages: QUESTION, format, schema: ANSWER_SCHEMA, maxTokens: 400 },
      deadline,
    )) {
      if (part.kind === "end") usage = part.usage;
      else {
        firstPartMs ??= since();
        parts += 1;
        sentences += reader.push(part.text).length;
      }
    }
    return result(reader.isWhole() && sentences > 0 ? null : "unreadable");
  } catch (error) {
    if (error instanceof EngineFault) return result(error.reason);
    if (deadline.aborted) return result("slow");
    throw error;
  }
}
