import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseTickets } from "./tickets.ts";
import { startZendesk, type SandboxZendesk } from "./zendesk/server.ts";
import type { ApiFault } from "./zendesk/levers.ts";
import { API_TOKEN } from "./zendesk/sessions.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const message = (index: number) => ({
  role: index % 2 === 0 ? "customer" : "agent",
  author: index % 2 === 0 ? "Dana Ruiz" : "Priya Nair",
  at: new Date(NOW - (1000 - index) * 60_000).toISOString(),
  text: `Message ${index}`,
});
const TICKETS = [
  {
    id: 40001,
    subject: "Charged twice",
    requester: "Dana Ruiz",
    tags: ["billing"],
    fields: { "Order ID": "A-77120" },
    messages: [
      {
        ...message(0),
        text: "Charged twice.\n\nPlease look.",
        attachments: [{ name: "a.png", contentType: "image/png" }],
      },
      { ...message(1), visibility: "internal", text: "Refund is safe." },
    ],
  },
  {
    id: 40002,
    subject: "Long",
    requester: "Dana Ruiz",
    messages: Array.from({ length: 250 }, (_, index) => message(index)),
  },
  {
    id: 40003,
    subject: "Chat",
    channel: "messaging",
    requester: "Lee Fox",
    messages: [
      { ...message(0), author: "Lee Fox" },
      { ...message(2), role: "bot", author: "Bot" },
      { ...message(3), visibility: "internal" },
    ],
  },
];

let zendesk: SandboxZendesk;
beforeAll(async () => {
  const tickets = parseTickets(
    TICKETS.map((ticket) => JSON.stringify(ticket)).join("\n"),
  );
  zendesk = await startZendesk({ tickets, now: () => NOW });
});
afterEach(() => zendesk.levers.reset());
afterAll(() => zendesk.close());

/** Whatever of the bodies these tests look at; that it is there is what they test. */
interface Body {
  comments: { body: string; public: boolean }[];
  events: { type: string; author: { type: string } }[];
  users: { name: string; role: string }[];
  groups: unknown[];
  organizations: unknown[];
  count: number;
  next_page: string | null;
  meta: { has_more: boolean };
  links: { next: string | null };
}

async function get(path: string) {
  const authorization = `Basic ${Buffer.from(`sam@acme.example/token:${API_TOKEN}`).toString("base64")}`;
  const response = await fetch(`${zendesk.apiEndpoint}${path}`, {
    headers: { authorization },
  });
  const body = await response.text();
  const isJson =
    response.headers.get("content-type")?.startsWith("application/json") ===
    true;
  return {
    status: response.status,
    headers: response.headers,
    body,
    json: (isJson ? JSON.parse(body) : {}) as Body,
  };
}

describe("the bodies", () => {
  it("a ticket comes with its people when asked", async () => {
    const { json } = await get(
      "/tickets/40001.json?include=users,groups,organizations",
    );
    expect(json.users.map((user) => user.name)).toEqual([
      "Dana Ruiz",
      "Sam Okoro",
    ]);
    expect([json.groups.length, json.organizations]).toEqual([1, []]);
  });

  it("a comment holds text, HTML, visibility and attachments", async () => {
    const { json } = await get(
      "/tickets/40001/comments.json?include=users&page[size]=2",
    );
    expect(json.comments[0]).toMatchObject({
      plain_body: "Charged twice.\n\nPlease look.",
      html_body:
        '<div class="zd-comment" dir="auto"><p dir="auto">Charged twice.</p><p dir="auto">Please look.</p></div>',
      public: true,
      attachments: [{ file_name: "a.png", content_type: "image/png" }],
    });
    expect(json.comments[1]?.public).toBe(false);
    expect(json.meta.has_more).toBe(false);
    expect(json.users.map((user) => user.role)).toEqual(["end-user", "agent"]);
  });

  it("the page size has its limit, and the newest can come first", async () => {
    const { json } = await get(
      "/tickets/40002/comments.json?page[size]=5000&sort=-created_at",
    );
    expect([json.comments.length, json.comments[0]?.body]).toEqual([
      100,
      "Message 249",
    ]);
  });

  it("the old paging counts", async () => {
    const { json } = await get(
      "/tickets/40002/comments.json?per_page=100&page=3&sort_order=asc",
    );
    expect([json.count, json.comments.length, json.next_page]).toEqual([
      250,
      50,
      null,
    ]);
  });

  it("a chat is in the conversation log only; its notes are in both", async () => {
    const log = (await get("/tickets/40003/conversation_log?page[size]=100"))
      .json.events;
    expect(log.map((event) => [event.type, event.author.type])).toEqual([
      ["Messaging::ConversationMessage", "user"],
      ["Messaging::ConversationMessage", "bot"],
      ["Comment", "agent"],
    ]);
    expect(
      (await get("/tickets/40003/comments.json")).json.comments.map(
        (comment) => comment.public,
      ),
    ).toEqual([false]);
  });
});

