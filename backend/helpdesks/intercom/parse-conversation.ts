import * as z from "zod";
import { MAX_MESSAGE_CHARACTERS } from "../../../src/domain/ticket.ts";
import type {
  Message,
  MessageVisibility,
  Ticket,
  TicketField,
} from "../../../src/domain/ticket.ts";
import { bodyText } from "./body-text.ts";

/**
 * A conversation of Intercom's REST API, 2.14 or 2.16: ids may be strings or numbers, "nobody" null or 0. Takes what
 * is needed and lets the rest be, so that a new key breaks nothing.
 */

const id = z.union([z.string(), z.number()]).transform(String);
/** 2.16 says 0 where 2.14 said null. */
const idOrNobody = id
  .nullish()
  .transform((value) =>
    value === undefined || value === null || value === "0" ? null : value,
  );
const seconds = z.number().nonnegative();
const author = z.object({
  type: z.string(),
  id: id.nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  from_ai_agent: z.boolean().nullish(),
  is_ai_answer: z.boolean().nullish(),
});
const attachments = z
  .array(
    z.object({
      name: z.string().catch(""),
      content_type: z.string().nullish().catch(null),
    }),
  )
  .nullish()
  .catch([]);
const listOf = <T extends z.ZodType>(key: string, item: T) =>
  z
    .object({ [key]: z.array(item).nullish() })
    .nullish()
    .transform(
      (list) => (list?.[key] as z.output<T>[] | null | undefined) ?? [],
    );

const part = z.object({
  id,
  part_type: z.string(),
  body: z.string().nullish(),
  created_at: seconds,
  author,
  attachments,
  redacted: z.boolean().nullish(),
});
const conversation = z.object({
  id,
  created_at: seconds,
  title: z.string().nullish(),
  state: z.string().nullish(),
  source: z.object({
    type: z.string().nullish(),
    id: id.nullish(),
    subject: z.string().nullish(),
    body: z.string().nullish(),
    author,
    attachments,
    redacted: z.boolean().nullish(),
  }),
  contacts: listOf("contacts", z.object({ id })),
  admin_assignee_id: idOrNobody,
  team_assignee_id: idOrNobody,
  teammates: z
    .object({
      teammates: z.array(z.object({ id })).nullish(),
      // What the client's types call it.
      admins: z.array(z.object({ id })).nullish(),
    })
    .nullish()
    .transform((it) => it?.teammates ?? it?.admins ?? []),
  tags: listOf("tags", z.object({ name: z.string() })),
  custom_attributes: z.record(z.string(), z.unknown()).catch({}),
  conversation_parts: z
    .object({
      conversation_parts: z.array(z.unknown()).catch([]),
      total_count: z.number().catch(0),
    })
    .nullish(),
});

export interface Conversation {
  ticket: Ticket;
  /** Ids of teammates. null: nobody. */
  assigneeId: string | null;
  teamId: string | null;
  participantIds: string[];
}

/** Only these hold words for the customer; a note holds words for the team. */
const PUBLIC_PARTS = new Set(["comment", "quick_reply"]);
/** Known to be events: never a message, even should one carry a body some day. */
const EVENTS = new Set([
  "assignment",
  "assign_and_reopen",
  "open",
  "close",
  "snoozed",
  "conversation_attribute_updated_by_admin",
  "conversation_attribute_updated_by_workflow",
  "ticket_state_updated_by_admin",
  "ticket_attribute_updated_by_admin",
  "custom_action_started",
  "custom_action_finished",
  "merged_primary_conversation",
]);

