import type { GetAnswer } from "../../messaging/page-protocol.ts";

/**
 * The one file of the content script that reaches the network: GET, to the page's own origin, for these paths only.
 * The worker that asks is trusted less than this list: nothing it could say makes this script read anything else.
 */
const PATHS = [
  /^\/api\/v2\/tickets\/\d{1,19}\.json$/,
  /^\/api\/v2\/tickets\/\d{1,19}\/comments\.json$/,
  /^\/api\/v2\/tickets\/\d{1,19}\/conversation_log$/,
  /^\/api\/v2\/ticket_fields\.json$/,
  /^\/api\/v2\/users\/me\.json$/,
];
const PARAMETERS = ["include", "sort", "page[size]", "page[after]"];
const TIMEOUT_MS = 10_000;
/** 5000 comments of ordinary length are about 10 MB; a message between contexts must stay under 64 MB. */
const MAX_BODY_CHARACTERS = 30_000_000;

export async function get(path: string, origin: string): Promise<GetAnswer> {
  const url = allowedUrl(path, origin);
  if (!url) return { ok: false, reason: "path_not_allowed" };
  try {
    const response = await fetch(url, {
      method: "GET",
      // A sign-in page on another host must fail here instead of being followed there.
      mode: "same-origin",
      credentials: "same-origin",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await response.text();
    if (body.length > MAX_BODY_CHARACTERS)
      return { ok: false, reason: "too_large" };
    return {
      ok: true,
      status: response.status,
      retryAfterSeconds: secondsFrom(response.headers.get("retry-after")),
      body,
    };
  } catch {
    return { ok: false, reason: "network" };
  }
}

export function allowedUrl(path: string, origin: string): string | null {
  if (!path.startsWith("/api/")) return null;
  if (!URL.canParse(path, origin)) return null;
  const url = new URL(path, origin);
  // In Firefox a content script cannot iterate `keys()`: the page's side of the wrapper is no iterator.
  const parameters: string[] = [];
  url.searchParams.forEach((_value, key) => parameters.push(key));
  const isAllowed =
    url.origin === origin &&
    PATHS.some((pattern) => pattern.test(url.pathname)) &&
    parameters.every((key) => PARAMETERS.includes(key));
  return isAllowed ? url.href : null;
}

/** Seconds, or the HTTP date that the standard also allows. */
function secondsFrom(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
