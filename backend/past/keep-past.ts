import type { Ticket } from "../../src/domain/ticket.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import type { Database } from "../storage/database.ts";
import {
  keepPastTickets,
  pastTicketOf,
  type PastTicket,
} from "./past-tickets.ts";
import { embedPastTickets } from "./similar-tickets.ts";

const KEPT_AT_ONCE = 25;

/** Keeps redacted tickets of one account while they are being read, so that a broken reading has not been for nothing. */
export interface PastKeeper {
  add(ticket: Ticket, solvedAt: string | null): Promise<void>;
  /** Keeps the last of them. How many there were. */
  finish(): Promise<number>;
}

/** `embedder` null: there is no release yet, and they are embedded when somebody first looks for them. */
export function createPastKeeper(
  database: Database,
  workspaceId: string,
  embedder: Embedder | null,
  now: () => Date,
): PastKeeper {
  const kept = new Set<string>();
  let account: Ticket | null = null;
  let waiting: PastTicket[] = [];
  const keep = async () => {
    if (account === null) return;
    const tickets = waiting;
    waiting = [];
    await keepPastTickets(database, workspaceId, account, tickets, now());
    if (embedder)
      await embedPastTickets(database, workspaceId, embedder, tickets);
    for (const { ticketId } of tickets) kept.add(ticketId);
  };
  return {
    async add(ticket, solvedAt) {
      account = ticket;
      const past = pastTicketOf(ticket, solvedAt);
      if (past) waiting.push(past);
      if (waiting.length >= KEPT_AT_ONCE) await keep();
    },
    async finish() {
      await keep();
      return kept.size;
    },
  };
}
