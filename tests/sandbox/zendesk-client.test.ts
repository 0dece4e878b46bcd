import { createClient } from "node-zendesk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTickets } from "./tickets.ts";
import { startZendesk, type SandboxZendesk } from "./zendesk/server.ts";
import { API_TOKEN } from "./zendesk/sessions.ts";
import { ME } from "./zendesk/state.ts";

const OPENED_AT = Date.parse("2026-11-20T09:00:00Z");
const message = (index: number) => ({
  role: index % 2 === 0 ? "customer" : "agent",
  author: index % 2 === 0 ? "Dana Ruiz" : "Priya Nair",
  at: new Date(OPENED_AT + index * 60_000).toISOString(),
  text: `Message ${index}`,
});
const TICKETS = [
  {
    id: 40001,
    subject: "Charged twice",
    requester: "Dana Ruiz",
    tags: ["billing"],
    fields: { "Order ID": "A-77120" },
    messages: [message(0)],
  },
  {
    id: 40002,
    subject: "Long",
    requester: "Dana Ruiz",
    messages: Array.from({ length: 250 }, (_, index) => message(index)),
  },
];

let zendesk: SandboxZendesk;
beforeAll(async () => {
  const rows = TICKETS.map((ticket) => JSON.stringify(ticket));
  zendesk = await startZendesk({ tickets: parseTickets(rows.join("\n")) });
});
afterAll(() => zendesk.close());

function client() {
  return createClient({
    username: "sam@acme.example",
    token: API_TOKEN,
    endpointUri: zendesk.apiEndpoint,
  });
}

describe("node-zendesk, which nobody here wrote, is content", () => {
  it("reads a ticket, its fields and who is asking", async () => {
    const { result: ticket } = await client().tickets.show(40001);
    const fields = await client().ticketfields.list();
    const { result: me } = await client().users.me();

    expect(ticket).toMatchObject({
      id: 40001,
      subject: "Charged twice",
      status: "open",
      tags: ["billing"],
    });
    const orderId = fields.find((field) => field.title === "Order ID")?.id;
    expect(ticket.custom_fields).toEqual([{ id: orderId, value: "A-77120" }]);
    expect(me).toMatchObject({ id: ME, name: "Sam Okoro", role: "agent" });
  });

  it("lists all comments of a long ticket over its three pages", async () => {
    const comments = await client().tickets.getComments(40002);
    expect(comments).toHaveLength(250);
    expect(comments.at(-1)).toMatchObject({
      body: "Message 249",
      public: true,
    });
  });

  it("lists all tickets", async () => {
    const tickets = await client().tickets.list();
    expect(tickets.map((ticket) => ticket.id)).toEqual([40001, 40002]);
  });

  it("writes a public reply and a note, and opens a ticket", async () => {
    await client().tickets.update(40001, {
      ticket: {
        status: "pending",
        comment: { body: "Refunded.", public: true },
      },
    });
    await client().tickets.update(40001, {
      ticket: {
        comment: { html_body: "<p>Done <b>today</b></p>", public: false },
      },
    });
    const { result: created } = await client().tickets.create({
      ticket: {
        subject: "New",
        requester: { name: "Ann", email: "ann@example.com" },
        comment: { body: "Hello" },
      },
    });

    expect(zendesk.state.received).toMatchObject([
      { ticketId: 40001, plainBody: "Refunded.", public: true, by: "token" },
      { ticketId: 40001, plainBody: "Done today", public: false },
      { ticketId: created.id, plainBody: "Hello", public: true },
    ]);
    const { result: answered } = await client().tickets.show(40001);
    expect(answered.status).toBe("pending");
    const [first] = await client().tickets.getComments(created.id);
    expect(first).toMatchObject({ author_id: created.requester_id });
  });
});
