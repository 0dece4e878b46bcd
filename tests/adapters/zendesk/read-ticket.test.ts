import { describe, expect, it } from "vitest";
import { ticket as ticketSchema } from "../../../src/contracts/ticket.ts";
import {
  readNewMessages,
  readTicket,
} from "../../../src/adapters/zendesk/read-ticket.ts";
import type {
  GetAnswer,
  PageReading,
} from "../../../src/messaging/page-protocol.ts";
import {
  answer,
  COLLEAGUE,
  comment,
  commentsBody,
  CUSTOMER,
  FIELDS_BODY,
  ME,
  ME_BODY,
  ticketBody,
  USERS,
  zendeskDoor,
} from "./bodies.ts";

const REF = {
  helpdesk: "zendesk" as const,
  accountKey: "acme",
  ticketId: "48213",
};
const DAY_MS = 24 * 60 * 60 * 1000;
const READING: PageReading = {
  ticketId: "48213",
  subject: "Charged twice",
  channel: "Email",
  requesterName: "Dana Ruiz",
  messages: [
    {
      role: "customer",
      visibility: "public",
      authorName: "Dana Ruiz",
      at: "2026-11-20T09:14:03.000Z",
      text: "I was charged twice.",
    },
  ],
  missing: [],
};

function healthy(path: string): GetAnswer {
  if (path.includes("users/me")) return answer(200, ME_BODY);
  if (path.includes("ticket_fields")) return answer(200, FIELDS_BODY);
  if (path.includes("comments"))
    return answer(
      200,
      commentsBody([
        comment(700001, CUSTOMER, "I was charged twice."),
        comment(700002, ME, "Safe to refund.", { public: false }),
        comment(700003, COLLEAGUE, "I am checking."),
      ]),
    );
  return answer(200, ticketBody());
}

/** Everything well but the paths that match. */
const but = (pattern: RegExp, bad: GetAnswer) => (path: string) =>
  pattern.test(path) ? bad : healthy(path);

