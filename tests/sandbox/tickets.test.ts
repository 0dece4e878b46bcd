import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTickets } from "./tickets.ts";

const TICKET = {
  id: 7,
  subject: "Parcel",
  channel: "web",
  requester: { name: "Ana Ruiz", email: "ana@example.com" },
  messages: [
    {
      role: "customer",
      visibility: "public",
      author: "Ana Ruiz",
      at: "2026-11-20T09:00:00Z",
      text: "Where is it?",
    },
  ],
  fields: { "Order ID": "A-1" },
};

function oneOf(row: unknown) {
  const [ticket] = parseTickets(JSON.stringify(row));
  if (!ticket) throw new Error("no ticket");
  return ticket;
}

function opened(...turns: [role: string, text: string | null][]) {
  return oneOf({
    task_id: 1,
    trial: 0,
    reward: 1,
    turns: turns.map(([role, text]) => ({ role, text })),
  });
}

function said(ticket: ReturnType<typeof oneOf>) {
  return ticket.messages.map((message) => `${message.role}: ${message.text}`);
}

describe("a row in our own format", () => {
  it("is kept, with what it leaves out filled in", () => {
    expect(oneOf(TICKET)).toEqual({
      ...TICKET,
      status: "open",
      priority: null,
      tags: [],
      messages: [{ ...TICKET.messages[0], attachments: [] }],
    });
  });

  it("may name its requester only", () => {
    expect(oneOf({ ...TICKET, requester: "Zoë O'Hara" }).requester).toEqual({
      name: "Zoë O'Hara",
      email: "zoe.o.hara@example.com",
    });
  });
});

describe("faults name the file, the line and the field", () => {
  it.each<[string, string, RegExp]>([
    [
      "no JSON",
      `${JSON.stringify(TICKET)}\n{oops`,
      /^Error: shop\.jsonl line 2: not JSON/,
    ],
    ["no object", "3", /line 1: row: /],
    [
      "a role nobody has",
      JSON.stringify({
        ...TICKET,
        messages: [{ ...TICKET.messages[0], role: "boss" }],
      }),
      /line 1: messages\.0\.role: /,
    ],
    [
      "no time",
      JSON.stringify({
        ...TICKET,
        messages: [{ ...TICKET.messages[0], at: "today" }],
      }),
      /messages\.0\.at: /,
    ],
    [
      "the same id twice",
      `${JSON.stringify(TICKET)}\n\n${JSON.stringify(TICKET)}`,
      /line 3: id 7 is on line 1 too/,
    ],
    [
      "a conversation without a customer",
      JSON.stringify({ turns: [{ role: "assistant", text: "Hello?" }] }),
      /line 1: the conversation holds no customer/,
    ],
  ])("%s", (_name, jsonl, fault) => {
    let thrown: unknown = null;
    try {
      parseTickets(jsonl, "shop.jsonl");
    } catch (error) {
      thrown = error;
    }
    expect(String(thrown)).toMatch(fault);
  });
});

describe("a question with its intent", () => {
  const tickets = parseTickets(
    '{"text":"Where is my card?","intent":"card_arrival"}\n{"text":"It is late.","intent":"card_arrival"}',
  );

  it("becomes a ticket of one customer message", () => {
    expect(
      tickets.map((ticket) => [
        ticket.id,
        ticket.channel,
        ticket.requester.name,
        ticket.subject,
      ]),
    ).toEqual([
      [40001, "web", "Customer 1", "Where is my card?"],
      [40002, "web", "Customer 2", "It is late"],
    ]);
  });

  it("loses the intent, which is the answer to the test", () => {
    expect(JSON.stringify(tickets)).not.toContain("card_arrival");
  });
});

