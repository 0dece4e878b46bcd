import type { Message, Ticket, TicketRef } from "../../domain/ticket.ts";
import type { PageReading } from "../../messaging/page-protocol.ts";
import { PAGE_MESSAGE } from "../page-message.ts";
import { sameWords } from "../plain-text.ts";

/** What a reading needs from the world. */
export interface ConversationDoor {
  /** The backend, which reads Intercom's API for us. */
  ask(): Promise<
    | { ok: true; ticket: Ticket; me: { userId: string; name: string } }
    | { ok: false; message: string }
  >;
  readPage(): Promise<PageReading | null>;
  now(): number;
}

export type ConversationRead =
  | {
      ok: true;
      ticket: Ticket;
      /** null: read from the page alone. */
      me: { userId: string; name: string } | null;
    }
  | { ok: false; message: string };

/**
 * Read a conversation: the backend's word counts, and the page adds what came since. Where the backend may not or
 * cannot give it, what it gave before, else the page alone, marked partial and with the reason.
 * @param known the conversation as the backend gave it last
 */
export async function readConversation(
  ref: TicketRef,
  known: { ticket: Ticket; me: { userId: string; name: string } } | null,
  door: ConversationDoor,
): Promise<ConversationRead> {
  const [answer, page] = await Promise.all([door.ask(), door.readPage()]);
  const given = answer.ok ? answer : known;
  if (given)
    return {
      ok: true,
      ticket: withLiveParts(given.ticket, page, door.now()),
      me: given.me,
    };
  const refusal = answer.ok ? "" : answer.message;
  const shown = page && ticketFromPage(ref, page, door.now());
  return shown && shown.messages.length > 0
    ? {
        ok: true,
        ticket: { ...shown, missing: [...shown.missing, refusal] },
        me: null,
      }
    : { ok: false, message: refusal };
}

/**
 * The API's messages, and those that the page shows after the last one they have in common: the API can lag behind by
 * a moment. Joined by the parts' ids; the opening, which has none there, by its words.
 */
export function withLiveParts(
  ticket: Ticket,
  page: PageReading | null,
  now: number,
): Ticket {
  const shown = page?.messages ?? [];
  const ids = new Set(ticket.messages.map(({ messageId }) => messageId));
  const opening = ticket.messages.find(({ messageId }) =>
    messageId.startsWith("source:"),
  );
  const last = shown.findLastIndex(
    ({ messageId, text }) =>
      (messageId !== undefined && ids.has(messageId)) ||
      (opening !== undefined && sameWords(text) === sameWords(opening.text)),
  );
  const live = last === -1 ? [] : shown.slice(last + 1);
  if (live.length === 0) return ticket;
  return {
    ...ticket,
    messages: [
      ...ticket.messages,
      ...live.flatMap((message, index) =>
        message.messageId === undefined
          ? []
          : [
              messageOf(
                message,
                message.messageId,
                now - (live.length - index),
              ),
            ],
      ),
    ],
    completeness: "partial",
    missing: [...ticket.missing, "the newest messages in full"],
  };
}

/** The page's own view of a conversation: partial, and it says what it lacks. */
function ticketFromPage(
  ref: TicketRef,
  reading: PageReading,
  now: number,
): Ticket {
  const { messages } = reading;
  return {
    ...ref,
    subject: reading.subject,
    channel: reading.channel,
    status: null,
    tags: [],
    requester: reading.requesterName
      ? { customerId: "unknown", name: reading.requesterName, email: null }
      : null,
    fields: [],
    messages: messages.map((message, index) =>
      messageOf(
        message,
        `${PAGE_MESSAGE}${message.messageId ?? index}`,
        now - (messages.length - index) * 1000,
      ),
    ),
    completeness: "partial",
    missing: [...reading.missing, "older messages", "fields"],
  };
}

/** The inbox says "3h ago" and no more, so a time is only their order; `missing` says so. */
function messageOf(
  message: PageReading["messages"][number],
  messageId: string,
  at: number,
): Message {
  return {
    messageId,
    role: message.role,
    visibility: message.visibility,
    authorId: null,
    authorName: message.authorName.slice(0, 500),
    at: message.at ?? new Date(at).toISOString(),
    text: message.text,
    attachments: [],
  };
}