describe("reading a ticket through the API", () => {
  it("gives subject, people, fields by their names, and messages with roles and visibility", async () => {
    const { door } = zendeskDoor(healthy);
    const read = await readTicket(REF, door);
    if (!read.ok) throw new Error(read.message);
    expect(ticketSchema.parse(read.ticket)).toEqual(read.ticket);
    expect(read.me).toEqual({
      userId: String(ME),
      name: "Sam Okoro",
      writesNotesOnly: false,
    });
    expect(read.ticket).toMatchObject({
      ...REF,
      subject: "Charged twice for order A-77120",
      channel: "email",
      status: "open",
      tags: ["billing"],
      requester: {
        customerId: String(CUSTOMER),
        name: "Dana Ruiz",
        email: "dana@example.com",
      },
      completeness: "full",
      missing: [],
      fields: [
        { fieldId: "priority", label: "Priority", value: "high" },
        { fieldId: "type", label: "Type", value: "question" },
        { fieldId: "27642", label: "Order ID", value: "A-77120" },
        { fieldId: "27648", label: "Reason", value: "Refund" },
        { fieldId: "27651", label: "Is a gift", value: "Yes" },
        { fieldId: "27652", label: "Parts", value: "Part A, b" },
        { fieldId: "99999", label: "Field 99999", value: "x" },
      ],
    });
    expect(
      read.ticket.messages.map(
        ({ messageId, role, visibility, authorName, at }) => [
          messageId,
          role,
          visibility,
          authorName,
          at,
        ],
      ),
    ).toEqual([
      ["700001", "customer", "public", "Dana Ruiz", "2026-11-20T09:01:00.000Z"],
      ["700002", "agent", "internal", "Sam Okoro", "2026-11-20T09:02:00.000Z"],
      ["700003", "agent", "public", "Priya Nair", "2026-11-20T09:03:00.000Z"],
    ]);
  });

  it.each([
    ["an agent", { role_type: 0, only_private_comments: false }, false],
    ["an admin", { role_type: 4, only_private_comments: null }, false],
    ["a light agent", { role_type: 1 }, true],
    [
      "a role without public comments",
      { role_type: 0, only_private_comments: true },
      true,
    ],
    ["a form that is not known", { role_type: "light" }, false],
  ])("tells who may only write notes: %s", async (_name, role, notesOnly) => {
    const me = answer(200, { user: { ...ME_BODY.user, ...role } });
    const { door } = zendeskDoor(but(/users\/me/, me));
    const read = await readTicket(REF, door);
    expect(read).toMatchObject({
      ok: true,
      me: { writesNotesOnly: notesOnly },
    });
  });

  it("makes two calls for each opened ticket once the account is known, for a day", async () => {
    const desk = zendeskDoor(healthy);
    await readTicket(REF, desk.door);
    expect(desk.newCalls()).toHaveLength(4);
    for (const ticketId of ["48214", "48215", "48213"]) {
      await readTicket({ ...REF, ticketId }, desk.door);
      expect(desk.newCalls()).toEqual([
        `/api/v2/tickets/${ticketId}.json?include=users`,
        `/api/v2/tickets/${ticketId}/comments.json?include=users&sort=created_at&page[size]=100`,
      ]);
    }
    desk.pass(DAY_MS);
    await readTicket(REF, desk.door);
    expect(desk.newCalls()).toHaveLength(4);
  });

  it("makes one call for what is new, from the last page on", async () => {
    const desk = zendeskDoor(healthy);
    const read = await readTicket(REF, desk.door);
    if (!read.ok) throw new Error(read.message);
    desk.newCalls();
    const again = zendeskDoor((path) =>
      path.includes("comments")
        ? answer(
            200,
            commentsBody([
              comment(700003, COLLEAGUE, "I am checking."),
              comment(700004, CUSTOMER, "Any news?"),
            ]),
          )
        : healthy(path),
    );
    const fresh = await readNewMessages(read.ticket, "cursor-2", again.door);
    expect(again.calls).toEqual([
      "/api/v2/tickets/48213/comments.json?include=users&sort=created_at&page[size]=100&page[after]=cursor-2",
    ]);
    expect(fresh?.messages.map(({ messageId }) => messageId)).toEqual([
      "700001",
      "700002",
      "700003",
      "700004",
    ]);
  });
});

describe("paging", () => {
  const pages = (sizes: number[]) => (path: string) => {
    if (!path.includes("comments")) return healthy(path);
    const page = Number(/page\[after\]=p(\d+)/.exec(path)?.[1] ?? 0);
    const first = sizes.slice(0, page).reduce((a, b) => a + b, 0);
    const comments = Array.from({ length: sizes[page] ?? 0 }, (_, i) =>
      comment(
        700001 + first + i,
        i % 2 ? ME : CUSTOMER,
        `Message ${first + i}`,
      ),
    );
    return answer(
      200,
      commentsBody(comments, page + 1 < sizes.length ? `p${page + 1}` : null),
    );
  };

  it("follows the cursor to the last page and remembers it", async () => {
    const desk = zendeskDoor(pages([100, 100, 50]));
    const read = await readTicket(REF, desk.door);
    if (!read.ok) throw new Error(read.message);
    expect(read.ticket.messages).toHaveLength(250);
    expect(
      new Set(read.ticket.messages.map(({ messageId }) => messageId)).size,
    ).toBe(250);
    expect(read.lastPageCursor).toBe("p2");
    expect(desk.calls.filter((path) => path.includes("comments"))).toHaveLength(
      3,
    );
  });

  it("stops at 5000 comments and says so", async () => {
    const desk = zendeskDoor(pages(Array.from({ length: 60 }, () => 100)));
    const read = await readTicket(REF, desk.door);
    if (!read.ok) throw new Error(read.message);
    expect(read.ticket.messages).toHaveLength(5000);
    expect(read.ticket.missing).toContain("messages after the first 5000");
  });

  it("does not go round in circles on a cursor that stands still", async () => {
    const desk = zendeskDoor((path) =>
      path.includes("comments")
        ? answer(200, commentsBody([comment(700001, CUSTOMER, "x")], "same"))
        : healthy(path),
    );
    const read = await readTicket(REF, desk.door);
    expect(read.ok && read.ticket.messages).toHaveLength(1);
    expect(desk.calls.filter((path) => path.includes("comments"))).toHaveLength(
      2,
    );
  });
});

