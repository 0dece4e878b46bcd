import type * as z from "zod";
import {
  adapterCountReceipt,
  type AdapterCountBatch,
} from "../contracts/adapter-counts.ts";
import { healthReport } from "../contracts/health.ts";
import {
  conversationResponse,
  errorResponse,
  extractionResponse,
  intentsResponse,
  meResponse,
  myRecordResponse,
  pairingResponse,
  rewriteResponse,
  searchResponse,
  signalReceipt,
  similarResponse,
  suggestionEvent,
  summaryResponse,
} from "../contracts/api.ts";
import { CONTRACT_HEADER, CONTRACT_VERSION } from "../contracts/version.ts";
import { deliveredPack } from "../contracts/delivered-pack.ts";
import type { Rewrite } from "../domain/rewrite.ts";
import type { Signal } from "../domain/signal.ts";
import type { Draft, Source, Suggestion } from "../domain/suggestion.ts";
import type { Ticket, TicketRef } from "../domain/ticket.ts";
import { readEvents } from "./read-events.ts";

/** The only caller of the backend: no other file of the extension fetches its address (a test holds that). */

/** The agent must know within two seconds that something is wrong. */
const PROBE_TIMEOUT_MS = 1800;
const CALL_TIMEOUT_MS = 20_000;
/** The backend sends a sign of life every 10 s; two missed ones mean that it is gone. */
const IDLE_TIMEOUT_MS = 25_000;

export type Failure =
  | { kind: "offline" }
  | { kind: "slow" }
  | { kind: "signed_out" }
  | { kind: "versions_differ"; heedIs: "older" | "newer" }
  | { kind: "backend_error"; code: string; message: string; mend: string }
  /** It answered, and said no to this one question: nothing is wrong with the connection. */
  | { kind: "refused"; code: string; message: string; mend: string };
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export interface Endpoint {
  origin: string;
  token: string | null;
}

export interface SuggestionQuestion {
  suggestionId: string;
  ticket: Ticket;
  agentName: string | null;
  instruction: string | null;
  intentId: string | null;
}

export function pair(origin: string, code: string, deviceName: string) {
  return call({ origin, token: null }, "/v1/pairings", pairingResponse, {
    body: { code, deviceName },
    timeoutMs: 10_000,
  });
}

/** Is it there, are we welcome, do we speak the same version? Answers within two seconds, whatever happens. */
export function probe(endpoint: Endpoint) {
  return call(endpoint, "/v1/me", meResponse, { timeoutMs: PROBE_TIMEOUT_MS });
}

/** Signing out: the token ends there, too. Whether that was heard changes nothing here. */
export async function endToken(endpoint: Endpoint): Promise<void> {
  await send(endpoint, "/v1/tokens/current", {
    method: "DELETE",
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
  }).catch(() => undefined);
}

export function postSignals(endpoint: Endpoint, signals: Signal[]) {
  return call(endpoint, "/v1/signals", signalReceipt, { body: { signals } });
}

export function postAdapterCounts(
  endpoint: Endpoint,
  batch: AdapterCountBatch,
) {
  return call(endpoint, "/v1/adapter-counts", adapterCountReceipt, {
    body: batch,
  });
}

/** A conversation as Intercom's API has it, if this agent may have it. */
export function readConversation(
  endpoint: Endpoint,
  { accountKey, ticketId }: TicketRef,
) {
  return call(
    endpoint,
    `/v1/intercom/${accountKey}/conversations/${ticketId}`,
    conversationResponse,
  );
}

/** The agent reads the results, so internal passages are among them, and marked. */
export function searchKnowledge(
  endpoint: Endpoint,
  query: string,
  expired: boolean,
) {
  return call(endpoint, "/v1/knowledge/search", searchResponse, {
    body: { query, audience: "internal", expired },
  });
}

export function getCurrentPack(endpoint: Endpoint) {
  return call(endpoint, "/v1/packs/current", deliveredPack);
}

export function intents(endpoint: Endpoint) {
  return call(endpoint, "/v1/intents", intentsResponse);
}

export function knowledgeHealth(endpoint: Endpoint) {
  return call(endpoint, "/v1/knowledge/health", healthReport);
}

export function myRecord(endpoint: Endpoint) {
  return call(endpoint, "/v1/me/record", myRecordResponse);
}

export async function summarise(
  endpoint: Endpoint,
  ticket: Ticket,
  written: boolean,
) {
  return call(endpoint, "/v1/summaries", summaryResponse, {
    body: { ticket, written },
    ...(written ? { timeoutMs: MODEL_TIMEOUT_MS } : {}),
  });
}

export async function extract(endpoint: Endpoint, ticket: Ticket) {
  return call(endpoint, "/v1/extractions", extractionResponse, {
    body: { ticket },
  });
}

/** Ids of solved tickets that ask the same. Whether the agent may read them, the helpdesk says. */
export function similarTickets(endpoint: Endpoint, ticket: Ticket) {
  return call(endpoint, "/v1/tickets/similar", similarResponse, {
    body: { ticket },
  });
}

