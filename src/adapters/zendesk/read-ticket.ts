import type { Message, Ticket, TicketRef } from "../../domain/ticket.ts";
import type { PageReading } from "../../messaging/page-protocol.ts";
import {
  isChatChannel,
  parseFields,
  parseMe,
  parseTicket,
  type Me,
  type TicketFacts,
} from "./parse-api.ts";
import type { ApiProblem, Parsed } from "./parse-body.ts";
import { byTime, unique } from "./message-order.ts";
import { commentsPath, readComments } from "./read-comments.ts";
import {
  getPatiently,
  isSilent,
  keepSilent,
  type AccountFacts,
  type ReadDoor,
} from "./read-door.ts";
import { readLog } from "./read-log.ts";
import { messagesFromPage, ticketFromPage } from "./ticket-from-page.ts";

const ACCOUNT_FACTS_LAST_MS = 24 * 60 * 60 * 1000;

export type TicketRead =
  | { ok: true; ticket: Ticket; me: Me | null; lastPageCursor: string | null }
  | { ok: false; problem: ApiProblem; message: string };

const WORDS: Record<ApiProblem, string> = {
  signed_out: "Zendesk says you are signed out. Sign in there, then reload.",
  forbidden:
    "Your Zendesk role may not read this ticket. Ask your Zendesk admin for access.",
  not_found:
    "Zendesk does not know this ticket. Reload the tab; it may have been deleted.",
  rate_limited: "Zendesk is limiting requests. Heed tries again in a minute.",
  unreadable:
    "Zendesk answered in a form that Heed does not know. Retry, or write the reply yourself and tell your admin.",
  too_large: "This ticket is larger than Heed reads. Write the reply yourself.",
  unreachable: "Zendesk did not answer. Reload the tab to try again.",
};

/** Read a ticket: the API first (two calls and the further pages), the page where the API does not answer. */
export async function readTicket(
  ref: TicketRef,
  door: ReadDoor,
): Promise<TicketRead> {
  const account = await accountFacts(door);
  const read = account.ok
    ? await readFromApi(ref, door, account.value)
    : account;
  if (read.ok) return read.value;
  if (read.problem === "rate_limited")
    await keepSilent(door, read.retryAfterSeconds);
  const reading = await door.readPage();
  const ticket = reading && ticketFromPage(ref, reading);
  return ticket && ticket.messages.length > 0
    ? { ok: true, ticket, me: null, lastPageCursor: null }
    : { ok: false, problem: read.problem, message: WORDS[read.problem] };
}

/**
 * Read what came since: one call for the last page of comments. null: it could not be told, read the whole ticket.
 */
export async function readNewMessages(
  ticket: Ticket,
  lastPageCursor: string | null,
  door: ReadDoor,
): Promise<Ticket | null> {
  if (ticket.completeness === "partial" || (await isSilent(door))) return null;
  if (isChat(ticket)) return readNewLines(ticket, lastPageCursor, door);
  const comments = await readComments(
    ticket,
    ticket.requester?.customerId ?? null,
    door,
    lastPageCursor,
  );
  if (!comments.ok) {
    if (comments.problem === "rate_limited")
      await keepSilent(door, comments.retryAfterSeconds);
    return null;
  }
  return withMessages(ticket, comments.value.messages);
}

function withMessages(ticket: Ticket, fresh: Message[]): Ticket {
  return {
    ...ticket,
    messages: unique([...ticket.messages, ...fresh]).toSorted(byTime),
  };
}

/** Comments are known by numbers; the lines of a chat by other ids. */
function isChat({ channel, messages }: Ticket): boolean {
  return (
    isChatChannel(channel) ||
    messages.some(({ messageId }) => !/^\d+$/.test(messageId))
  );
}

