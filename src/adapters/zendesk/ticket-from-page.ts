import type { Message, Ticket, TicketRef } from "../../domain/ticket.ts";
import type { PageReading } from "../../messaging/page-protocol.ts";
import { PAGE_MESSAGE } from "../page-message.ts";

/** A reading of the page alone as a ticket: always partial, and it says what it lacks. */
export function ticketFromPage(ref: TicketRef, reading: PageReading): Ticket {
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
    messages: messagesFromPage(reading),
    completeness: "partial",
    missing: [...reading.missing, "older messages", "fields"],
  };
}

/** The page has no ids for its messages. Time and words make one that is the same at every reading. */
export function messagesFromPage(reading: PageReading): Message[] {
  const seen = new Map<string, number>();
  return reading.messages.flatMap((message) => {
    if (message.at === null) return [];
    const key = `${PAGE_MESSAGE}${message.at}:${hash(message.text)}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return [
      {
        messageId: times === 0 ? key : `${key}:${times}`,
        role: message.role,
        visibility: message.visibility,
        authorId: null,
        authorName: message.authorName.slice(0, 500),
        at: message.at,
        text: message.text,
        attachments: [],
      },
    ];
  });
}

/** FNV-1a, 32 bit: tells two messages of the same second apart, and no more is asked of it. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++)
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