/** null: not a conversation as Intercom documents it. */
export function parseConversation(
  body: unknown,
  appId: string,
): Conversation | null {
  const parsed = conversation.safeParse(body);
  if (!parsed.success) return null;
  const it = parsed.data;
  const raw = it.conversation_parts?.conversation_parts ?? [];
  const parts = raw.map((one) => part.safeParse(one));
  const readable = parts.flatMap(({ data }) => (data ? [data] : []));
  const opening = openingOf(it);
  const messages = [
    ...(opening ? [opening] : []),
    ...readable.flatMap(messageOf),
  ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const requester = requesterOf(it, readable);
  const unread =
    parts.length -
    readable.length +
    readable.filter(
      ({ part_type, body: words }) =>
        words && !isMessage(part_type) && !EVENTS.has(part_type),
    ).length;
  const left = (it.conversation_parts?.total_count ?? 0) - raw.length;
  return {
    assigneeId: it.admin_assignee_id,
    teamId: it.team_assignee_id,
    participantIds: it.teammates.map((one) => one.id),
    ticket: {
      helpdesk: "intercom",
      accountKey: appId,
      ticketId: it.id,
      subject: subjectOf(it),
      channel: it.source.type ?? null,
      status: it.state ?? null,
      tags: it.tags.map(({ name }) => name),
      requester,
      fields: fieldsOf(it.custom_attributes),
      messages,
      // Intercom keeps older parts from us beyond 500; the opening and the newest are what a reply needs.
      completeness: "full",
      missing: [
        requester === null && "requester",
        left > 0 && `${left} older messages`,
        unread > 0 && `${unread} messages of a kind that Heed does not know`,
        messages.some(({ text }) => text.length === MAX_MESSAGE_CHARACTERS) &&
          "the end of a very long message",
      ].filter((one) => one !== false),
    },
  };
}

type Body = z.output<typeof conversation>;
type Part = z.output<typeof part>;

function isMessage(type: string): boolean {
  return PUBLIC_PARTS.has(type) || type === "note";
}

/** The first message is no part. Its id is of another kind, so it is marked. */
function openingOf({ source, created_at, id: own }: Body): Message | null {
  if (!source.body) return null;
  return message({
    messageId: `source:${source.id ?? own}`,
    visibility: "public",
    author: source.author,
    body: source.body,
    at: created_at,
    attachments: source.attachments,
  });
}

function messageOf(it: Part): Message[] {
  if (!isMessage(it.part_type) || !it.body || it.redacted) return [];
  return [
    message({
      messageId: it.id,
      visibility: PUBLIC_PARTS.has(it.part_type) ? "public" : "internal",
      author: it.author,
      body: it.body,
      at: it.created_at,
      attachments: it.attachments,
    }),
  ];
}

function message(it: {
  messageId: string;
  visibility: MessageVisibility;
  author: Part["author"];
  body: string;
  at: number;
  attachments: Part["attachments"];
}): Message {
  return {
    messageId: it.messageId,
    role: roleOf(it.author),
    visibility: it.visibility,
    authorId: it.author.id ?? null,
    authorName: (it.author.name ?? "").slice(0, 500),
    at: new Date(it.at * 1000).toISOString(),
    text: bodyText(it.body).slice(0, MAX_MESSAGE_CHARACTERS),
    attachments: (it.attachments ?? []).map(({ name, content_type }) => ({
      name,
      contentType: content_type ?? null,
    })),
  };
}

const CUSTOMERS = new Set(["user", "lead", "contact"]);

/** Whoever is not known to be a customer is not taken for one: a customer's words are what is answered. */
function roleOf(it: Part["author"]): Message["role"] {
  if (CUSTOMERS.has(it.type)) return "customer";
  const isPerson = it.type === "admin" || it.type === "team";
  return isPerson && !it.from_ai_agent && !it.is_ai_answer ? "agent" : "bot";
}

function requesterOf(it: Body, parts: Part[]): Ticket["requester"] {
  const found = [it.source.author, ...parts.map((one) => one.author)].find(
    ({ type }) => CUSTOMERS.has(type),
  );
  const customerId = found?.id ?? it.contacts[0]?.id;
  return found && customerId
    ? {
        customerId,
        name: found.name || found.email || "",
        email: found.email ?? null,
      }
    : null;
}

/** A subject arrives as HTML for e-mails. */
function subjectOf(it: Body): string | null {
  return bodyText(it.title || it.source.subject || "") || null;
}

/** Objects (files, companies, …) have no one text, and are left out. */
function fieldsOf(attributes: Record<string, unknown>): TicketField[] {
  return Object.entries(attributes).flatMap(([label, value]) =>
    ["string", "number", "boolean"].includes(typeof value) && value !== ""
      ? [{ fieldId: label, label, value: String(value) }]
      : [],
  );
}
