import { describe, expect, it } from "vitest";
import { bodyText } from "../../../../backend/helpdesks/intercom/body-text.ts";
import { mayRead } from "../../../../backend/helpdesks/intercom/may-read.ts";
import { parseConversation } from "../../../../backend/helpdesks/intercom/parse-conversation.ts";
import { ticket as ticketSchema } from "../../../../src/contracts/ticket.ts";

const SAM = { type: "admin", id: "7", name: "Sam", email: "sam@acme.example" };
const DANA = { type: "user", id: "c1", name: "Dana", email: "d@example.com" };

const part = (changes: object) => ({
  type: "conversation_part",
  id: "30002",
  part_type: "comment",
  body: "<p>Hello</p>",
  created_at: 1795168931,
  author: DANA,
  attachments: [],
  redacted: false,
  ...changes,
});

/** As documented for 2.14; `changes` make it the other generation or something odd. */
const conversation = (parts: object[], changes: object = {}) => ({
  type: "conversation",
  id: "215474005156281",
  created_at: 1795166043,
  updated_at: 1795174975,
  source: {
    type: "email",
    id: "403918334",
    delivered_as: "customer_initiated",
    subject: "Charged twice",
    body: "<p>I was charged twice for order A-77120.</p>",
    author: DANA,
    attachments: [],
    redacted: false,
  },
  contacts: { type: "contact.list", contacts: [{ type: "contact", id: "c1" }] },
  admin_assignee_id: null,
  team_assignee_id: null,
  open: true,
  state: "open",
  tags: { type: "tag.list", tags: [{ type: "tag", id: "1", name: "billing" }] },
  priority: "not_priority",
  teammates: { type: "admin.list", teammates: [{ type: "admin", id: "7" }] },
  title: "Charged twice",
  custom_attributes: {
    "Order ID": "A-77120",
    "Copilot summary": null,
    Vip: true,
    File: { url: "https://example.com" },
  },
  conversation_parts: {
    type: "conversation_part.list",
    conversation_parts: parts,
    total_count: parts.length,
  },
  ...changes,
});

const parsed = (parts: object[], changes?: object) => {
  const it = parseConversation(conversation(parts, changes), "a86dr8yl");
  if (!it) throw new Error("not parsed");
  ticketSchema.parse(it.ticket);
  return it;
};