describe("what the API may answer instead", () => {
  it.each([
    [
      "401",
      but(
        /tickets\/48213\.json/,
        answer(401, { error: "Couldn't authenticate you" }),
      ),
      "signed_out",
    ],
    [
      "a sign-in page with status 200",
      but(
        /tickets\/48213\.json/,
        answer(200, "<!doctype html><title>Sign in</title>"),
      ),
      "signed_out",
    ],
    [
      "an anonymous user",
      but(
        /users\/me/,
        answer(200, {
          user: { id: null, name: "Anonymous user", role: "end-user" },
        }),
      ),
      "signed_out",
    ],
    ["403", but(/comments/, answer(403, { error: "Forbidden" })), "forbidden"],
    [
      "404",
      but(/tickets\/48213\.json/, answer(404, { error: "RecordNotFound" })),
      "not_found",
    ],
    [
      "500",
      but(/comments/, answer(500, { error: "InternalServerError" })),
      "unreachable",
    ],
    [
      "no answer",
      but(/comments/, { ok: false, reason: "network" }),
      "unreachable",
    ],
    [
      "more than Heed takes at once",
      but(/comments/, { ok: false, reason: "too_large" }),
      "too_large",
    ],
    [
      "a body of another shape",
      but(/comments/, answer(200, { comments: "soon" })),
      "unreadable",
    ],
    [
      "half a body",
      but(/comments/, answer(200, '{"comments":[')),
      "unreadable",
    ],
  ] as [string, (path: string) => GetAnswer, string][])(
    "%s: the page is read, marked partial, and without a page it is said",
    async (_name, answers, problem) => {
      const withPage = await readTicket(
        REF,
        zendeskDoor(answers, READING).door,
      );
      expect(withPage).toMatchObject({
        ok: true,
        me: null,
        ticket: {
          completeness: "partial",
          messages: [{ text: "I was charged twice." }],
        },
      });
      expect(await readTicket(REF, zendeskDoor(answers).door)).toMatchObject({
        ok: false,
        problem,
      });
    },
  );

  it("429 with a short Retry-After is waited out, once", async () => {
    let limited = true;
    const desk = zendeskDoor((path) => {
      if (!path.includes("comments") || !limited) return healthy(path);
      limited = false;
      return answer(
        429,
        "Number of allowed API requests per minute exceeded",
        1,
      );
    });
    expect(await readTicket(REF, desk.door)).toMatchObject({
      ok: true,
      ticket: { completeness: "full" },
    });
    expect(desk.waits).toEqual([1000]);
  });

  it("429 with a long Retry-After: the page is read, and nobody asks Zendesk before the time is up", async () => {
    const desk = zendeskDoor(
      but(
        /tickets/,
        answer(429, "Number of allowed API requests per minute exceeded", 40),
      ),
      READING,
    );
    expect(await readTicket(REF, desk.door)).toMatchObject({
      ok: true,
      ticket: { completeness: "partial" },
    });
    expect(desk.waits).toEqual([]);
    desk.newCalls();
    desk.pass(39_000);
    await readTicket({ ...REF, ticketId: "48214" }, desk.door);
    expect(desk.newCalls()).toEqual([]);
    desk.pass(2000);
    await readTicket(REF, desk.door);
    expect(desk.newCalls()).not.toEqual([]);
  });

  it("field definitions that fail leave the numbers and are asked for again", async () => {
    const desk = zendeskDoor(but(/ticket_fields/, answer(403, {})));
    const read = await readTicket(REF, desk.door);
    expect(read.ok && read.ticket.fields.map(({ label }) => label)).toContain(
      "Field 27642",
    );
    desk.newCalls();
    await readTicket(REF, desk.door);
    expect(desk.newCalls()).toContain("/api/v2/ticket_fields.json");
  });
});

