import * as z from "zod";
import { MAX_MESSAGE_CHARACTERS } from "../../contracts/ticket.ts";
import type {
  Customer,
  Message,
  MessageRole,
  TicketField,
} from "../../domain/ticket.ts";
import type { GetAnswer } from "../../messaging/page-protocol.ts";
import { normaliseText } from "./plain-text.ts";

/**
 * Zendesk's answers, parsed in the worker. Each parser takes what it needs and lets the rest be, so that a new key
 * breaks nothing; a missing one that we need fails the parse instead of becoming "".
 */

const id = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(String);

const user = z.object({
  id,
  name: z.string().catch(""),
  email: z.string().nullish(),
  role: z.string().nullish(),
});
type User = z.infer<typeof user>;

const meBody = z.object({
  // Signed out, Zendesk answers as "Anonymous user" with no id.
  user: z.object({ id: id.nullable(), name: z.string(), role: z.string() }),
});

const fieldsBody = z.object({
  ticket_fields: z.array(
    z.object({
      id,
      title: z.string(),
      type: z.string().catch("text"),
      active: z.boolean().catch(true),
      custom_field_options: z
        .array(z.object({ name: z.string(), value: z.string() }))
        .nullish(),
    }),
  ),
});

const ticketBody = z.object({
  ticket: z.object({
    id,
    subject: z.string().nullish(),
    raw_subject: z.string().nullish(),
    status: z.string().nullish(),
    priority: z.string().nullish(),
    type: z.string().nullish(),
    tags: z.array(z.string()).catch([]),
    requester_id: id.nullish(),
    via: z.object({ channel: z.string().nullish() }).nullish(),
    custom_fields: z.array(z.object({ id, value: z.unknown() })).catch([]),
    from_messaging_channel: z.boolean().catch(false),
  }),
  users: z.array(user).catch([]),
});

const commentsBody = z.object({
  comments: z.array(
    z.object({
      id,
      author_id: id,
      plain_body: z.string().nullish(),
      body: z.string().nullish(),
      public: z.boolean().nullish(),
      created_at: z.string(),
      attachments: z
        .array(
          z.object({
            file_name: z.string().catch(""),
            content_type: z.string().nullish(),
            deleted: z.boolean().catch(false),
          }),
        )
        .catch([]),
    }),
  ),
  users: z.array(user).catch([]),
  meta: z
    .object({
      has_more: z.boolean().catch(false),
      after_cursor: z.string().nullish(),
    })
    .nullish(),
});
type Comment = z.infer<typeof commentsBody>["comments"][number];

export type ApiProblem =
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "unreadable"
  | "unreachable";
export type Parsed<T> =
  | { ok: true; value: T }
  | { ok: false; problem: ApiProblem; retryAfterSeconds: number | null };

export interface Me {
  userId: string;
  name: string;
}

export interface FieldDefinition {
  title: string;
  type: string;
  options: Record<string, string>;
}

export interface TicketFacts {
  subject: string | null;
  channel: string | null;
  status: string | null;
  tags: string[];
  requester: Customer | null;
  requesterId: string | null;
  fields: TicketField[];
  /** Live chat: its lines are not among the comments. */
  isMessaging: boolean;
  missing: string[];
}

export interface CommentPage {
  messages: Message[];
  missing: string[];
  nextCursor: string | null;
}

export function parseMe(answer: GetAnswer): Parsed<Me> {
  const body = parseBody(answer, meBody);
  if (!body.ok) return body;
  const { id: userId, name } = body.value.user;
  return userId === null ? problem("signed_out") : ok({ userId, name });
}

export function parseFields(
  answer: GetAnswer,
): Parsed<Record<string, FieldDefinition>> {
  const body = parseBody(answer, fieldsBody);
  if (!body.ok) return body;
  return ok(
    Object.fromEntries(
      body.value.ticket_fields
        .filter(({ active }) => active)
        .map((field) => [
          field.id,
          {
            title: field.title,
            type: field.type,
            options: Object.fromEntries(
              (field.custom_field_options ?? []).map(({ value, name }) => [
                value,
                name,
              ]),
            ),
          },
        ]),
    ),
  );
}

export function parseTicket(
  answer: GetAnswer,
  definitions: Record<string, FieldDefinition>,
): Parsed<TicketFacts> {
  const body = parseBody(answer, ticketBody);
  if (!body.ok) return body;
  const { ticket, users } = body.value;
  const requesterId = ticket.requester_id ?? null;
  const requester = users.find((one) => one.id === requesterId);
  const subject = ticket.subject ?? ticket.raw_subject ?? null;
  return ok({
    subject,
    channel: ticket.via?.channel ?? null,
    status: ticket.status ?? null,
    tags: ticket.tags,
    requesterId,
    requester: requester
      ? {
          customerId: requester.id,
          name: requester.name,
          email: requester.email ?? null,
        }
      : null,
    fields: [
      ...systemField("priority", "Priority", ticket.priority),
      ...systemField("type", "Type", ticket.type),
      ...ticket.custom_fields.flatMap(({ id: fieldId, value }) =>
        customField(fieldId, value, definitions[fieldId]),
      ),
    ],
    isMessaging:
      ticket.from_messaging_channel ||
      /^(?:chat|native_messaging|messaging)/.test(ticket.via?.channel ?? ""),
    missing: [
      subject === null && "subject",
      requester === undefined && "requester",
    ].filter((part) => part !== false),
  });
}

