import type { Message, TicketRef } from "../../domain/ticket.ts";
import type { GetAnswer } from "../../messaging/page-protocol.ts";
import type { Parsed } from "./parse-body.ts";
import { parseLog } from "./parse-log.ts";

const MOST_EVENTS = 5000;

export interface Log {
  messages: Message[];
  commentIds: string[];
  missing: string[];
  /** The cursor that gave the last page: asking with it again gives that page and what came since. */
  lastPageCursor: string | null;
}

/** The lines of a chat, from the page of the log that this cursor names; null: from the beginning. */
export async function readLog(
  { ticketId }: TicketRef,
  get: (path: string) => Promise<GetAnswer>,
  from: string | null,
): Promise<Parsed<Log>> {
  const messages = new Map<string, Message>();
  const commentIds: string[] = [];
  const missing = new Set<string>();
  let cursor = from;
  for (;;) {
    const after = cursor ? `&page[after]=${encodeURIComponent(cursor)}` : "";
    const page = parseLog(
      await get(
        `/api/v2/tickets/${ticketId}/conversation_log?page[size]=100${after}`,
      ),
    );
    if (!page.ok) return page;
    for (const one of page.value.messages) messages.set(one.messageId, one);
    commentIds.push(...page.value.commentIds);
    page.value.missing.forEach((part) => missing.add(part));
    const { nextCursor } = page.value;
    // A cursor that does not move would have us ask for ever.
    if (nextCursor === null || nextCursor === cursor) break;
    if (messages.size + commentIds.length >= MOST_EVENTS) {
      missing.add(`messages after the first ${MOST_EVENTS}`);
      break;
    }
    cursor = nextCursor;
  }
  return {
    ok: true,
    value: {
      messages: [...messages.values()],
      commentIds,
      missing: [...missing],
      lastPageCursor: cursor,
    },
  };
}
