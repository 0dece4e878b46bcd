/** A ticket as Heed understands it, whichever helpdesk it came from. All text is plain text. */

/** Longest text of one message that is read. What is longer is cut here, and said in `missing`. */
export const MAX_MESSAGE_CHARACTERS = 2_000_000;

export type Helpdesk = "zendesk" | "intercom";
export type MessageRole = "customer" | "agent" | "bot";
/** `unknown` counts as internal: it is never quoted to a customer. */
export type MessageVisibility = "public" | "internal" | "unknown";

export interface Attachment {
  name: string;
  contentType: string | null;
}

export interface Message {
  messageId: string;
  role: MessageRole;
  visibility: MessageVisibility;
  /** The helpdesk's user id, so that "sent by me" can be told from "sent by a colleague". */
  authorId: string | null;
  authorName: string;
  /** ISO 8601, UTC. */
  at: string;
  text: string;
  attachments: Attachment[];
}

export interface Customer {
  customerId: string;
  name: string;
  email: string | null;
}

/** A field the helpdesk already holds for the ticket (system or custom). */
export interface TicketField {
  fieldId: string;
  label: string;
  value: string;
}

/** Which ticket, across helpdesks and accounts. */
export interface TicketRef {
  helpdesk: Helpdesk;
  /** Zendesk: the subdomain. Intercom: the app id. */
  accountKey: string;
  ticketId: string;
}

export interface Ticket extends TicketRef {
  subject: string | null;
  channel: string | null;
  status: string | null;
  tags: string[];
  requester: Customer | null;
  fields: TicketField[];
  /** Oldest first. */
  messages: Message[];
  /** `partial`: read from the page only, older messages or fields may be missing. */
  completeness: "full" | "partial";
  /** What could not be read, in words ("subject", "requester"). Empty when nothing is missing. */
  missing: string[];
}

export function ticketKey(ref: TicketRef): string {
  return `${ref.helpdesk}:${ref.accountKey}:${ref.ticketId}`;
}

/** The newest message that a customer wrote and everybody may see, or null: then there is nothing to reply to. */
export function lastCustomerMessage(ticket: Ticket): Message | null {
  return (
    ticket.messages.findLast(
      (message) =>
        message.role === "customer" && message.visibility === "public",
    ) ?? null
  );
}

/** A ticket with something from the customer is eligible for a suggestion; a ticket of notes only is not. */
export function isEligible(ticket: Ticket): boolean {
  return (
    lastCustomerMessage(ticket)?.text.trim() !== undefined &&
    lastCustomerMessage(ticket)?.text.trim() !== ""
  );
}

/** What may justify an id or a number of a reply, never a promise: subject, fields and public messages. */
export function justifyingText(ticket: Ticket): string {
  return [
    ticket.subject ?? "",
    ticket.requester?.email ?? "",
    ...ticket.fields.map(({ value }) => value),
    ...ticket.messages
      .filter(({ visibility }) => visibility === "public")
      .map(({ text }) => text),
  ]
    .join("\n")
    .slice(-200_000);
}

/** Whoever wrote it: with each one a summary may have changed. "": nobody has written. */
export function newestMessageId({
  messages,
}: Pick<Ticket, "messages">): string {
  return messages.at(-1)?.messageId ?? "";
}