describe("a conversation of the API", () => {
  it("becomes a ticket: opening first, then its parts in time", () => {
    const { ticket } = parsed([
      part({ id: "2", created_at: 1795169200, body: "<p>Second</p>" }),
      part({
        id: "1",
        created_at: 1795169100,
        author: SAM,
        body: "<p>First</p>",
      }),
    ]);
    expect(ticket).toMatchObject({
      helpdesk: "intercom",
      accountKey: "a86dr8yl",
      ticketId: "215474005156281",
      subject: "Charged twice",
      channel: "email",
      status: "open",
      tags: ["billing"],
      requester: { customerId: "c1", name: "Dana", email: "d@example.com" },
      fields: [
        { fieldId: "Order ID", label: "Order ID", value: "A-77120" },
        { fieldId: "Vip", label: "Vip", value: "true" },
      ],
      completeness: "full",
      missing: [],
    });
    expect(
      ticket.messages.map((it) => [it.messageId, it.role, it.text]),
    ).toEqual([
      [
        "source:403918334",
        "customer",
        "I was charged twice for order A-77120.",
      ],
      ["1", "agent", "First"],
      ["2", "customer", "Second"],
    ]);
    expect(ticket.messages[0]?.at).toBe("2026-11-20T09:14:03.000Z");
  });

  it.each<[string, object, [string, string] | null]>([
    ["a comment is public", {}, ["customer", "public"]],
    [
      "a quick reply is public",
      { part_type: "quick_reply" },
      ["customer", "public"],
    ],
    [
      "a note is internal",
      { part_type: "note", author: SAM },
      ["agent", "internal"],
    ],
    [
      "a lead is a customer",
      { author: { ...DANA, type: "lead" } },
      ["customer", "public"],
    ],
    [
      "a bot is a bot",
      { author: { type: "bot", id: "278" } },
      ["bot", "public"],
    ],
    [
      "what an AI agent says in a teammate's name is a bot's",
      { author: { ...SAM, from_ai_agent: true } },
      ["bot", "public"],
    ],
    [
      "an unknown kind of author is no customer",
      { author: { type: "ghost", id: "1" } },
      ["bot", "public"],
    ],
    [
      "an assignment is no message",
      { part_type: "assignment", body: null },
      null,
    ],
    ["a closing is none, though it has words", { part_type: "close" }, null],
    ["a redacted part is none", { redacted: true }, null],
    [
      "an unknown type is none, though it has words",
      { part_type: "hologram" },
      null,
    ],
  ])("%s", (_name, changes, expected) => {
    const { messages } = parsed([part(changes)]).ticket;
    const [message] = messages.slice(1);
    expect(message ? [message.role, message.visibility] : null).toEqual(
      expected,
    );
  });

  it("says what it left out", () => {
    const total = { type: "conversation_part.list", total_count: 507 };
    expect(
      parsed([], {
        conversation_parts: {
          ...total,
          conversation_parts: [
            part({ part_type: "hologram", author: SAM }),
            { odd: true },
          ],
        },
        source: {
          ...conversation([]).source,
          author: { type: "admin", id: "7" },
        },
      }).ticket.missing,
    ).toEqual([
      "requester",
      "505 older messages",
      "2 messages of a kind that Heed does not know",
    ]);
  });

  it.each<[string, object]>([
    ["2.14: null", { admin_assignee_id: null, team_assignee_id: null }],
    [
      "2.16: 0",
      { admin_assignee_id: 0, team_assignee_id: 0, priority: "none" },
    ],
    ["left out", { admin_assignee_id: undefined, team_assignee_id: undefined }],
  ])("nobody is assigned, said as in %s", (_name, changes) => {
    const it = parsed([part({ id: 30002 })], changes);
    expect([it.assigneeId, it.teamId]).toEqual([null, null]);
    expect(it.ticket.messages[1]?.messageId).toBe("30002");
  });

  it.each([
    ["nothing", undefined],
    ["an error", { type: "error.list", errors: [] }],
    ["no source", { ...conversation([]), source: undefined }],
    ["a list", []],
  ])("%s is none", (_name, body) => {
    expect(parseConversation(body, "a86dr8yl")).toBeNull();
  });
});

it.each([
  ["<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"],
  ["<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
  ["<p>5 &lt; 6 &amp; &#8364;1</p>", "5 < 6 & €1"],
  ["<p>&lt;img src=x&gt;</p>", "<img src=x>"],
  ["<script>alert(1)</script>Hi<!-- x -->", "Hi"],
  ["plain text", "plain text"],
])("%s reads %j", (html, text) => {
  expect(bodyText(html)).toBe(text);
});

describe("who may read a conversation", () => {
  const it1 = { assigneeId: "7", participantIds: ["8"] };
  const none = { assigneeId: null, participantIds: [] };
  it.each<[string, boolean, Parameters<typeof mayRead>]>([
    ["its assignee", true, ["7", it1, null, "involved"]],
    ["its participant", true, ["8", it1, null, "involved"]],
    ["a teammate of its team", true, ["9", it1, ["9", "10"], "involved"]],
    ["a teammate of another team", false, ["9", it1, ["10"], "involved"]],
    [
      "a teammate whose team could not be read",
      false,
      ["9", it1, null, "involved"],
    ],
    ["nobody, when nobody is involved", false, ["9", none, null, "involved"]],
    [
      "every linked agent, where an admin has widened it",
      true,
      ["9", none, null, "everyone"],
    ],
  ])("%s: %s", (_name, expected, question) => {
    expect(mayRead(...question)).toBe(expected);
  });
});
