import * as z from "zod";
import {
  MAX_MESSAGE_CHARACTERS,
  type Message,
  type Ticket,
  type TicketRef,
} from "../domain/ticket.ts";

export const isoTime = z.iso.datetime();

export const ticketRef: z.ZodType<TicketRef> = z.object({
  helpdesk: z.enum(["zendesk", "intercom"]),
  accountKey: z.string().min(1).max(100),
  ticketId: z.string().min(1).max(64),
});

export const message: z.ZodType<Message> = z.object({
  messageId: z.string().min(1).max(100),
  role: z.enum(["customer", "agent", "bot"]),
  visibility: z.enum(["public", "internal", "unknown"]),
  authorId: z.string().nullable(),
  authorName: z.string().max(500),
  at: isoTime,
  text: z.string().max(MAX_MESSAGE_CHARACTERS),
  attachments: z.array(
    z.object({ name: z.string(), contentType: z.string().nullable() }),
  ),
});

export const ticket: z.ZodType<Ticket> = z.object({
  helpdesk: z.enum(["zendesk", "intercom"]),
  accountKey: z.string().min(1).max(100),
  ticketId: z.string().min(1).max(64),
  subject: z.string().nullable(),
  channel: z.string().nullable(),
  status: z.string().nullable(),
  tags: z.array(z.string()),
  requester: z
    .object({
      customerId: z.string(),
      name: z.string(),
      email: z.string().nullable(),
    })
    .nullable(),
  fields: z.array(
    z.object({ fieldId: z.string(), label: z.string(), value: z.string() }),
  ),
  messages: z.array(message).max(5000),
  completeness: z.enum(["full", "partial"]),
  missing: z.array(z.string()),
});
