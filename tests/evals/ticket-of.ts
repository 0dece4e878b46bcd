import type { Ticket } from "../../src/domain/ticket.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";

/** A row of a ticket file as the extension would have read it from a helpdesk. */
export function ticketOfRow(row: SandboxTicket): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "evaluation",
    ticketId: String(row.id),
    subject: row.subject,
    channel: row.channel,
    status: row.status,
    tags: row.tags,
    requester: {
      customerId: `customer-${row.id}`,
      name: row.requester.name,
      email: row.requester.email,
    },
    fields: Object.entries(row.fields).map(([label, value]) => ({
      fieldId: label,
      label,
      value,
    })),
    messages: row.messages.map((message, at) => ({
      messageId: `${row.id}-${at}`,
      role: message.role,
      visibility: message.visibility,
      authorId: message.role === "customer" ? `customer-${row.id}` : null,
      authorName: message.author,
      at: message.at,
      text: message.text,
      attachments: message.attachments,
    })),
    completeness: "full",
    missing: [],
  };
}
