import { randomUUID } from "node:crypto";
import type { SuggestionRecord } from "../../src/contracts/suggestion-record.ts";
import type { AdapterCount } from "../../src/domain/adapter-count.ts";
import type { SourceFlag } from "../../src/domain/remarks.ts";
import type { Signal } from "../../src/domain/signal.ts";
import type { Ticket } from "../../src/domain/ticket.ts";

/** Valid things to start from; `changes` says what a case is about. */
export const NOW = new Date("2026-11-24T09:00:00.000Z");

export function exampleTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "acme",
    ticketId: "4711",
    subject: "Where is my parcel?",
    channel: "email",
    status: "open",
    tags: [],
    requester: {
      customerId: "c1",
      name: "Ada Byron",
      email: "ada@example.com",
    },
    fields: [],
    messages: [
      {
        messageId: "m1",
        role: "customer",
        visibility: "public",
        authorId: "c1",
        authorName: "Ada Byron",
        at: "2026-11-24T08:00:00.000Z",
        text: "My parcel has not arrived. When will it come?",
        attachments: [],
      },
    ],
    completeness: "full",
    missing: [],
    ...changes,
  };
}

export function exampleSuggestionRequest(changes: object = {}) {
  return {
    suggestionId: randomUUID() as string,
    ticket: exampleTicket(),
    agentName: "Sam",
    instruction: null,
    intentId: null,
    ...changes,
  };
}

export function exampleSignal(
  suggestionId: string,
  revision = 1,
  changes: Partial<Signal> = {},
): Signal {
  return {
    version: 1,
    signalId: `${suggestionId}.${revision}`,
    suggestionId,
    revision,
    recordedAt: NOW.toISOString(),
    ticket: { helpdesk: "zendesk", accountKey: "acme", ticketId: "4711" },
    lastMessageId: "m1",
    releaseNumber: 1,
    intentId: null,
    agentId: "a1",
    displayedAt: NOW.toISOString(),
    insertedAt: null,
    outcome: { kind: "pending" },
    sent: null,
    extensionVersion: "0.1.0",
    contractVersion: 1,
    ...changes,
  };
}

export function exampleFlag(changes: Partial<SourceFlag> = {}): SourceFlag {
  return {
    at: NOW.toISOString(),
    sourceId: "p1",
    documentId: "returns",
    title: "Returns",
    owner: "Mara Voss",
    problem: "wrong",
    note: null,
    ...changes,
  };
}

export function exampleRecord(
  suggestionId: string,
  memberId: string,
  text = "We looked.",
): SuggestionRecord {
  const engine = {
    engineId: "extractive",
    promptVersion: "1",
    capabilities: [],
  };
  return {
    version: 1,
    suggestionId,
    createdAt: NOW.toISOString(),
    memberId,
    input: { ticket: exampleTicket(), instruction: null, agentName: null },
    passages: [],
    packName: "Example",
    releaseNumber: 1,
    memoryPosition: 0,
    engine: { ...engine, embedder: "hashing-256" },
    output: {
      suggestionId,
      ticket: { helpdesk: "zendesk", accountKey: "acme", ticketId: "4711" },
      lastMessageId: "m1",
      createdAt: NOW.toISOString(),
      releaseNumber: 1,
      intents: [],
      risk: "low",
      language: "en",
      sentiment: null,
      answer: {
        kind: "draft",
        draft: {
          destination: "public",
          paragraphs: [
            [
              {
                text,
                status: "courtesy",
                sourceIds: [],
                templateId: null,
                findings: [],
              },
            ],
          ],
        },
      },
      sources: [],
      conflicts: [],
      nextSteps: [],
      engine,
      timings: {},
    },
    fields: [],
    timings: {},
  };
}

export function exampleCount(
  changes: Partial<AdapterCount> = {},
): AdapterCount {
  return {
    day: "2026-11-24",
    helpdesk: "zendesk",
    extensionVersion: "0.1.0",
    kind: "reading",
    name: "api",
    position: 0,
    n: 1,
    ...changes,
  };
}
