import * as z from "zod";
import type { Customer, TicketField } from "../../domain/ticket.ts";
import type { GetAnswer } from "../../messaging/page-protocol.ts";
import {
  id,
  ok,
  parseBody,
  problem,
  users,
  type Parsed,
} from "./parse-body.ts";

/**
 * Zendesk's answers, parsed in the worker. Each parser takes what it needs and lets the rest be, so that a new key
 * breaks nothing; a missing one that we need fails the parse instead of becoming "".
 */

const meBody = z.object({
  // Signed out, Zendesk answers as "Anonymous user" with no id.
  user: z.object({
    id: id.nullable(),
    name: z.string(),
    role: z.string(),
    role_type: z.number().nullish().catch(null),
    only_private_comments: z.boolean().nullish().catch(null),
  }),
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
  users,
});

export interface Me {
  userId: string;
  name: string;
  /** A light agent, or a role without public comments. */
  writesNotesOnly: boolean;
}

/** `role_type` of a light agent. */
const LIGHT_AGENT = 1;

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

export function isChatChannel(channel: string | null): boolean {
  return /^(?:chat|native_messaging|messaging)/.test(channel ?? "");
}

export function parseMe(answer: GetAnswer): Parsed<Me> {
  const body = parseBody(answer, meBody);
  if (!body.ok) return body;
  const { user } = body.value;
  return user.id === null
    ? problem("signed_out")
    : ok({
        userId: user.id,
        name: user.name,
        writesNotesOnly:
          user.only_private_comments === true || user.role_type === LIGHT_AGENT,
      });
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
      isChatChannel(ticket.via?.channel ?? null),
    missing: [
      subject === null && "subject",
      requester === undefined && "requester",
    ].filter((part) => part !== false),
  });
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
