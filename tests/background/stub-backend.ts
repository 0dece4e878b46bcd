import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import {
  adapterCountBatch,
  type AdapterCountBatch,
} from "../../src/contracts/adapter-counts.ts";
import {
  CONTRACT_HEADER,
  CONTRACT_VERSION,
} from "../../src/contracts/version.ts";
import type { DeliveredPack } from "../../src/domain/delivered-pack.ts";
import type { Signal } from "../../src/domain/signal.ts";
import type {
  Answer,
  Suggestion,
  Summary,
} from "../../src/domain/suggestion.ts";
import {
  lastCustomerMessage,
  type Ticket,
  type TicketRef,
} from "../../src/domain/ticket.ts";

/** A backend in small: a real HTTP server with the contract's answers, and levers for all that can go wrong. */
export interface StubBackend {
  origin: string;
  /** Signals in the order in which they were first stored. */
  stored: Signal[];
  /** Batches of the adapters' counts, every time they came. */
  counted: AdapterCountBatch[];
  /** How often each id was sent. */
  received: Map<string, number>;
  /** Every request, as "METHOD path". */
  requests: string[];
  levers: {
    /** The signals are stored, and the answer is lost on its way. */
    losesReply: () => boolean;
    delayMs: () => number;
    status: number | null;
    contract: number;
    token: string;
    /** Whom a pairing connects. */
    memberId: string;
    /** Ids that are refused for good. */
    deadLetters: (signal: Signal) => string | null;
    answer: (ticket: Ticket) => {
      answer: Answer;
      risk?: Suggestion["risk"];
    };
    summary: (ticket: Ticket) => Summary;
    /** What GET /v1/packs/current answers. */
    pack: DeliveredPack;
    /** An Intercom conversation; null: not given. */
    conversation: (conversationId: string) => Ticket | null;
    /** "cut": the stream ends without its suggestion. */
    stream: "whole" | "cut" | "error";
    /** What POST /v1/tickets/similar answers. */
    similar: (TicketRef & { solvedAt: string | null })[];
    /** What is written before the suggestion comes, bit by bit. */
    writes: string[];
  };
  close(): Promise<void>;
}

export const draftOf = (text: string): Answer => ({
  kind: "draft",
  draft: {
    destination: "public",
    paragraphs: text.split("\n\n").map((paragraph) => [
      {
        text: paragraph,
        status: "courtesy",
        sourceIds: [],
        templateId: null,
        findings: [],
      },
    ]),
  },
});

