import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * A server that speaks Chat Completions as documented (server-sent chunks, `[DONE]`), and does whatever a test wants:
 * answer, answer badly, or break. The real SDK talks to it over a real socket.
 */
export interface ScriptedModel {
  /** What HEED_LLM_BASE_URL would be. */
  baseUrl: string;
  /** Bodies of the requests so far. */
  requests: ChatBody[];
  /** How it behaves from now on; a list: one after the other, the last one for good. */
  behave(...behaviours: Behaviour[]): void;
  /** Answers that are being written now. */
  openAnswers(): number;
  /** Resolves with the time (performance.now) at which the next answer's socket was closed by the other side. */
  nextHangUp(): Promise<number>;
  close(): Promise<void>;
}

export interface ChatBody {
  model: string;
  messages: { role: string; content: string }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type: string };
  [parameter: string]: unknown;
}

export interface Exchange {
  body: ChatBody;
  request: IncomingMessage;
  response: ServerResponse;
  /** Begins the stream: status, headers and a first chunk with the role. */
  begin(options?: { role?: boolean }): void;
  /** One chunk of text. */
  write(text: string): void;
  /** One event with any data. */
  event(data: unknown): void;
  finish(reason?: string): void;
  pause(ms: number): Promise<void>;
}

export type Behaviour = (exchange: Exchange) => void | Promise<void>;

export async function startScriptedModel(
  ...first: Behaviour[]
): Promise<ScriptedModel> {
  let script = first;
  const requests: ChatBody[] = [];
  const sockets = new Set<Socket>();
  const waiting: ((at: number) => void)[] = [];
  let open = 0;

  const server = createServer((request, response) => {
    void readBody(request).then(async (text) => {
      if (request.method === "GET") {
        response.setHeader("content-type", "application/json");
        response.end(
          JSON.stringify({
            object: "list",
            data: [
              {
                id: "scripted",
                object: "model",
                created: 0,
                owned_by: "tests",
              },
            ],
          }),
        );
        return;
      }
      const body = JSON.parse(text) as ChatBody;
      requests.push(body);
      const behaviour = script.length > 1 ? script.shift() : script[0];
      open += 1;
      response.on("close", () => {
        open -= 1;
        if (!response.writableFinished)
          for (const tell of waiting.splice(0)) tell(performance.now());
      });
      await behaviour?.(exchangeOf(body, request, response));
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave(...behaviours) {
      script = behaviours;
    },
    openAnswers: () => open,
    nextHangUp: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function exchangeOf(
  body: ChatBody,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  const event = (data: unknown) => {
    if (!response.destroyed)
      response.write(`data: ${JSON.stringify(data)}\n\n`);
  };
  const chunk = (delta: object, finish: string | null) =>
    event({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 0,
      model: body.model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  return {
    body,
    request,
    response,
    event,
    begin({ role = true } = {}) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (role) chunk({ role: "assistant", content: "" }, null);
    },
    write: (text) => chunk({ content: text }, null),
    finish(reason = "stop") {
      chunk({}, reason);
      if (body.stream_options?.include_usage)
        event({
          id: "chatcmpl-1",
          object: "chat.completion.chunk",
          created: 0,
          model: body.model,
          choices: [],
          usage: {
            prompt_tokens: 700,
            completion_tokens: 80,
            total_tokens: 780,
          },
        });
      if (!response.destroyed) response.end("data: [DONE]\n\n");
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}

/** A good answer, in chunks of a few characters as tokens come. `pauseMs` between chunks. */
export function answers(
  text: string | ((body: ChatBody) => string),
  { size = 7, pauseMs = 0, role = true } = {},
): Behaviour {
  return async ({ body, begin, write, finish, pause, response }) => {
    begin({ role });
    const whole = typeof text === "string" ? text : text(body);
    for (let at = 0; at < whole.length; at += size) {
      if (response.destroyed) return;
      write(whole.slice(at, at + size));
      if (pauseMs > 0) await pause(pauseMs);
    }
    finish();
  };
}

/** A refusal before the stream: a status, an error body, headers. */
export function fails(
  status: number,
  headers: Record<string, string> = {},
  message = "it failed",
): Behaviour {
  return ({ response }) => {
    response.writeHead(status, {
      "content-type": "application/json",
      ...headers,
    });
    response.end(
      JSON.stringify({
        error: { message, type: "test", param: null, code: null },
      }),
    );
  };
}

/** The faults of servers, each by its name. `text` is a good answer, of which some give a part. */
export const faults = (text: string): Record<string, Behaviour> => {
  const half = text.slice(0, Math.floor(text.length * 0.7));
  return {
    "429": fails(429),
    "429 with a long Retry-After": fails(429, { "retry-after": "3600" }),
    "500": fails(500),
    "hang before headers": () => {},
    "stall in the middle": ({ begin, write }) => {
      begin();
      write(half);
    },
    "reset in the middle": async ({ begin, write, pause, response }) => {
      begin();
      write(half);
      await pause(20);
      response.socket?.resetAndDestroy();
    },
    "an end without finish_reason": ({ begin, write, response }) => {
      begin();
      write(half);
      response.end("data: [DONE]\n\n");
    },
    "a whole text without finish_reason": ({ begin, write, response }) => {
      begin();
      write(text);
      response.end();
    },
    "200 with HTML": ({ response }) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html><body>Sign in to the hotel's network</body></html>");
    },
    "empty choices": ({ begin, event, response }) => {
      begin({ role: false });
      event({ id: "x", object: "chat.completion.chunk", choices: [] });
      response.end("data: [DONE]\n\n");
    },
    "an error inside the stream": ({ begin, write, event, response }) => {
      begin();
      write(half);
      event({ error: { message: "overloaded", type: "server_error" } });
      response.end();
    },
    refusal: ({ begin, event, finish }) => {
      begin();
      event({
        choices: [
          {
            index: 0,
            delta: { refusal: "I can't help." },
            finish_reason: null,
          },
        ],
      });
      finish();
    },
    "content filter": ({ begin, write, finish }) => {
      begin();
      write(half);
      finish("content_filter");
    },
    "wrong schema": answers('{"answer": "Certainly!"}'),
    "no JSON": answers("Certainly! You can return it within 30 days."),
    "broken JSON": answers(half),
    "length cut": ({ begin, write, finish }) => {
      begin();
      write(half);
      finish("length");
    },
    "not even chunks": ({ begin, event, response }) => {
      begin({ role: false });
      event([1, 2, 3]);
      response.end();
    },
    "bad JSON in an event": ({ begin, response }) => {
      begin();
      response.end("data: {oops\n\n");
    },
    "wrong key": fails(401),
    "unknown model": fails(404),
  };
};
