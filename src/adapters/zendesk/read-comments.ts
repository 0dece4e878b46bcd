import type { Message, TicketRef } from "../../domain/ticket.ts";
import type { GetAnswer } from "../../messaging/page-protocol.ts";
import { byTime, unique } from "./message-order.ts";
import type { Parsed } from "./parse-body.ts";
import { parseComments } from "./parse-comments.ts";
import { getPatiently, type ReadDoor } from "./read-door.ts";

/** Zendesk keeps at most this many comments on a ticket. */
const MAX_COMMENTS = 5000;

export interface Comments {
  messages: Message[];
  missing: string[];
  /** The cursor that gave the last page: asking with it again gives that page and what came since. */
  lastPageCursor: string | null;
}

export async function readComments(
  ref: TicketRef,
  requesterId: string | null,
  door: ReadDoor,
  from: string | null,
  first?: GetAnswer,
): Promise<Parsed<Comments>> {
  const users = new Map();
  const messages: Message[] = [];
  const missing = new Set<string>();
  let cursor = from;
  for (let answer = first; ; answer = undefined) {
    const page = parseComments(
      answer ?? (await getPatiently(door, commentsPath(ref, cursor))),
      requesterId,
      users,
    );
    if (!page.ok) return page;
    messages.push(...page.value.messages);
    page.value.missing.forEach((part) => missing.add(part));
    const { nextCursor } = page.value;
    // A cursor that does not move would have us ask for ever.
    if (nextCursor === null || nextCursor === cursor) break;
    if (messages.length >= MAX_COMMENTS) {
      missing.add(`messages after the first ${MAX_COMMENTS}`);
      break;
    }
    cursor = nextCursor;
  }
  return {
    ok: true,
    value: {
      messages: unique(messages).slice(0, MAX_COMMENTS).toSorted(byTime),
      missing: [...missing],
      lastPageCursor: cursor,
    },
  };
}

export function commentsPath(ref: TicketRef, cursor: string | null): string {
  const after = cursor ? `&page[after]=${encodeURIComponent(cursor)}` : "";
  return `/api/v2/tickets/${ref.ticketId}/comments.json?include=users&sort=created_at&page[size]=100${after}`;
}
