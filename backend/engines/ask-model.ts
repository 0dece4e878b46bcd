import {
  EngineFault,
  FORMATS,
  type AnswerFormat,
  type Chat,
  type ChatMessage,
  type Usage,
} from "./chat.ts";
import { promptFile } from "./prompt-file.ts";
import {
  ANSWER_SCHEMA,
  createSentenceReader,
  type ModelSentence,
} from "./read-sentences.ts";

/** What one question of ours may cost a model: it is asked at most this often, whatever goes wrong. */
const LIMITS = { retries: 1, repairs: 1, sentences: 40 };
const MAX_TOKENS = 1200;
/** Pause before the one retry, when the server names none, in ms: half of it is chance. */
const RETRY_MS = 400;

const REPAIR_PROMPT = promptFile("repair");

export interface Asking {
  messages: ChatMessage[];
  signal: AbortSignal;
  /** For everything that is tried, in ms. */
  deadlineMs: number;
  /** Sentences of this attempt so far. A new attempt begins again with none. Throwing ends the attempt. */
  onSentences: (sentences: ModelSentence[]) => void;
  /** Every answer costs, also one that nobody could read. */
  onCost: (
    messages: ChatMessage[],
    answer: string,
    usage: Usage | null,
  ) => void;
}

export interface ModelVoice {
  /** The sentences of one whole answer. Throws EngineFault, or the signal's reason. */
  ask(asking: Asking): Promise<ModelSentence[]>;
}

/**
 * Asks a model until it has given a whole answer in the form that we read: json_schema where the server takes it, else
 * json_object, else by the prompt alone; one repair of an answer that cannot be read, one retry of what may pass by.
 */
export function createModelVoice(
  chat: Chat,
  sleep: (ms: number, signal: AbortSignal) => Promise<void> = pause,
): ModelVoice {
  // A form that the server has refused, where a lower one then worked, is not asked for again.
  let firstRung = 0;

  const attempt = async (
    messages: ChatMessage[],
    format: AnswerFormat,
    { onSentences, onCost }: Asking,
    signal: AbortSignal,
  ): Promise<ModelSentence[]> => {
    const reader = createSentenceReader();
    const sentences: ModelSentence[] = [];
    let answer = "";
    let usage: Usage | null = null;
    let isDone = false;
    try {
      for await (const part of chat.stream(
        { messages, format, schema: ANSWER_SCHEMA, maxTokens: MAX_TOKENS },
        signal,
      )) {
        signal.throwIfAborted();
        if (part.kind === "end") {
          usage = part.usage;
          isDone = true;
          continue;
        }
        answer += part.text;
        const found = reader.push(part.text);
        if (found.length === 0) continue;
        sentences.push(...found);
        if (sentences.length > LIMITS.sentences)
          throw new EngineFault("too_long");
        onSentences(sentences);
      }
    } finally {
      onCost(messages, answer, usage);
    }
    if (!isDone) throw new EngineFault("cut");
    if (!reader.isWhole() || (sentences.length === 0 && !isEmpty(answer)))
      throw new Unreadable(answer);
    return sentences;
  };

  return {
    async ask(asking) {
      const deadline = AbortSignal.timeout(asking.deadlineMs);
      const signal = AbortSignal.any([asking.signal, deadline]);
      const until = performance.now() + asking.deadlineMs;
      let messages = asking.messages;
      let rung = firstRung;
      let retries = 0;
      let repairs = 0;
      try {
        for (;;) {
          const format = FORMATS[rung] ?? "prompt";
          try {
            const sentences = await attempt(messages, format, asking, signal);
            firstRung = rung;
            return sentences;
          } catch (error) {
            signal.throwIfAborted();
            if (error instanceof Unreadable && repairs < LIMITS.repairs) {
              repairs += 1;
              messages = [
                ...asking.messages,
                { role: "assistant", content: error.answer },
                { role: "user", content: REPAIR_PROMPT.text },
              ];
              continue;
            }
            if (!(error instanceof EngineFault)) throw error;
            if (error.isFormatRefused && rung < FORMATS.length - 1) {
              rung += 1;
              continue;
            }
            if (mayPass(error) && retries < LIMITS.retries) {
              retries += 1;
              const wait =
                error.retryAfterMs ?? RETRY_MS * (0.5 + Math.random() / 2);
              // A pause past the deadline is no retry.
              if (performance.now() + wait >= until) throw error;
              await sleep(wait, signal);
              continue;
            }
            throw error;
          }
        }
      } catch (error) {
        asking.signal.throwIfAborted();
        throw deadline.aborted ? new EngineFault("slow") : error;
      }
    },
  };
}

class Unreadable extends EngineFault {
  readonly answer: string;
  constructor(answer: string) {
    super("unreadable");
    this.answer = answer;
  }
}

/** Worth a second try. A stall is not: the time is spent; nor is a refusal: it would be the same. */
function mayPass({ reason }: EngineFault): boolean {
  return ["busy", "failed", "unreachable", "cut"].includes(reason);
}

/** "Nothing answers", said as we asked for it. */
function isEmpty(answer: string): boolean {
  return /"sentences"\s*:\s*\[\s*\]/.test(answer);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
