import { setTimeout as wait } from "node:timers/promises";
import { HelpdeskError } from "./helpdesk-error.ts";

export interface Patience {
  /** Who is asked, for messages: `Zendesk`. */
  name: string;
  /** Told while it waits, so that a person sees why nothing happens. */
  onWait?: (line: string) => void;
  attempts?: number;
  /** The longest pause that is waited out; a longer one ends the command and says when to come back. */
  maxWaitS?: number;
  /** A page that hangs. */
  timeoutMs?: number;
  maxBytes?: number;
  /** What the first of the pauses after a cut connection takes; each later one takes twice as long. */
  pauseMs?: number;
}

const ATTEMPTS = 5;
const MAX_WAIT_S = 120;
const TIMEOUT_MS = 60_000;
const PAUSE_MS = 500;
/** A hundred articles of half a megabyte each. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * `fetch` as a good guest: waits as long as the other side asks (429, 503), tries a cut connection again, reads the
 * whole body under a limit. Throws HelpdeskError. Other statuses come back as they are.
 */
export function patientFetch(patience: Patience): typeof fetch {
  const {
    name,
    onWait = () => {},
    attempts = ATTEMPTS,
    maxWaitS = MAX_WAIT_S,
    pauseMs = PAUSE_MS,
  } = patience;
  return async (input, init) => {
    for (let attempt = 1; ; attempt++) {
      const outcome = await once(patience, input, init);
      if ("answer" in outcome) {
        const { answer } = outcome;
        if (answer.status !== 429 && answer.status !== 503) return answer;
        const seconds = secondsAsked(answer.headers) ?? attempt;
        if (seconds > maxWaitS || attempt >= attempts)
          throw new HelpdeskError(
            "rate_limited",
            `${name} asks to wait ${seconds} s (${answer.status}). Run the command again after that.`,
          );
        onWait(`${name} asks to wait ${seconds} s.`);
        await wait(seconds * 1000);
        continue;
      }
      if (attempt >= attempts)
        throw new HelpdeskError(
          "unreachable",
          `${name} cannot be reached, or cuts the connection (${outcome.because}, ${attempts} times). Check the address and the network, then run the command again.`,
        );
      onWait(`${name}: ${outcome.because}; trying again.`);
      await wait(pauseMs * 2 ** (attempt - 1));
    }
  };
}

async function once(
  { name, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES }: Patience,
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
): Promise<{ answer: Response } | { because: string }> {
  try {
    const response = await fetch(input, {
      ...init,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readWithin(response, maxBytes, name);
    const { status, statusText, headers } = response;
    // The bytes are unpacked already.
    const plain = new Headers(headers);
    plain.delete("content-encoding");
    plain.delete("content-length");
    const isEmpty = status === 204 || status === 304;
    return {
      answer: new Response(isEmpty ? null : body, {
        status,
        statusText,
        headers: plain,
      }),
    };
  } catch (error) {
    if (error instanceof HelpdeskError) throw error;
    return { because: reasonOf(error) };
  }
}

async function readWithin(
  response: Response,
  maxBytes: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value: part } = (await reader?.read()) ?? { done: true };
    if (done || !part) break;
    size += part.byteLength;
    if (size > maxBytes)
      throw new HelpdeskError(
        "too_large",
        `${name} sent more than ${Math.round(maxBytes / 1024 / 1024)} MB in one answer. Import less at once.`,
      );
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Seconds, or a date; as in RFC 9110. null: it does not say. */
function secondsAsked(headers: Headers): number | null {
  const text = headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text);
  if (text.trim() !== "" && Number.isFinite(seconds))
    return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(text);
  return Number.isNaN(date)
    ? null
    : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** The code of the network's error; its message carries the address, which may carry a key. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  if (cause instanceof Error)
    return (cause as NodeJS.ErrnoException).code ?? cause.name;
  return (error as NodeJS.ErrnoException).code ?? error.name;
}
