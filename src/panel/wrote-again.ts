import type { Ticket } from "../domain/ticket.ts";
import { clockOf } from "./dates.ts";
import { words } from "./words.ts";

/** The sentence about a message that has come since the draft. */
export function wroteAgain(ticket: Ticket, messageId: string): string {
  const message = ticket.messages.find((it) => it.messageId === messageId);
  return words.wroteAgain(
    message?.authorName || words.theCustomer,
    message ? clockOf(message.at) : words.unknown,
  );
}