/** One page of comments. `users` gathers the sideloaded people of all pages read so far. */
export function parseComments(
  answer: GetAnswer,
  requesterId: string | null,
  users: Map<string, User>,
): Parsed<CommentPage> {
  const body = parseBody(answer, commentsBody);
  if (!body.ok) return body;
  const { comments, meta } = body.value;
  for (const one of body.value.users) users.set(one.id, one);
  const missing = new Set<string>();
  const messages = comments.flatMap((comment) =>
    messageFrom(comment, requesterId, users, missing),
  );
  return ok({
    messages,
    missing: [...missing],
    nextCursor: meta?.has_more ? (meta.after_cursor ?? null) : null,
  });
}

function messageFrom(
  comment: Comment,
  requesterId: string | null,
  users: Map<string, User>,
  missing: Set<string>,
): Message[] {
  const at = Date.parse(comment.created_at);
  if (Number.isNaN(at)) {
    missing.add("a message without a time");
    return [];
  }
  const author = users.get(comment.author_id);
  const text = textOf(comment);
  if (text.length > MAX_MESSAGE_CHARACTERS)
    missing.add("the end of a very long message");
  if (!author && comment.author_id !== requesterId)
    missing.add("author of a message");
  return [
    {
      messageId: comment.id,
      role: roleOf(comment.author_id, author, requesterId),
      // Anything but a clear yes counts as not public.
      visibility:
        comment.public === true
          ? "public"
          : comment.public === false
            ? "internal"
            : "unknown",
      authorId: comment.author_id,
      authorName: (author?.name ?? "").slice(0, 500),
      at: new Date(at).toISOString(),
      text: text.slice(0, MAX_MESSAGE_CHARACTERS),
      attachments: comment.attachments
        .filter(({ deleted }) => !deleted)
        .map(({ file_name, content_type }) => ({
          name: file_name,
          contentType: content_type ?? null,
        })),
    },
  ];
}

/**
 * An author whose role is unknown is neither: as "customer" their words would be answered, as "agent" they would
 * count as a reply. The system user (-1) is a bot by nature.
 */
function roleOf(
  authorId: string,
  author: User | undefined,
  requesterId: string | null,
): MessageRole {
  if (authorId === requesterId) return "customer";
  if (authorId === "-1") return "bot";
  if (author?.role === "end-user") return "customer";
  return author?.role === "agent" || author?.role === "admin" ? "agent" : "bot";
}

/** Zendesk leaves `&nbsp;` in what it calls plain. */
function textOf({ plain_body, body }: Comment): string {
  return normaliseText((plain_body ?? body ?? "").replaceAll("&nbsp;", " "));
}

function systemField(
  fieldId: string,
  label: string,
  value: string | null | undefined,
): TicketField[] {
  return value ? [{ fieldId, label, value }] : [];
}

function customField(
  fieldId: string,
  value: unknown,
  definition: FieldDefinition | undefined,
): TicketField[] {
  const shown = (Array.isArray(value) ? value : [value])
    .filter((one) => one !== null && one !== undefined && one !== "")
    .map((one) =>
      typeof one === "boolean"
        ? one
          ? "Yes"
          : "No"
        : (definition?.options[String(one)] ?? String(one)),
    )
    .join(", ");
  return shown === ""
    ? []
    : [
        {
          fieldId,
          label: definition?.title ?? `Field ${fieldId}`,
          value: shown,
        },
      ];
}

function parseBody<T>(answer: GetAnswer, schema: z.ZodType<T>): Parsed<T> {
  if (!answer.ok) return problem("unreachable");
  const { status, body, retryAfterSeconds } = answer;
  if (status === 429) return problem("rate_limited", retryAfterSeconds);
  if (status === 401) return problem("signed_out");
  if (status === 403) return problem("forbidden");
  if (status === 404) return problem("not_found");
  if (status !== 200) return problem("unreachable", retryAfterSeconds);
  // A session that ran out is often answered with the sign-in page, and status 200.
  if (/^\s*</.test(body)) return problem("signed_out");
  const parsed = schema.safeParse(jsonFrom(body));
  return parsed.success ? ok(parsed.data) : problem("unreadable");
}

function jsonFrom(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function ok<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

function problem<T>(
  kind: ApiProblem,
  retryAfterSeconds: number | null = null,
): Parsed<T> {
  return { ok: false, problem: kind, retryAfterSeconds };
}