async function readNewLines(
  ticket: Ticket,
  lastPageCursor: string | null,
  door: ReadDoor,
): Promise<Ticket | null> {
  const log = await readLog(
    ticket,
    (path) => getPatiently(door, path),
    lastPageCursor,
  );
  if (!log.ok) {
    if (log.problem === "rate_limited")
      await keepSilent(door, log.retryAfterSeconds);
    return null;
  }
  const known = new Set(ticket.messages.map(({ messageId }) => messageId));
  // Somebody has noted something: its text is among the comments.
  return log.value.commentIds.every((commentId) => known.has(commentId))
    ? withMessages(ticket, log.value.messages)
    : null;
}

async function accountFacts(door: ReadDoor): Promise<Parsed<AccountFacts>> {
  const known = await door.loadAccount();
  if (known && known.silentUntil > door.now())
    return {
      ok: false,
      problem: "rate_limited",
      retryAfterSeconds: (known.silentUntil - door.now()) / 1000,
    };
  if (known?.me && door.now() - known.readAt < ACCOUNT_FACTS_LAST_MS)
    return { ok: true, value: known };
  const [me, fields] = await Promise.all([
    getPatiently(door, "/api/v2/users/me.json").then(parseMe),
    getPatiently(door, "/api/v2/ticket_fields.json").then(parseFields),
  ]);
  if (!me.ok) return me;
  const facts: AccountFacts = {
    me: me.value,
    // Without the definitions fields keep their numbers; that is no reason not to read the ticket.
    fields: fields.ok ? fields.value : {},
    readAt: fields.ok ? door.now() : 0,
    silentUntil: 0,
  };
  await door.saveAccount(facts);
  return { ok: true, value: facts };
}

async function readFromApi(
  ref: TicketRef,
  door: ReadDoor,
  account: AccountFacts,
): Promise<Parsed<Extract<TicketRead, { ok: true }>>> {
  // Asked together: the comments' roles are known by the sideloaded users, and the requester's id is applied after.
  const [facts, first] = await Promise.all([
    getPatiently(
      door,
      `/api/v2/tickets/${ref.ticketId}.json?include=users`,
    ).then((answer) => parseTicket(answer, account.fields)),
    getPatiently(door, commentsPath(ref, null)),
  ]);
  if (!facts.ok) return facts;
  const comments = await readComments(
    ref,
    facts.value.requesterId,
    door,
    null,
    first,
  );
  if (!comments.ok) return comments;
  const { messages, missing, lastPageCursor } = comments.value;
  const ticket = ticketOf(ref, facts.value, messages, missing);
  const { me } = account;
  if (!facts.value.isMessaging)
    return { ok: true, value: { ok: true, ticket, me, lastPageCursor } };
  const log = await readLog(ref, (path) => getPatiently(door, path), null);
  if (!log.ok && log.problem === "rate_limited") return log;
  return {
    ok: true,
    value: log.ok
      ? {
          ok: true,
          ticket: {
            ...withMessages(ticket, log.value.messages),
            missing: [...ticket.missing, ...log.value.missing],
          },
          me,
          lastPageCursor: log.value.lastPageCursor,
        }
      : // Not every plan has the log: then the page tells, as far back as it has loaded.
        {
          ok: true,
          ticket: withChatLines(ticket, await door.readPage()),
          me,
          lastPageCursor: null,
        },
  };
}

function ticketOf(
  ref: TicketRef,
  facts: TicketFacts,
  messages: Message[],
  missing: string[],
): Ticket {
  return {
    helpdesk: ref.helpdesk,
    accountKey: ref.accountKey,
    ticketId: ref.ticketId,
    subject: facts.subject,
    channel: facts.channel,
    status: facts.status,
    tags: facts.tags,
    requester: facts.requester,
    fields: facts.fields,
    messages,
    completeness: "full",
    missing: [...facts.missing, ...missing],
  };
}

function withChatLines(ticket: Ticket, reading: PageReading | null): Ticket {
  const lines = reading ? messagesFromPage(reading) : [];
  return {
    ...ticket,
    messages: lines.length > 0 ? lines : ticket.messages,
    completeness: "partial",
    missing: [...ticket.missing, "earlier chat messages"],
  };
}
