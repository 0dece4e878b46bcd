import { Dexie, type EntityTable, type Table } from "dexie";
import type { AdapterCount } from "../domain/adapter-count.ts";
import type { Signal, SignalContext } from "../domain/signal.ts";
import type { Suggestion } from "../domain/suggestion.ts";
import type { TicketRef } from "../domain/ticket.ts";
import type { Trail } from "../domain/trail.ts";

/** Everything known about one suggestion, and the newest signal made of it. */
export interface TrailRow {
  suggestionId: string;
  ticketKey: string;
  workspaceId: string;
  /** Whose it is. Missing or null in what an earlier version made: whoever is connected then. */
  memberId?: string | null;
  trail: Trail;
  context: SignalContext;
  newest: Signal | null;
  /** Names that a sent text must not carry out of the browser. */
  names: string[];
  /** Nor pieces of an address. Missing in what an earlier version made. */
  addressParts?: string[];
  /** The ticket's messages when the suggestion was made: what is not among them came later. */
  knownMessageIds: string[];
  knownUntil: string;
  /** 1 while a timeout may still settle it. IndexedDB indexes no booleans. */
  isOpen: 0 | 1;
  updatedAt: string;
}

/** A signal that waits. `seq` is the order in which the signals were made. */
export interface EntryRow {
  seq: number;
  signalId: string;
  workspaceId: string;
  memberId?: string | null;
  signal: Signal;
}

/** What the backend would not take, with its reason. Never sent again, never forgotten in silence. */
export interface DeadLetterRow {
  signalId: string;
  signal: Signal | null;
  reason: string;
  at: string;
}

/** A suggestion asked for; its text once it came. Insertion takes the text from here, never from the panel. */
export interface SuggestionRow {
  suggestionId: string;
  ticketKey: string;
  /** Ticket, message and wishes: the same question asked again finds its answer. */
  question: string;
  suggestion: Suggestion | null;
  /** The reply in the agent's own words, edited in the panel and not sent yet. Missing or null: as drafted. */
  edited?: string | null;
  isDisplayed: 0 | 1;
  askedAt: string;
}

/** A reply that may have been sent, to be looked for again. */
export interface CheckRow {
  ticketKey: string;
  ref: TicketRef;
  pressedAt: string;
  /** Replies of this agent that were known then. */
  repliesBefore: number;
  attempt: number;
  dueAt: number;
}

/** How often something of an adapter was counted. */
export interface CountRow extends AdapterCount {
  workspaceId: string;
  /** Under which it was sent, and is sent again until it is answered; "": it is still being counted. */
  batchId: string;
}

export type OutboxDatabase = Dexie & {
  trails: EntityTable<TrailRow, "suggestionId">;
  entries: EntityTable<EntryRow, "seq">;
  deadLetters: EntityTable<DeadLetterRow, "signalId">;
  suggestions: EntityTable<SuggestionRow, "suggestionId">;
  checks: EntityTable<CheckRow, "ticketKey">;
  counts: Table<CountRow, [...string[], number]>;
};

/**
 * Lives in the extension's origin. Opened by the worker alone: in a content script the same line would open a
 * database of the helpdesk's page, which the page can read.
 */
export function openDatabase(name = "heed-outbox"): OutboxDatabase {
  // "Recorded" is said only after the bytes are on the disk: Chrome's default may lose them with the power.
  const db = new Dexie(name, {
    chromeTransactionDurability: "strict",
  }) as OutboxDatabase; // the tables are declared on the next lines
  db.version(1).stores({
    trails: "suggestionId, ticketKey, isOpen, updatedAt",
    entries: "++seq, &signalId, workspaceId",
    deadLetters: "signalId, at",
    suggestions: "suggestionId, ticketKey, question, askedAt",
    checks: "ticketKey, dueAt",
  });
  db.version(2).stores({
    counts:
      "[workspaceId+batchId+day+helpdesk+extensionVersion+kind+name+position]",
  });
  return db;
}