describe("where a finished conversation becomes an open ticket", () => {
  it("keeps the question who this is, and stops before the first real answer", () => {
    const ticket = opened(
      ["user", "Hi! I want to cancel my booking."],
      [
        "assistant",
        "I can help with that. Could you please provide your user ID?",
      ],
      ["user", "Sure, it is ana_ruiz_12."],
      ["assistant", "I found two bookings: X1 and X2. Which one?"],
      ["user", "X1. ###STOP###"],
    );
    expect(said(ticket)).toEqual([
      "customer: Hi! I want to cancel my booking.",
      "agent: I can help with that. Could you please provide your user ID?",
      "customer: Sure, it is ana_ruiz_12.",
    ]);
    expect(ticket.requester).toEqual({
      name: "Ana Ruiz",
      email: "ana.ruiz@example.com",
    });
  });

  it("ends at the opening when the agent answered at once", () => {
    const ticket = opened(
      ["user", "Is it refundable?"],
      ["assistant", "Unfortunately, it is not."],
      ["user", "Why?"],
    );
    expect(said(ticket)).toEqual(["customer: Is it refundable?"]);
  });

  it("goes no further than three customer messages", () => {
    const asks: [string, string] = [
      "assistant",
      "Please provide your order number.",
    ];
    const ticket = opened(
      ["user", "Help?"],
      asks,
      ["user", "Which?"],
      asks,
      ["user", "This?"],
      asks,
      ["user", "Or that?"],
    );
    expect(
      said(ticket).filter((line) => line.startsWith("customer")),
    ).toHaveLength(3);
  });

  it("never ends on a goodbye", () => {
    const ticket = opened(
      ["user", "Change my seat"],
      ["assistant", "May I have your e-mail?"],
      ["user", "Thanks, bye"],
    );
    expect(said(ticket)).toEqual(["customer: Change my seat"]);
  });

  it("drops tool output, empty turns and what an agent said before the customer", () => {
    const ticket = oneOf({
      messages_display:
        'assistant: How may I help?\nuser: I\'m Mia Garcia and\nI need order 5.\nassistant: None\ntool: {"secret": 1}\nassistant: Please confirm your zip code.\nuser: 99001\nassistant: None\ntool: ok\nassistant: Done, it has been sent.',
    });
    expect(said(ticket)).toEqual([
      "customer: I'm Mia Garcia and\nI need order 5.",
      "agent: Please confirm your zip code.",
      "customer: 99001",
    ]);
    expect(ticket.requester.name).toBe("Mia Garcia");
  });

  it("holds for any conversation: a customer has the last word, times rise, no markers", () => {
    const turn = fc.record({
      role: fc.constantFrom("user", "assistant", "tool"),
      text: fc.constantFrom(
        "Hello ###STOP###",
        "Please provide your user ID",
        "Done.",
        "###STOP###",
        "I need help",
        null,
      ),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 9 }), (turns) => {
        const ticket = oneOf({
          turns: [{ role: "user", text: "My bag is lost" }, ...turns],
        });
        const times = ticket.messages.map((message) => message.at);
        expect(ticket.messages.at(-1)?.role).toBe("customer");
        expect(times).toEqual(times.toSorted());
        expect(new Set(times).size).toBe(times.length);
        expect(JSON.stringify(ticket)).not.toContain("###");
      }),
    );
  });
});

describe("names and subjects", () => {
  it.each<[string, string, string, string]>([
    [
      "My name's Omar Davis.",
      "Omar Davis",
      "omar.davis@example.com",
      "My name's Omar Davis",
    ],
    [
      "Hello, mail me at li.wei77@shop.test",
      "Li Wei",
      "li.wei77@shop.test",
      "Mail me at li.wei77@shop.test",
    ],
    [
      "Hey! I'm upset. It broke.",
      "Customer 1",
      "customer.1@example.com",
      "I'm upset",
    ],
    ["Hi there", "Customer 1", "customer.1@example.com", "Hi there"],
    [
      `I ordered ${"a very ".repeat(12)}big lamp`,
      "Customer 1",
      "customer.1@example.com",
      "I ordered a very a very a very a very a very a very a very a very a…",
    ],
  ])("%s", (text, name, email, subject) => {
    const ticket = oneOf({ text, intent: "x" });
    expect([
      ticket.requester.name,
      ticket.requester.email,
      ticket.subject,
    ]).toEqual([name, email, subject]);
  });
});
