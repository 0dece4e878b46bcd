import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { ApiError } from "../../src/contracts/api.ts";
import { logError, type Log } from "./log-line.ts";

/** An error that a route answers on purpose. Its message and mend are written for the person at the other end. */
export class HttpError extends Error {
  override name = "HttpError";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly mend: string,
  ) {
    super(message);
  }
}

export interface ErrorAnswer {
  status: number;
  error: ApiError;
  /** Set when it was unexpected, and logged. */
  errorId: string | null;
}

/** SQLSTATE classes: connection, resources (disk full), operator intervention (shutdown); and what sockets say. */
const STORAGE_IS_DOWN = /^(08|53|57|ECONN|EPIPE|ETIMEDOUT|ENOSPC)/;

/** Whatever was thrown, as an answer. Never a stack, never text of a ticket. */
export function answerError(thrown: unknown, log: Log): ErrorAnswer {
  if (thrown instanceof HttpError) {
    const { status, code, message, mend } = thrown;
    return { status, error: { code, message, mend }, errorId: null };
  }
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const issues = thrown.validation
      .slice(0, 3)
      .map(
        ({ instancePath, message }) => `${placeOf(instancePath)}: ${message}`,
      );
    return expected(
      400,
      "invalid_request",
      `The request does not fit the contract. ${issues.join("; ")}.`,
      "Update the Heed extension, or read /openapi.json.",
    );
  }
  const known = FASTIFY_ERRORS[codeOf(thrown) ?? ""];
  if (known) return expected(...known);
  // A body that is no JSON: the parser's own message quotes it.
  if (thrown instanceof SyntaxError && statusOf(thrown) === 400)
    return expected(...INVALID_JSON);

  const errorId = logError(log, thrown);
  const isDown = [thrown, (thrown as Error | null)?.cause].some((error) =>
    STORAGE_IS_DOWN.test(codeOf(error) ?? ""),
  );
  if (isDown)
    return {
      errorId,
      status: 503,
      error: {
        code: "storage_unavailable",
        message: `Heed's database does not answer (error ${errorId}).`,
        mend: "Wait a moment and try again. If it stays, an admin should look at the database and its disk.",
      },
    };
  return {
    errorId,
    status: 500,
    error: {
      code: "internal",
      message: `Something went wrong in the Heed backend (error ${errorId}).`,
      mend: "Try again. If it stays, give the error id to your admin: the backend's log has it.",
    },
  };
}

type Known = [status: number, code: string, message: string, mend: string];

const INVALID_JSON: Known = [
  400,
  "invalid_json",
  "The request's body is not JSON.",
  "Send JSON with the content type application/json.",
];

const FASTIFY_ERRORS: Record<string, Known> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    413,
    "too_large",
    "The request is larger than 8 MB.",
    "The ticket is too long to read whole: send its newest messages, or fewer signals at once.",
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    415,
    "not_json",
    "The request is not JSON.",
    "Send JSON with the content type application/json.",
  ],
  FST_ERR_CTP_EMPTY_JSON_BODY: INVALID_JSON,
  FST_ERR_CTP_INVALID_JSON_BODY: INVALID_JSON,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: INVALID_JSON,
};

function expected(...[status, code, message, mend]: Known): ErrorAnswer {
  return { status, error: { code, message, mend }, errorId: null };
}

/** `/ticket/messages/0/at` → `ticket.messages.0.at`. Long ones hold keys of the sender's, so they are cut. */
function placeOf(instancePath: string): string {
  return instancePath.slice(1, 100).replaceAll("/", ".") || "body";
}

function codeOf(error: unknown): string | null {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === "string" ? code : null;
}

function statusOf(error: unknown): number | null {
  const { statusCode } = Object(error) as { statusCode?: unknown };
  return typeof statusCode === "number" ? statusCode : null;
}
