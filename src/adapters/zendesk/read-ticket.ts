import type { Message, Ticket, TicketRef } from "../../domain/ticket.ts";
import type { GetAnswer, PageReading } from "../../messaging/page-protocol.ts";
import {
  parseFields,
  parseMe,
  parseTicket,
  type FieldDefinition,
  type Me,
  type TicketFacts,
} from "./parse-api.ts";
import type { ApiProblem, Parsed } from "./parse-body.ts";
import { parseComments } from "./parse-comments.ts";
import { messagesFromPage, ticketFromPage } from "./ticket-from-page.ts";

/** Zendesk keeps at most this many comments on a ticket. */
const MAX_COMMENTS = 5000;
const ACCOUNT_FACTS_LAST_MS = 24 * 60 * 60 * 1000;
/** Worth waiting for with the agent looking on; beyond this the page is read instead. */
const LONGEST_WAIT_S = 2;
const DEFAULT_RETRY_AFTER_S = 60;

/** What the whole account shares. Kept a day, because the account's rate limit is shared by all its agents. */
export interface AccountFacts {
  me: Me | null;
  fields: Record<string, FieldDefinition>;
  readAt: number;
  /** Zendesk asked for silence until then. */
  silentUntil: number;
}

/** What a reading needs from the world. */
export interface ReadDoor {
  get(path: string): Promise<GetAnswer>;
  readPage(): Promise<PageReading | null>;
  loadAccount(): Promise<AccountFacts | null>;
  saveAccount(facts: AccountFacts): Promise<void>;
  now(): number;
  wait(ms: number): Promise<void>;
}

export type TicketRead =
  | { ok: true; ticket: Ticket; me: Me | null; lastPageCursor: string | null }
  | { ok: false; problem: ApiProblem; message: string };

const WORDS: Record<ApiProblem, string> = {
  signed_out: "Zendesk says you are signed out. Sign in there, then reload.",
  forbidden: "Your Zendesk role may not read this ticket.",
  not_found: "Zendesk does not know this ticket.",
  rate_limited: "Zendesk is limiting requests. Heed tries again in a minute.",
  unreadable: "Zendesk answered in a form that Heed does not know.",
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
  const fresh = comments.value.messages;
  const known = new Set(fresh.map(({ messageId }) => messageId));
  return {
    ...ticket,
    messages: [
      ...ticket.messages.filter(({ messageId }) => !known.has(messageId)),
      ...fresh,
    ].toSorted(byTime),
  };
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
  return {
    ok: true,
    value: {
      ok: true,
      ticket: facts.value.isMessaging
        ? withChatLines(ticket, await door.readPage())
        : ticket,
      me: account.me,
      lastPageCursor,
    },
  };
}

interface Comments {
  messages: Message[];
  missing: string[];
  /** The cursor that gave the last page: asking with it again gives that page and what came since. */
  lastPageCursor: string | null;
}

async function readComments(
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

function commentsPath(ref: TicketRef, cursor: string | null): string {
  const after = cursor ? `&page[after]=${encodeURIComponent(cursor)}` : "";
  return `/api/v2/tickets/${ref.ticketId}/comments.json?include=users&sort=created_at&page[size]=100${after}`;
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

/** A chat's lines are not among the comments. The page shows them, as far back as it has loaded. */
function withChatLines(ticket: Ticket, reading: PageReading | null): Ticket {
  const lines = reading ? messagesFromPage(reading) : [];
  return {
    ...ticket,
    messages: lines.length > 0 ? lines : ticket.messages,
    completeness: "partial",
    missing: [...ticket.missing, "earlier chat messages"],
  };
}

/** A short Retry-After is waited out, once. */
async function getPatiently(door: ReadDoor, path: string): Promise<GetAnswer> {
  const answer = await door.get(path);
  if (!answer.ok || answer.status !== 429) return answer;
  const seconds = answer.retryAfterSeconds;
  if (seconds === null || seconds > LONGEST_WAIT_S) return answer;
  await door.wait(seconds * 1000);
  return door.get(path);
}

async function keepSilent(
  door: ReadDoor,
  retryAfterSeconds: number | null,
): Promise<void> {
  const known = await door.loadAccount();
  await door.saveAccount({
    ...(known ?? { me: null, fields: {}, readAt: 0 }),
    silentUntil:
      door.now() + (retryAfterSeconds ?? DEFAULT_RETRY_AFTER_S) * 1000,
  });
}

async function isSilent(door: ReadDoor): Promise<boolean> {
  return ((await door.loadAccount())?.silentUntil ?? 0) > door.now();
}

function unique(messages: Message[]): Message[] {
  return [
    ...new Map(
      messages.map((message) => [message.messageId, message]),
    ).values(),
  ];
}

/** Ids grow, so they decide within one second. */
function byTime(a: Message, b: Message): number {
  return (
    Date.parse(a.at) - Date.parse(b.at) ||
    Number(a.messageId) - Number(b.messageId) ||
    0
  );
}
