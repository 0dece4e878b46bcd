import { describe, expect, it } from "vitest";
import {
  readConversation,
  withLiveParts,
} from "../../../src/adapters/intercom/read-conversation.ts";
import type { Message, Ticket } from "../../../src/domain/ticket.ts";
import type { PageReading } from "../../../src/messaging/page-protocol.ts";

const REF = {
  helpdesk: "intercom",
  accountKey: "a86dr8yl",
  ticketId: "1",
} as const;
const ME = { userId: "7", name: "Sam" };
const NOW = Date.parse("2026-11-24T12:00:00Z");

const message = (messageId: string, text: string): Message => ({
  messageId,
  role: "customer",
  visibility: "public",
  authorId: "c1",
  authorName: "Dana",
  at: "2026-11-20T09:14:03.000Z",
  text,
  attachments: [],
});
const ticket = (...messages: Message[]): Ticket => ({
  ...REF,
  subject: "Charged twice",
  channel: "email",
  status: "open",
  tags: [],
  requester: null,
  fields: [],
  messages,
  completeness: "full",
  missing: [],
});
const page = (
  ...shown: [string, string, "customer" | "agent"][]
): PageReading => ({
  ticketId: "1",
  subject: null,
  channel: null,
  requesterName: "Dana",
  missing: [],
  messages: shown.map(([messageId, text, role]) => ({
    role,
    visibility: role === "customer" ? "public" : "unknown",
    authorName: "",
    at: null,
    text,
    messageId,
  })),
});
const FULL = ticket(message("source:9", "Hello there"), message("11", "News?"));

describe("the API's conversation and the page's", () => {
  it.each<[string, PageReading | null, string[]]>([
    [
      "the page shows the same",
      page(["10", "Hello there", "customer"], ["11", "News?", "customer"]),
      [],
    ],
    [
      "the page shows one more",
      page(["11", "News?", "customer"], ["12", "Hello?", "customer"]),
      ["12"],
    ],
    [
      "only the opening is common, by its words",
      page(["10", "Hello  there", "customer"], ["12", "Hi", "agent"]),
      ["12"],
    ],
    [
      "the page still shows another conversation",
      page(["91", "Other", "customer"]),
      [],
    ],
    ["the page is scrolled up", page(["10", "Hello there", "customer"]), []],
    ["there is no page", null, []],
  ])("%s", (_name, shown, live) => {
    const joined = withLiveParts(FULL, shown, NOW);
    expect(joined.messages.map(({ messageId }) => messageId)).toEqual([
      "source:9",
      // Scrolled up to the opening, what follows it is known already.
      "11",
      ...live,
    ]);
    expect(joined.completeness).toBe(live.length > 0 ? "partial" : "full");
  });
});

describe("reading a conversation", () => {
  const door = (
    answer: Awaited<ReturnType<Parameters<typeof readConversation>[2]["ask"]>>,
    shown: PageReading | null,
  ) => ({
    ask: async () => answer,
    readPage: async () => shown,
    now: () => NOW,
  });
  const SHOWN = page(
    ["10", "Hello there", "customer"],
    ["12", "On it", "agent"],
  );

  it("takes the backend's word", async () => {
    const given = { ok: true, ticket: FULL, me: ME } as const;
    expect(await readConversation(REF, null, door(given, null))).toEqual({
      ok: true,
      ticket: FULL,
      me: ME,
    });
  });

  it("takes the page alone where the backend may not give it, and says so", async () => {
    const refused = { ok: false, message: "Not yours." } as const;
    const read = await readConversation(REF, null, door(refused, SHOWN));
    expect(read).toMatchObject({
      ok: true,
      me: null,
      ticket: {
        completeness: "partial",
        missing: ["older messages", "fields", "Not yours."],
        messages: [
          { messageId: "page:10", visibility: "public" },
          { messageId: "page:12", visibility: "unknown" },
        ],
      },
    });
  });

  it("keeps what the backend gave before when it does not answer", async () => {
    const silent = { ok: false, message: "No answer." } as const;
    const known = { ticket: FULL, me: ME };
    expect(
      await readConversation(REF, known, door(silent, null)),
    ).toMatchObject({ ok: true, ticket: FULL, me: ME });
  });

  it("says what went wrong when nothing is shown either", async () => {
    const silent = { ok: false, message: "No answer." } as const;
    for (const shown of [null, page()])
      expect(await readConversation(REF, null, door(silent, shown))).toEqual(
        silent,
      );
  });
});