describe("what is not sure is not guessed", () => {
  const readWith = async (
    comments: unknown[],
    changes = {},
    page: PageReading | null = null,
  ) => {
    const read = await readTicket(
      REF,
      zendeskDoor(
        (path) =>
          path.includes("comments")
            ? answer(200, commentsBody(comments))
            : path.includes("tickets/48213.json")
              ? answer(200, ticketBody(changes))
              : healthy(path),
        page,
      ).door,
    );
    if (!read.ok) throw new Error(read.message);
    return read.ticket;
  };

  it.each([
    [
      "no public flag",
      comment(700001, CUSTOMER, "x", { public: undefined }),
      { role: "customer", visibility: "unknown" },
    ],
    [
      "an author nobody knows",
      comment(700001, 1, "x"),
      { role: "bot", authorName: "" },
    ],
    ["the system", comment(700001, -1, "x"), { role: "bot" }],
    [
      "hard spaces that Zendesk left",
      comment(700001, CUSTOMER, "a&nbsp;b"),
      { text: "a b" },
    ],
    [
      "only a body",
      comment(700001, CUSTOMER, "x", { plain_body: undefined }),
      { text: "x" },
    ],
    [
      "ids as strings",
      {
        ...comment(700001, CUSTOMER, "x"),
        id: "700001",
        author_id: String(CUSTOMER),
      },
      { messageId: "700001", role: "customer" },
    ],
    [
      "attachments, less the deleted ones",
      comment(700001, CUSTOMER, "x", {
        attachments: [
          { file_name: "a.png", content_type: "image/png", deleted: false },
          { file_name: "b", deleted: true },
        ],
      }),
      { attachments: [{ name: "a.png", contentType: "image/png" }] },
    ],
  ])("%s", async (_name, one, message) => {
    expect((await readWith([one])).messages[0]).toMatchObject(message);
  });

  it("an agent who asks as a requester is the customer of that ticket", async () => {
    const ticket = await readWith([comment(700001, ME, "My own question")], {
      requester_id: ME,
    });
    expect(ticket.messages[0]?.role).toBe("customer");
  });

  it("one person who cannot be read leaves the others known", async () => {
    const { door } = zendeskDoor((path) =>
      path.includes("comments")
        ? answer(200, {
            ...commentsBody([
              comment(700001, CUSTOMER, "x"),
              comment(700002, ME, "y"),
            ]),
            users: [{ id: null, name: 7 }, ...USERS],
          })
        : healthy(path),
    );
    const read = await readTicket(REF, door);
    expect(read.ok && read.ticket.messages.map(({ role }) => role)).toEqual([
      "customer",
      "agent",
    ]);
  });

  it("a message without a time is named as missing", async () => {
    const ticket = await readWith([
      comment(700001, CUSTOMER, "x", { created_at: "soon" }),
    ]);
    expect(ticket).toMatchObject({
      messages: [],
      missing: ["a message without a time"],
    });
  });

  it("a very long message is cut, and said", async () => {
    const ticket = await readWith([
      comment(700001, CUSTOMER, "x".repeat(2_000_001)),
    ]);
    expect(ticket.messages[0]?.text).toHaveLength(2_000_000);
    expect(ticket.missing).toEqual(["the end of a very long message"]);
  });

  it("a live chat whose log is refused is partial: its lines come from the page", async () => {
    const ticket = await readWith(
      [],
      { from_messaging_channel: true, via: { channel: "native_messaging" } },
      READING,
    );
    expect(ticket).toMatchObject({
      completeness: "partial",
      missing: ["earlier chat messages"],
      messages: [{ text: "I was charged twice." }],
    });
  });
});