export async function startStubBackend(): Promise<StubBackend> {
  const stored: Signal[] = [];
  const known = new Set<string>();
  const received = new Map<string, number>();
  const counted: AdapterCountBatch[] = [];
  const requests: string[] = [];
  const levers: StubBackend["levers"] = {
    losesReply: () => false,
    delayMs: () => 0,
    status: null,
    contract: CONTRACT_VERSION,
    token: "token",
    memberId: "m1",
    deadLetters: () => null,
    answer: (ticket) => ({
      answer: draftOf(`Hello,\n\nthis answers ticket ${ticket.ticketId}.`),
    }),
    pack: {
      version: "stub-1",
      releaseNumber: 7,
      selectors: {},
      flags: { disabledAdapters: [], disabledFeatures: [] },
      timeZone: "Europe/Berlin",
      guard: null,
    },
    conversation: () => null,
    summary: ({ messages }) => ({
      lines: messages
        .slice(0, 1)
        .map(({ text, messageId }) => ({ label: "problem", text, messageId })),
      attachmentsNotRead: 0,
      engine: null,
    }),
    stream: "whole",
    similar: [],
    writes: [],
  };

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? "/";
    requests.push(`${request.method} ${path}`);
    const body = await bodyOf(request);
    await new Promise((resolve) => setTimeout(resolve, levers.delayMs()));
    const send = (status: number, value: unknown) => {
      response.writeHead(status, {
        "content-type": "application/json",
        [CONTRACT_HEADER]: String(levers.contract),
      });
      response.end(JSON.stringify(value));
    };
    const refuse = (status: number, code: string) =>
      send(status, { error: { code, message: `stub: ${code}`, mend: "" } });
    if (levers.status !== null) return refuse(levers.status, "stub_error");
    if (path === "/v1/pairings")
      return body.code === "CODE"
        ? send(200, {
            token: levers.token,
            expiresAt: "2030-01-01T00:00:00Z",
            ...whoIs(levers.memberId),
          })
        : refuse(401, "code_unknown");
    if (request.headers.authorization !== `Bearer ${levers.token}`)
      return refuse(401, "token_unknown");
    if (path === "/v1/me")
      return send(200, {
        ...whoIs(levers.memberId),
        releaseNumber: 7,
        backendVersion: "0.0.0",
        contractVersion: levers.contract,
      });
    if (path === "/v1/packs/current") return send(200, levers.pack);
    if (path === "/v1/signals")
      return takeSignals(body.signals, send, response);
    if (path === "/v1/adapter-counts") {
      counted.push(adapterCountBatch.parse(body));
      return levers.losesReply()
        ? void response.destroy()
        : send(200, { batchId: body.batchId });
    }
    const conversationId = /\/conversations\/(\d+)$/.exec(path)?.[1];
    if (conversationId !== undefined) {
      const ticket = levers.conversation(conversationId);
      return ticket
        ? send(200, { ticket, me: { userId: "991267715", name: "Sam Okoro" } })
        : refuse(403, "intercom_not_involved");
    }
    if (path === "/v1/summaries")
      return send(200, { summary: levers.summary(body.ticket) });
    if (path === "/v1/tickets/similar")
      return send(200, { tickets: levers.similar });
    if (path === "/v1/suggestions") return stream(body, response);
    return refuse(404, "not_found");
  }

  function takeSignals(
    signals: Signal[],
    send: (status: number, value: unknown) => void,
    response: ServerResponse,
  ) {
    const acknowledged: string[] = [];
    const deadLettered: { signalId: string; reason: string }[] = [];
    for (const signal of signals) {
      received.set(signal.signalId, (received.get(signal.signalId) ?? 0) + 1);
      const reason = levers.deadLetters(signal);
      if (reason) {
        deadLettered.push({ signalId: signal.signalId, reason });
        continue;
      }
      acknowledged.push(signal.signalId);
      // Stored by id: the same signal a second time changes nothing.
      if (known.has(signal.signalId)) continue;
      known.add(signal.signalId);
      stored.push(signal);
    }
    if (levers.losesReply()) response.destroy();
    else send(200, { acknowledged, deadLettered });
  }

  function stream(
    { suggestionId, ticket }: { suggestionId: string; ticket: Ticket },
    response: ServerResponse,
  ) {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      [CONTRACT_HEADER]: String(levers.contract),
    });
    const event = (kind: string, value: unknown) =>
      response.write(`event: ${kind}\ndata: ${JSON.stringify(value)}\n\n`);
    event("working", { kind: "working", step: "understand" });
    for (const text of levers.writes) {
      const answer = draftOf(text);
      if (answer.kind === "draft")
        event("writing", { kind: "writing", draft: answer.draft, sources: [] });
    }
    if (levers.stream === "error")
      event("error", {
        kind: "error",
        error: {
          code: "engine_down",
          message: "The engine is down.",
          mend: "Retry.",
        },
      });
    if (levers.stream === "whole")
      event("suggestion", {
        kind: "suggestion",
        suggestion: suggestionFor(suggestionId, ticket, levers.answer(ticket)),
      });
    response.end();
  }

  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stored,
    counted,
    received,
    requests,
    levers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function suggestionFor(
  suggestionId: string,
  ticket: Ticket,
  {
    answer,
    risk = "low",
  }: { answer: Answer; risk?: Suggestion["risk"] | undefined },
): Suggestion {
  const { helpdesk, accountKey, ticketId } = ticket;
  return {
    suggestionId,
    ticket: { helpdesk, accountKey, ticketId },
    lastMessageId: lastCustomerMessage(ticket)?.messageId ?? "",
    createdAt: new Date().toISOString(),
    releaseNumber: 7,
    intents: [{ intentId: "order_status", name: "Order status", score: 0.9 }],
    risk,
    language: "en",
    sentiment: null,
    answer,
    sources: [],
    conflicts: [],
    nextSteps: [],
    engine: { engineId: "stub", promptVersion: "0", capabilities: [] },
    timings: {},
  };
}

const whoIs = (memberId: string) => ({
  member: { memberId, name: "Sam", role: "agent" },
  workspace: { workspaceId: "w1", name: "Acme" },
});

async function bodyOf(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : JSON.parse(text);
}