/** A model may take its time; the agent sees that it is asked. */
const MODEL_TIMEOUT_MS = 120_000;

export function rewrite(
  endpoint: Endpoint,
  body: {
    ticket: Ticket;
    text: string;
    how: Rewrite;
    agentName: string | null;
  },
) {
  return call(endpoint, "/v1/rewrites", rewriteResponse, {
    body,
    timeoutMs: MODEL_TIMEOUT_MS,
  });
}

/**
 * Ask for a suggestion and wait for the end of the stream. `onSlow` is called once when nothing has come within two
 * seconds: the agent is told, and we keep waiting.
 */
export async function suggest(
  endpoint: Endpoint,
  question: SuggestionQuestion,
  onSlow: () => void,
  /** Nobody waits any more: the backend is told by hanging up. */
  stopped: AbortSignal,
  onWriting: (draft: Draft, sources: Source[]) => void = () => undefined,
): Promise<Reply<Suggestion>> {
  const slow = setTimeout(onSlow, PROBE_TIMEOUT_MS);
  const idle = idleTimer(IDLE_TIMEOUT_MS);
  try {
    const response = await send(endpoint, "/v1/suggestions", {
      body: question,
      accept: "text/event-stream",
      signal: AbortSignal.any([idle.signal, stopped]),
    });
    const refused = await failureOf(response);
    if (refused) return { ok: false, failure: refused };
    for await (const { event, data } of readEvents(response.body)) {
      clearTimeout(slow);
      idle.restart();
      const parsed = suggestionEvent.safeParse(eventFrom(event, data));
      if (!parsed.success) continue;
      if (parsed.data.kind === "writing")
        onWriting(parsed.data.draft, parsed.data.sources);
      if (parsed.data.kind === "suggestion")
        return { ok: true, value: parsed.data.suggestion };
      if (parsed.data.kind === "error")
        return {
          ok: false,
          failure: { kind: "refused", ...parsed.data.error },
        };
    }
    return unreadable("stream_cut");
  } catch (error) {
    return { ok: false, failure: failureFrom(error) };
  } finally {
    clearTimeout(slow);
    idle.stop();
  }
}

/** The rest of an event may or may not repeat its kind in the data. */
function eventFrom(event: string, data: string): unknown {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null
      ? { kind: event, ...value }
      : undefined;
  } catch {
    return undefined;
  }
}

interface CallOptions {
  method?: "DELETE";
  body?: unknown;
  accept?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

async function call<T>(
  endpoint: Endpoint,
  path: string,
  schema: z.ZodType<T>,
  options: CallOptions = {},
): Promise<Reply<T>> {
  try {
    const response = await send(endpoint, path, {
      ...options,
      signal: AbortSignal.timeout(options.timeoutMs ?? CALL_TIMEOUT_MS),
    });
    const refused = await failureOf(response);
    if (refused) return { ok: false, failure: refused };
    const parsed = schema.safeParse(await response.json());
    return parsed.success
      ? { ok: true, value: parsed.data }
      : unreadable("unreadable_answer");
  } catch (error) {
    return { ok: false, failure: failureFrom(error) };
  }
}

function send(
  { origin, token }: Endpoint,
  path: string,
  { method, body, accept, signal }: CallOptions,
): Promise<Response> {
  return fetch(origin + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      accept: accept ?? "application/json",
      [CONTRACT_HEADER]: String(CONTRACT_VERSION),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    // A backend that sends us elsewhere would be handed the token there.
    redirect: "error",
    credentials: "omit",
    cache: "no-store",
  });
}

/** null: the answer is one that we understand and that says yes. */
async function failureOf(response: Response): Promise<Failure | null> {
  const theirs = Number(response.headers.get(CONTRACT_HEADER) ?? NaN);
  const differs = Number.isInteger(theirs) && theirs !== CONTRACT_VERSION;
  if (differs || response.status === 426)
    return {
      kind: "versions_differ",
      heedIs: differs && theirs < CONTRACT_VERSION ? "newer" : "older",
    };
  if (response.ok) return null;
  if (response.status === 401) return { kind: "signed_out" };
  const said = errorResponse.safeParse(
    await response.json().catch(() => undefined),
  );
  return {
    kind: response.status < 500 ? "refused" : "backend_error",
    ...(said.success
      ? said.data.error
      : { code: `http_${response.status}`, message: "", mend: "" }),
  };
}

/** A timeout is told from a refused connection: the one is slow, the other is not there. */
function failureFrom(error: unknown): Failure {
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError" || name === "AbortError") return { kind: "slow" };
  if (error instanceof SyntaxError)
    return {
      kind: "backend_error",
      code: "unreadable_answer",
      message: "",
      mend: "",
    };
  return { kind: "offline" };
}

function unreadable(code: string): { ok: false; failure: Failure } {
  return {
    ok: false,
    failure: { kind: "backend_error", code, message: "", mend: "" },
  };
}

function idleTimer(ms: number) {
  const controller = new AbortController();
  const start = () =>
    setTimeout(
      () => controller.abort(new DOMException("idle", "TimeoutError")),
      ms,
    );
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