describe("what the levers break", () => {
  it.each<[ApiFault, number, RegExp]>([
    [{ kind: "unauthenticated" }, 401, /Couldn't authenticate you/],
    [{ kind: "forbidden" }, 403, /Forbidden/],
    [{ kind: "not-found" }, 404, /RecordNotFound/],
    [
      { kind: "rate-limited", retryAfterS: 7 },
      429,
      /^Number of allowed API requests per minute exceeded$/,
    ],
    [{ kind: "server-error" }, 500, /Something went wrong/],
    [{ kind: "login-page" }, 200, /<h1>Sign in/],
  ])("$kind", async (fault, status, body) => {
    zendesk.levers.failApi(fault);
    const answer = await get("/tickets/40001.json");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([
      status,
      fault.kind === "rate-limited" ? "7" : null,
    ]);
    expect(answer.body).toMatch(body);
  });

  it("one part alone", async () => {
    zendesk.levers.failApi({ kind: "forbidden" }, "conversation_log");
    expect([
      (await get("/tickets/40001/conversation_log")).status,
      (await get("/tickets/40001.json")).status,
    ]).toEqual([403, 200]);
  });

  it("the paging, so that a reader misses what it is not told of", async () => {
    zendesk.levers.dropsCommentPaging = true;
    const { json } = await get("/tickets/40002/comments.json?page[size]=100");
    expect([json.comments.length, json.meta.has_more, json.links.next]).toEqual(
      [100, false, null],
    );
  });

  it("are pulled over HTTP too, by their names, and say what is wrong with a pull", async () => {
    const control = zendesk.apiEndpoint.replace("/api/v2", "/__sandbox/levers");
    const pull = (body: unknown) =>
      fetch(control, { method: "POST", body: JSON.stringify(body) }).then(
        (answer) => answer.status,
      );
    expect(
      await pull({
        pull: "customerWrites",
        ticketId: 40003,
        text: "Still there?",
      }),
    ).toBe(200);
    expect(
      await pull({ pull: "colleagueWrites", ticketId: 1, text: "?" }),
    ).toBe(404);
    expect(await pull({ pull: "explode" })).toBe(422);
    expect(zendesk.state.ticket(40003)?.comments.at(-1)).toMatchObject({
      plainBody: "Still there?",
      authorType: "user",
    });
  });
});

it("nobody is let in without a session or a token, but asked who one is the API names an anonymous", async () => {
  const refused = await fetch(`${zendesk.apiEndpoint}/tickets/40001.json`);
  expect([refused.status, await refused.json()]).toEqual([
    401,
    { error: "Couldn't authenticate you" },
  ]);
  const me: unknown = await fetch(`${zendesk.apiEndpoint}/users/me.json`).then(
    (answer) => answer.json(),
  );
  expect(me).toMatchObject({ user: { id: null, role: "end-user" } });
  expect((await get("/tickets/1.json")).json).toEqual({
    error: "RecordNotFound",
    description: "Not found",
  });
});
