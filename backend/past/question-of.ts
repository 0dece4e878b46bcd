import { ownWords } from "../../src/domain/mail.ts";
import type { Ticket } from "../../src/domain/ticket.ts";

const CHARACTERS = 300;

/** What the customer asked first, without quotes and signature, in one line. null: nothing. */
export function questionOf(ticket: Ticket): string | null {
  const first = ticket.messages.find(({ role }) => role === "customer");
  const text = ownWords(first?.text ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return text === "" ? null : text.slice(0, CHARACTERS);
}
