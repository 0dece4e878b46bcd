import { createServer, type ServerResponse } from "node:http";
import { json, send, type Answer } from "../look-alike/answer.ts";
import { closed, listening } from "../look-alike/listening.ts";

/** What may go wrong with one request. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string> }
  /** The connection breaks in the middle of the body. */
  | { kind: "cut" }
  /** A login page, or a proxy's. */
  | { kind: "html" }
  | { kind: "broken-json" };

export interface ApiServer {
  origin: string;
  /** Every path with its query that was asked for, in order. */
  requests: string[];
  /** The headers of the newest request. */
  lastHeaders: Record<string, unknown>;
  /** Called before each answer: a fault, or null to answer. `nth` counts requests from 1. */
  fault: (path: string, nth: number) => Fault | null;
  close(): Promise<void>;
}

/** A helpdesk's API on a real socket. `answer` knows the documented shapes; faults are laid over it. */
export async function startApi(
  answer: (
    url: URL,
    headers: Record<string, unknown>,
    body: unknown,
  ) => Answer | null,
): Promise<ApiServer> {
  const server = createServer((request, response) => {
    let sent = "";
    request.on("data", (part: Buffer) => (sent += String(part)));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", api.origin);
      api.requests.push(url.pathname + url.search);
      api.lastHeaders = request.headers;
      const body: unknown = sent === "" ? null : JSON.parse(sent);
      const said =
        answer(url, request.headers, body) ??
        json(404, { error: "RecordNotFound", description: "Not found" });
      const fault = api.fault(url.pathname + url.search, api.requests.length);
      if (fault) spoil(response, fault, said);
      else send(response, said);
    });
  });
  const api: ApiServer = {
    origin: "",
    requests: [],
    lastHeaders: {},
    fault: () => null,
    close: () => closed(server),
  };
  api.origin = `http://127.0.0.1:${await listening(server, 0)}`;
  return api;
}

function spoil(response: ServerResponse, fault: Fault, said: Answer): void {
  if (fault.kind === "status")
    return send(
      response,
      json(fault.status, { error: "Trouble" }, fault.headers ?? {}),
    );
  if (fault.kind === "html")
    return send(response, {
      status: 200,
      type: "text/html; charset=utf-8",
      body: "<html><body>Sign in</body></html>",
    });
  const half = said.body.toString().slice(0, said.body.length / 2);
  if (fault.kind === "broken-json")
    return send(response, { ...said, body: half });
  response.writeHead(200, {
    "content-type": said.type,
    "content-length": Buffer.byteLength(said.body),
  });
  response.write(half, () => response.destroy());
}
