import type { Ticket } from "../../src/domain/ticket.ts";
import type { LiveKnowledge } from "../pipeline/live-knowledge.ts";
import { redactorFor, redactTicket } from "../pipeline/redact-ticket.ts";
import { retrieve } from "../pipeline/retrieve.ts";
import { understand } from "../pipeline/understand.ts";
import type { ReadTicket } from "./propose.ts";

/** Redacts first: nothing after this sees who it was. Without a release every ticket lacks an intent and a source. */
export async function readTicket(
  live: LiveKnowledge | null,
  raw: Ticket,
  now: Date,
): Promise<ReadTicket> {
  const ticket = redactTicket(raw, redactorFor(raw, null));
  // As it was asked: before anybody had answered.
  const first = ticket.messages.findIndex(({ role }) => role === "customer");
  const opened = { ...ticket, messages: ticket.messages.slice(0, first + 1) };
  if (!live || first < 0) return { ticket, hasIntent: false, hasSource: false };
  const understanding = await understand(live, opened, null, null);
  const { score } = retrieve(live, understanding, now);
  return {
    ticket,
    hasIntent: understanding.intent !== null,
    hasSource: score >= live.pack.thresholds.passage,
  };
}
