import { browser } from "../messaging/browser.ts";

/** The worker's one place that catches. It records an id, the kind and the version, never a word of a ticket. */
export function answerError(error: unknown): {
  ok: false;
  message: string;
  connection: null;
} {
  const errorId = crypto.randomUUID().slice(0, 8);
  const name = error instanceof Error ? error.name : "unknown";
  console.error(
    `heed ${browser.runtime.getManifest().version} error ${errorId}: ${name}`,
  );
  return {
    ok: false,
    message: isDiskFull(error)
      ? "Not saved: this computer's disk is full. Free some space, then repeat it."
      : `Heed could not do that (error ${errorId}). Try again.`,
    connection: null,
  };
}

/** Dexie wraps the browser's error; the real one may be inside. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const inner = "inner" in error ? error.inner : null;
  return error.name === "QuotaExceededError" || isDiskFull(inner);
}
