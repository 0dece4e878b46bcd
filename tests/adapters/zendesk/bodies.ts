import type {
  AccountFacts,
  ReadDoor,
} from "../../../src/adapters/zendesk/read-door.ts";
import type {
  GetAnswer,
  PageReading,
} from "../../../src/messaging/page-protocol.ts";

/** Zendesk's answers in the documented shapes, written by hand. */

export const CUSTOMER = 21978392;
export const ME = 235323;
export const COLLEAGUE = 235324;
export const USERS = [
  {
    id: CUSTOMER,
    name: "Dana Ruiz",
    role: "end-user",
    email: "dana@example.com",
  },
  { id: ME, name: "Sam Okoro", role: "agent", email: "sam@acme.example" },
  {
    id: COLLEAGUE,
    name: "Priya Nair",
    role: "admin",
    email: "priya@acme.example",
  },
];

export function answer(
  status: number,
  body: unknown,
  retryAfterSeconds: number | null = null,
): GetAnswer {
  return {
    ok: true,
    status,
    retryAfterSeconds,
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

export function ticketBody(changes: Record<string, unknown> = {}) {
  return {
    ticket: {
      id: 48213,
      url: "https://acme.zendesk.com/api/v2/tickets/48213.json",
      subject: "Charged twice for order A-77120",
      raw_subject: "Charged twice for order A-77120",
      via: { channel: "email", source: { from: {}, to: {}, rel: null } },
      created_at: "2026-11-20T09:14:03Z",
      updated_at: "2026-11-20T11:42:55Z",
      type: "question",
      priority: "high",
      status: "open",
      requester_id: CUSTOMER,
      tags: ["billing"],
      custom_fields: [
        { id: 27642, value: "A-77120" },
        { id: 27648, value: "refund" },
        { id: 27650, value: null },
        { id: 27651, value: true },
        { id: 27652, value: ["a", "b"] },
        { id: 99999, value: "x" },
      ],
      from_messaging_channel: false,
      ...changes,
    },
    users: USERS,
  };
}

export function comment(
  id: number,
  author_id: number,
  text: string,
  changes: Record<string, unknown> = {},
) {
  return {
    id,
    type: "Comment",
    author_id,
    body: text,
    html_body: `<div class="zd-comment"><p>${text}</p></div>`,
    plain_body: text,
    public: true,
    attachments: [],
    audit_id: id - 10000,
    via: { channel: "email" },
    created_at: new Date(
      Date.parse("2026-11-20T09:00:00Z") + (id - 700000) * 60_000,
    )
      .toISOString()
      .replace(".000Z", "Z"),
    metadata: {},
    ...changes,
  };
}

export function commentsBody(comments: unknown[], next: string | null = null) {
  return {
    comments,
    users: USERS,
    meta: {
      has_more: next !== null,
      after_cursor: next ?? "end",
      before_cursor: "start",
    },
    links: { prev: null, next: null },
  };
}

export const ME_BODY = {
  user: {
    id: ME,
    name: "Sam Okoro",
    role: "agent",
    authenticity_token: "W/oOCh3-EXAMPLE",
  },
};
export const FIELDS_BODY = {
  ticket_fields: [
    { id: 27642, type: "text", title: "Order ID", active: true },
    {
      id: 27648,
      type: "tagger",
      title: "Reason",
      active: true,
      custom_field_options: [
        { id: 1, name: "Refund", value: "refund", default: false },
      ],
    },
    { id: 27651, type: "checkbox", title: "Is a gift", active: true },
    {
      id: 27652,
      type: "multiselect",
      title: "Parts",
      active: true,
      custom_field_options: [{ id: 2, name: "Part A", value: "a" }],
    },
    { id: 27653, type: "text", title: "Old", active: false },
  ],
  count: 5,
  next_page: null,
};

/** A helpdesk in small: answers by path, counts the calls, keeps the account's facts as the worker would. */
export function zendeskDoor(
  answers: (path: string) => GetAnswer,
  page: PageReading | null = null,
) {
  const calls: string[] = [];
  const waits: number[] = [];
  let account: AccountFacts | null = null;
  let time = Date.parse("2026-11-24T08:00:00Z");
  const door: ReadDoor = {
    get: async (path) => {
      calls.push(path);
      return answers(path);
    },
    readPage: async () => page,
    loadAccount: async () => account,
    saveAccount: async (facts) => {
      account = facts;
    },
    now: () => time,
    wait: async (ms) => {
      waits.push(ms);
      time += ms;
    },
  };
  return {
    door,
    calls,
    waits,
    pass: (ms: number) => {
      time += ms;
    },
    /** What was called since the last time this was asked. */
    newCalls: () => calls.splice(0),
  };
}
