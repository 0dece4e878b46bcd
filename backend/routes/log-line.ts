import { randomBytes } from "node:crypto";

/**
 * What the backend may write to its log, as types: no field can hold a body, a ticket's text or a token, so none
 * ever does. Fastify's own logger is off: it would write messages of errors, and those quote what was parsed or
 * stored (a JSON error quotes the body, Drizzle's the parameters).
 */
export type LogLine =
  | {
      event: "request";
      method: string;
      /** The pattern, `/v1/suggestions`, never the address as typed. */
      route: string;
      status: number;
      ms: number;
      workspaceId: string | null;
      memberId: string | null;
      errorId: string | null;
    }
  | {
      event: "error";
      errorId: string;
      name: string;
      code: string | null;
      /** The stack without its first lines, which are the message. */
      frames: string[];
    }
  | { event: "listening"; address: string; database: string }
  | { event: "release"; workspaceId: string; release: number; parts: object }
  | {
      event: "release_rolled_back";
      workspaceId: string;
      rolledBack: number[];
      live: number | null;
    }
  | { event: "release_ready"; workspaceId: string; release: number; ms: number }
  | { event: "stopping"; because: string };

export type Log = (line: LogLine) => void;

/** One JSON object a line. */
export function createLog(write: (text: string) => void, now: () => Date): Log {
  return (line) =>
    write(`${JSON.stringify({ at: now().toISOString(), ...line })}\n`);
}

/** Logs an unexpected error without its message. Returns the id that the person is told. */
export function logError(log: Log, error: unknown): string {
  const errorId = randomBytes(6).toString("hex");
  // Drizzle wraps the driver's error, which is the one with a code.
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code } = Object(cause) as { code?: unknown };
  log({
    event: "error",
    errorId,
    name: error instanceof Error ? error.name : typeof error,
    code: typeof code === "string" && /^\w{1,40}$/.test(code) ? code : null,
    frames: [error, cause].flatMap(framesOf).slice(0, 30),
  });
  return errorId;
}

/** Only lines that end in a place in a file. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const lines = (error.stack ?? "").replace(error.message, "").split("\n");
  return lines
    .map((line) => line.trim())
    .filter((line) =>
      /^at [\w.<>[\]$# ]*\(?(file:|node:|\/|[A-Z]:\\)[^\s]+:\d+:\d+\)?$/.test(
        line,
      ),
    );
}
