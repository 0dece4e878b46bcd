import type { IncomingMessage, ServerResponse } from "node:http";

export interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

const LARGEST_BODY = 1_000_000;

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    type: "application/json; charset=utf-8",
    body: JSON.stringify(body),
    headers,
  };
}

export function text(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, type: "text/plain; charset=utf-8", body, headers };
}

export const NOT_FOUND = json(404, {
  error: "RecordNotFound",
  description: "Not found",
});

export function send(
  response: ServerResponse,
  { status, type, body, headers }: Answer,
): void {
  response.writeHead(status, {
    "content-type": type,
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}

/** Undefined when there is no body or it is no JSON; the route says what that means. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("body too large");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}
