import { describe, expect, it } from "vitest";
import { ticket as ticketSchema } from "../../../src/contracts/ticket.ts";
import {
  readNewMessages,
  readTicket,
} from "../../../src/adapters/zendesk/read-ticket.ts";
import type { GetAnswer } from "../../../src/messaging/page-protocol.ts";
import {
  answer,
  comment,
  commentsBody,
  CUSTOMER,
  FIELDS_BODY,
  ME,
  ME_BODY,
  ticketBody,
  zendeskDoor,
} from "./bodies.ts";

/** Messaging and chat: the lines are in the conversation log, the notes among the comments. */
const REF = {
  helpdesk: "zendesk" as const,
  accountKey: "acme",
  ticketId: "48213",
};

const at = (minute: number) =>
  `2026-11-20T09:${String(minute).padStart(2, "0")}:00Z`;
const line = (
  id: string,
  minute: number,
  text: string,
  author: object,
  changes = {},
) => ({
  id,
  type: "Messaging::ConversationMessage",
  reference: `zen:sunco_message:${id}`,
  created_at: at(minute),
  attachments: [],
  author,
  content: { type: "text", text },
  metadata: { source: { type: "web" } },
  ...changes,
});
const DANA = {
  type: "user",
  display_name: "Dana Ruiz",
  "zen:support:user_id": CUSTOMER,
};
const SAM = {
  type: "agent",
  display_name: "Sam Okoro",
  "zen:support:user_id": ME,
};
const NOTE = {
  ...line("01E", 12, "", SAM),
  type: "Comment",
  reference: "zen:ticket_event:700012",
  content: { type: "html", body: "<p>Stripe shows two captures.</p>" },
  metadata: { is_public: false },
};
const LINES = [
  line("01A", 1, "I was charged twice.", DANA),
  line("01B", 2, "Hello, I am the bot.", {
    type: "bot",
    display_name: "Bot",
  }),
  NOTE,
  line("01F", 14, "Let me look.", SAM),
];

function logBody(events: unknown[], next: string | null = null) {
  return { events, meta: { has_more: next !== null, after_cursor: next } };
}

/** A messaging ticket whose log comes in these pages. */
function chat(pages: () => unknown[][], notes: unknown[]) {
  return (path: string): GetAnswer => {
    if (path.includes("users/me")) return answer(200, ME_BODY);
    if (path.includes("ticket_fields")) return answer(200, FIELDS_BODY);
    if (path.includes("comments")) return answer(200, commentsBody(notes));
    if (!path.includes("conversation_log"))
      return answer(
        200,
        ticketBody({
          from_messaging_channel: true,
          via: { channel: "native_messaging" },
        }),
      );
    const all = pages();
    const n = Number(/after\]=p(\d+)/.exec(path)?.[1] ?? 0);
    const next = n + 1 < all.length ? `p${n + 1}` : null;
    return answer(200, logBody(all[n] ?? [], next));
  };
}

const notes = [
  comment(700012, ME, "Stripe shows two captures.", { public: false }),
];

describe("reading a chat", () => {
  it("joins the lines of the log and the notes among the comments, whole", async () => {
    const { door } = zendeskDoor(chat(() => [LINES], notes));
    const read = await readTicket(REF, door);
    if (!read.ok) throw new Error(read.message);
    expect(ticketSchema.parse(read.ticket)).toEqual(read.ticket);
    expect(read.ticket).toMatchObject({ completeness: "full", missing: [] });
    expect(
      read.ticket.messages.map(({ messageId, role, visibility, authorId }) => [
        messageId,
        role,
        visibility,
        authorId,
      ]),
    ).toEqual([
      ["01A", "customer", "public", String(CUSTOMER)],
      ["01B", "bot", "public", null],
      ["700012", "agent", "internal", String(ME)],
      // By this id, and by its author, a sent reply is confirmed.
      ["01F", "agent", "public", String(ME)],
    ]);
    expect(read.ticket.messages[2]?.text).toBe("Stripe shows two captures.");
  });

  it("follows the log's pages, and begins at the last one when something is new", async () => {
    const pages = [LINES.slice(0, 2), LINES.slice(2)];
    const { door, newCalls } = zendeskDoor(chat(() => pages, notes));
    const read = await readTicket(REF, door);
    if (!read.ok) throw new Error(read.message);
    expect(read.ticket.messages).toHaveLength(4);
    newCalls();
    pages[1]?.push(line("01G", 20, "Refunded.", SAM));
    const fresh = await readNewMessages(read.ticket, read.lastPageCursor, door);
    expect(fresh?.messages.map(({ text }) => text).at(-1)).toBe("Refunded.");
    expect(fresh?.messages).toHaveLength(5);
    expect(newCalls()).toEqual([
      "/api/v2/tickets/48213/conversation_log?page[size]=100&page[after]=p1",
    ]);
  });

  it("a new note is no line: the whole ticket is read", async () => {
    const lines = [...LINES];
    const { door } = zendeskDoor(chat(() => [lines], notes));
    const read = await readTicket(REF, door);
    if (!read.ok) throw new Error(read.message);
    lines.push({ ...NOTE, id: "01H", reference: "zen:ticket_event:700020" });
    expect(
      await readNewMessages(read.ticket, read.lastPageCursor, door),
    ).toBeNull();
  });

  it.each<[string, object, object]>([
    ["a form", { content: { type: "form" } }, { text: "" }],
    [
      "a line of a kind of author not known",
      { author: { type: "x" } },
      { role: "bot" },
    ],
    [
      "a line without an author",
      { author: null },
      { role: "bot", authorId: null },
    ],
  ])(
    "%s is not taken for the customer's or an agent's words",
    async (_name, changes, expected) => {
      const odd = line("01C", 3, "Odd.", DANA, changes);
      const { door } = zendeskDoor(chat(() => [[...LINES, odd]], notes));
      const read = await readTicket(REF, door);
      if (!read.ok) throw new Error(read.message);
      expect(
        read.ticket.messages.find(({ messageId }) => messageId === "01C"),
      ).toMatchObject(expected);
    },
  );

  it("what is logged in a form that is not known is named, and the rest is read", async () => {
    const events = [...LINES, { id: 7 }, { ...LINES[0], type: "Call" }];
    const { door } = zendeskDoor(chat(() => [events], notes));
    const read = await readTicket(REF, door);
    if (!read.ok) throw new Error(read.message);
    expect(read.ticket.messages).toHaveLength(4);
    expect(read.ticket.missing).toEqual(["a part of the conversation"]);
  });

  it("a limit on requests is kept", async () => {
    const healthy = chat(() => [LINES], notes);
    const { door } = zendeskDoor((path) =>
      path.includes("conversation_log")
        ? { ok: true, status: 429, retryAfterSeconds: 60, body: "" }
        : healthy(path),
    );
    expect(await readTicket(REF, door)).toMatchObject({
      ok: false,
      problem: "rate_limited",
    });
  });
});
