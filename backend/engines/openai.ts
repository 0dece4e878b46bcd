import OpenAI, { APIConnectionError, APIError } from "openai";
import * as z from "zod";
import {
  EngineFault,
  type Chat,
  type ChatPart,
  type ChatRequest,
  type Usage,
} from "./chat.ts";
import type { LlmSettings } from "./llm-settings.ts";

/** Longer than any answer that is asked for: a server that never ends must not fill the memory. */
const MAX_CHARACTERS = 100_000;

/** What is read of a chunk. Servers leave out `role`, add fields of their own, and end with a chunk without choices. */
const chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z
    .object({ prompt_tokens: z.number(), completion_tokens: z.number() })
    .nullish(),
});

/**
 * The only door to the `openai` package: Chat Completions, streamed. The package's own helpers are not used: its timeout
 * ends with the headers, its iterator takes a cut stream for a whole answer, and its accumulator wants fields that
 * servers leave out. Retries are the caller's, who knows the deadline.
 */
export function createOpenAiChat(settings: LlmSettings): Chat {
  const client = clientOf(settings);
  const unwanted = new Set<Optional>();
  return {
    model: settings.model,
    stream: (request, signal) =>
      stream(client, settings, unwanted, request, signal),
  };
}

/** The server's list of models; null: it has none. */
export async function listModels(
  settings: LlmSettings,
): Promise<string[] | null> {
  try {
    const page = await clientOf(settings).models.list({
      timeout: settings.idleMs,
    });
    return page.data.map(({ id }) => id);
  } catch {
    return null;
  }
}

function clientOf(settings: LlmSettings): OpenAI {
  return new OpenAI({
    baseURL: settings.baseUrl,
    apiKey: settings.apiKey ?? "none",
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: settings.deadlineMs,
    // At `debug`, which a variable of the environment could set, it would print tickets.
    logLevel: "off",
  });
}

/** Parameters that some servers refuse, and that an answer can do without. */
const OPTIONAL = [
  "temperature",
  "stream_options",
  "store",
  "max_completion_tokens",
  "max_tokens",
] as const;
type Optional = (typeof OPTIONAL)[number];

async function* stream(
  client: OpenAI,
  settings: LlmSettings,
  unwanted: Set<Optional>,
  request: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatPart> {
  const idle = startIdleTimer(settings.idleMs);
  const stop = AbortSignal.any([signal, idle.signal]);
  const open = async () => {
    for (;;) {
      const body = bodyOf(settings, request, unwanted);
      try {
        return await client.chat.completions.create(body, { signal: stop });
      } catch (error) {
        const refused = parameterRefused(error, body);
        if (!refused) throw error;
        unwanted.add(refused);
        idle.restart();
      }
    }
  };
  try {
    // An aborted iterator of the package ends as if all were well; readChunks wants a reason for the end.
    yield* readChunks(await open(), idle.restart);
  } catch (error) {
    signal.throwIfAborted();
    throw idle.signal.aborted ? new EngineFault("slow") : faultOf(error);
  } finally {
    idle.stop();
  }
}

/** Ends the generator's caller only through `end`, or by a fault. */
async function* readChunks(
  chunks: AsyncIterable<unknown>,
  onSign: () => void,
): AsyncGenerator<ChatPart> {
  let usage: Usage | null = null;
  let finish: string | null = null;
  let characters = 0;
  for await (const raw of chunks) {
    onSign();
    const read = chunk.safeParse(raw);
    if (!read.success) throw new EngineFault("unreadable");
    if (read.data.usage)
      usage = {
        inputTokens: read.data.usage.prompt_tokens,
        outputTokens: read.data.usage.completion_tokens,
      };
    const choice = read.data.choices?.[0];
    if (!choice) continue;
    if (choice.delta?.refusal) throw new EngineFault("declined");
    const text = choice.delta?.content ?? "";
    characters += text.length;
    if (characters > MAX_CHARACTERS) throw new EngineFault("too_long");
    if (text !== "") yield { kind: "text", text };
    finish = choice.finish_reason ?? finish;
  }
  if (finish === "length") throw new EngineFault("too_long");
  if (finish === "content_filter") throw new EngineFault("declined");
  if (finish === null)
    throw new EngineFault(characters === 0 ? "unreadable" : "cut");
  if (finish !== "stop") throw new EngineFault("unreadable");
  yield { kind: "end", usage };
}

function bodyOf(
  { model, tokenLimit, extra }: LlmSettings,
  { messages, format, schema, maxTokens }: ChatRequest,
  unwanted: ReadonlySet<Optional>,
): OpenAI.ChatCompletionCreateParamsStreaming {
  const otherLimit =
    tokenLimit === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  const optional = {
    temperature: 0,
    stream_options: { include_usage: true },
    [unwanted.has(tokenLimit) ? otherLimit : tokenLimit]: maxTokens,
    ...extra,
  };
  return {
    model,
    messages,
    stream: true,
    ...(format === "json_schema"
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { ...schema, strict: true },
          },
        }
      : format === "json_object"
        ? { response_format: { type: "json_object" } }
        : {}),
    ...Object.fromEntries(
      Object.entries(optional).filter(
        ([name]) => !unwanted.has(name as Optional), // other names are never in it
      ),
    ),
  };
}

/** The parameter of this request that a 400 names; null: it is about something else. */
function parameterRefused(error: unknown, body: object): Optional | null {
  if (!(error instanceof APIError) || error.status !== 400) return null;
  const said = `${error.param ?? ""} ${error.message}`;
  return OPTIONAL.find((name) => name in body && said.includes(name)) ?? null;
}

function faultOf(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  if (error instanceof APIConnectionError)
    return new EngineFault("unreachable");
  if (error instanceof APIError) {
    const { status } = error as { status: number | undefined };
    // An error inside the stream has no status.
    if (status === undefined) return new EngineFault("failed");
    if (status === 429)
      return new EngineFault("busy", { retryAfterMs: retryAfter(error) });
    if (status === 401 || status === 403) return new EngineFault("key_refused");
    if (status === 404) return new EngineFault("unknown_model");
    if (status >= 500)
      return new EngineFault("failed", { retryAfterMs: retryAfter(error) });
    return new EngineFault("not_understood", { isFormatRefused: true });
  }
  if (error instanceof SyntaxError) return new EngineFault("unreadable");
  // A connection that is reset in the middle of an answer comes as a TypeError: "terminated".
  if (error instanceof TypeError) return new EngineFault("cut");
  return new EngineFault("unreadable");
}

/** RFC 9110 §10.2.3: seconds or a date. */
function retryAfter(error: APIError): number | null {
  const said = (error.headers as Headers | undefined)?.get("retry-after");
  if (!said) return null;
  const ms = /^\d+(?:\.\d+)?$/.test(said)
    ? Number(said) * 1000
    : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

function startIdleTimer(ms: number) {
  const controller = new AbortController();
  const start = () => setTimeout(() => controller.abort(), ms);
  let timer = start();
  return {
    signal: controller.signal,
    restart() {
      clearTimeout(timer);
      timer = start();
    },
    stop: () => clearTimeout(timer),
  };
}
