import type { Ticket } from "../../src/domain/ticket.ts";

/** A question as a ticket of one message, as a helpdesk would show it. */
export function ticketOfQuestion(id: string, text: string, at: string): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "evaluation",
    ticketId: id,
    subject: null,
    channel: "email",
    status: "open",
    tags: [],
    requester: { customerId: "customer", name: "Customer", email: null },
    fields: [],
    messages: [
      {
        messageId: `${id}-0`,
        role: "customer",
        visibility: "public",
        authorId: "customer",
        authorName: "Customer",
        at,
        text,
        attachments: [],
      },
    ],
    completeness: "full",
    missing: [],
  };
}
