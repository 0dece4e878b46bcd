import "fake-indexeddb/auto";
import {
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { db } from "../../src/background/database.ts";
import { findSimilar } from "../../src/background/similar.ts";
import type { Suggestion } from "../../src/domain/suggestion.ts";
import {
  ANSWERS_DATABASE,
  type ConnectionState,
  type PanelRequest,
  type TabView,
} from "../../src/messaging/panel-protocol.ts";
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
} from "../adapters/zendesk/bodies.ts";
import type { fakeBrowser } from "./fake-browser.ts";
import { pageSender, PANEL_SENDER } from "./fake-browser.ts";
import { startStubBackend, type StubBackend } from "./stub-backend.ts";

/** The whole worker, with a real backend over HTTP and a helpdesk that answers; only the browser is a small one. */
const fake = vi.hoisted(() => ({ made: null as unknown }));
vi.mock("../../src/messaging/browser.ts", async () => {
  const { fakeBrowser: make } = await import("./fake-browser.ts");
  const made = make();
  fake.made = made;
  return {
    browser: made.browser,
    openPanelOnIconClick: async () => undefined,
    openSidePanel: () => undefined,
    openSidePanelForKeys: (windowId: number, onOpening: () => void) => {
      if (!made.panelsWithKeyboard.has(windowId)) onOpening();
    },
    hideStorageFromContentScripts: async () => undefined,
  };
});

const DRAFT = "Hello,\n\nthis answers ticket 1.";
let browser: ReturnType<typeof fakeBrowser>;
let backend: StubBackend;
let comments: unknown[];
let tabId = 100;

beforeAll(async () => {
  vi.stubGlobal("chrome", { runtime: {} });
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux)" });
  await import("../../src/background/index.ts");
  browser = fake.made as typeof browser;
});
beforeEach(async () => {
  backend = await startStubBackend();
  comments = [comment(700001, CUSTOMER, "Where is my order?")];
  browser.pagesAnswer(({ type, path = "" }) => {
    if (type !== "page.get")
      return type === "page.insert" ? { ok: true, readBack: DRAFT } : undefined;
    if (path.includes("users/me")) return answer(200, ME_BODY);
    if (path.includes("ticket_fields")) return answer(200, FIELDS_BODY);
    return path.includes("comments")
      ? answer(200, commentsBody(comments))
      : answer(200, ticketBody());
  });
  // Each case has a tab of its own; one that still shows an earlier case's ticket would keep it from being left.
  tabId++;
  browser.told.length = 0;
});
afterEach(async () => {
  await say({ type: "page.state", state: { ticket: null, composer: null } });
  await ask({ type: "options.disconnect" });
  await backend.close();
});

const ask = async (request: PanelRequest) =>
  (await browser.deliver(request, PANEL_SENDER)) as {
    ok: boolean;
    value: unknown;
    message?: string;
  };
const say = (message: unknown) =>
  browser.deliver(message, pageSender(tabId)) as Promise<unknown>;
const view = async () =>
  (await ask({ type: "panel.view", tabId })).value as TabView;
const viewWhen = async (fits: (it: TabView) => boolean) => {
  await expect
    .poll(async () => fits(await view()), { timeout: 5000 })
    .toBe(true);
  return view();
};
const refOf = (ticketId: string) => ({
  helpdesk: "zendesk" as const,
  accountKey: "acme",
  ticketId,
});
const connect = () =>
  ask({ type: "options.connect", address: backend.origin, code: "CODE" });
const show = async (ticketId: string) => {
  await say({
    type: "page.state",
    state: {
      ticket: refOf(ticketId),
      composer: { ticketId, present: true, mode: "public", text: "" },
    },
  });
  return viewWhen(({ ticket }) => ticket?.ticketId === ticketId);
};
const suggest = (
  ticketId: string,
  lastMessageId = "700001",
  instruction: string | null = null,
) =>
  ask({
    type: "panel.suggest",
    tabId,
    ref: refOf(ticketId),
    lastMessageId,
    instruction,
    intentId: null,
    replaces: null,
  });
let ticketNumber = 1000;
const newTicket = () => String(ticketNumber++);

describe("the panel is told what is wrong, within two seconds", () => {
  it.each<
    [string, (backend: StubBackend) => unknown, Partial<ConnectionState>]
  >([
    ["down", (it) => it.close(), { kind: "offline" }],
    [
      "slow",
      (it) => (it.levers.delayMs = () => 4000),
      { kind: "backend_error", code: "slow" },
    ],
    [
      "500",
      (it) => (it.levers.status = 500),
      { kind: "backend_error", code: "stub_error" },
    ],
    [
      "wrong token",
      (it) => (it.levers.token = "another"),
      { kind: "signed_out" },
    ],
    [
      "a newer contract",
      (it) => (it.levers.contract = 2),
      { kind: "versions_differ", heedIs: "older" },
    ],
  ])("%s", async (_name, breaks, state) => {
    await connect();
    await breaks(backend);
    const began = Date.now();
    expect((await ask({ type: "options.test" })).value).toMatchObject(state);
    expect((await view()).connection).toMatchObject(state);
    expect(Date.now() - began).toBeLessThan(2000);
  });

  it("while a suggestion is slow to begin: told at once, and well again when it came", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    backend.levers.delayMs = () => 2500;
    const began = Date.now();
    const asked = suggest(ticketId);
    await expect
      .poll(async () => (await view()).connection, {
        timeout: 2000,
        interval: 20,
      })
      .toMatchObject({ code: "slow" });
    expect(Date.now() - began).toBeLessThan(2000);
    expect((await asked).ok).toBe(true);
    expect((await view()).connection.kind).toBe("ok");
  });
});

describe("connecting", () => {
  it("a wrong code, a wrong address and a refused permission say what to do", async () => {
    expect(
      (
        await ask({
          type: "options.connect",
          address: backend.origin,
          code: "WRONG",
        })
      ).message,
    ).toMatch(/Ask your admin for a new one/);
    expect(
      (
        await ask({
          type: "options.connect",
          address: "http://heed.example.com",
          code: "CODE",
        })
      ).message,
    ).toMatch(/https/);
    browser.browser.permissions.contains = async () => false;
    expect((await connect()).message).toMatch(/Press Connect and allow it/);
    browser.browser.permissions.contains = async () => true;
    expect(await view()).toMatchObject({
      connection: { kind: "not_connected" },
    });
  });
});

describe("signing out", () => {
  const stored = async () => {
    const all: unknown[] = [...browser.areas.local, ...browser.areas.session];
    for (const { name } of await indexedDB.databases())
      all.push(name, await rowsOf(name ?? ""));
    return JSON.stringify(all);
  };
  const TEXT = /token|Where is my order|answers ticket|in my words|Sam Okoro/;

  it("leaves neither token nor text, whichever of both stores they were in, and ends the token at the backend", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await ask({ type: "panel.edit-draft", suggestionId, text: "in my words" });
    await openAnswers("Where is my order?");
    expect(await stored()).toMatch(TEXT);
    browser.pushed.length = 0;
    await ask({ type: "options.disconnect" });
    expect(await stored()).not.toMatch(TEXT);
    expect(browser.pushed).toContainEqual({ type: "push.forget" });
    expect(backend.requests).toContain("DELETE /v1/tokens/current");
    expect((await view()).connection).toEqual({ kind: "not_connected" });
  });

  it("keeps nothing of what was under way: a draft, a reading, a summary, a look at the backend", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    backend.levers.delayMs = () => 300;
    const underWay = [
      suggest(ticketId),
      ask({ type: "options.test" }),
      ask({
        type: "panel.summarise",
        tabId,
        ref: refOf(ticketId),
        written: false,
      }),
      say({ type: "page.conversation-changed", ticket: refOf(ticketId) }),
    ];
    await new Promise((next) => setTimeout(next, 50));
    await ask({ type: "options.disconnect" });
    await Promise.all(underWay);
    await new Promise((next) => setTimeout(next, 50));
    expect(await stored()).not.toMatch(TEXT);
    expect((await view()).connection).toEqual({ kind: "not_connected" });
  });

  it("what the agent types afterwards is not kept, and there again once they are connected", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    await ask({ type: "options.disconnect" });
    const typed = {
      type: "page.state",
      state: {
        ticket: refOf(ticketId),
        composer: {
          ticketId,
          present: true,
          mode: "public",
          text: "Hello, in my words",
        },
      },
    };
    await say(typed);
    expect(await stored()).not.toMatch(TEXT);
    browser.told.length = 0;
    await connect();
    // The page is asked to say it again.
    expect(browser.told).toContainEqual({
      tabId,
      command: { type: "page.tell-again" },
    });
    await say(typed);
    expect((await view()).composer?.text).toBe("Hello, in my words");
  });

  it.each<[string, string, boolean]>([
    ["the same agent finds their words again", "m1", true],
    ["a colleague finds nothing of them", "m2", false],
  ])("without a word, by a new code: %s", async (_name, memberId, isKept) => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await ask({ type: "panel.edit-draft", suggestionId, text: "in my words" });
    backend.levers.token = "another";
    await ask({ type: "options.test" });
    backend.levers.memberId = memberId;
    await connect();
    expect((await stored()).includes("in my words")).toBe(isKept);
  });

  it("while the backend is away: what waits stays, without a word of the customer's, and arrives after the next connection", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    backend.levers.status = 503;
    await ask({ type: "panel.displayed", suggestionId });
    await ask({ type: "options.disconnect" });
    expect(await stored()).toContain(`${suggestionId}.1`);
    expect(await stored()).not.toMatch(TEXT);
    backend.levers.status = null;
    await connect();
    await expect
      .poll(() => backend.stored.map(({ signalId }) => signalId))
      .toEqual([`${suggestionId}.1`]);
  });
});

describe("signals wait while the backend is away", () => {
  it("and arrive, in order, when it is back", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    backend.levers.status = 503;
    await ask({ type: "panel.displayed", suggestionId });
    await ask({
      type: "panel.reject",
      suggestionId,
      reason: "tone",
      note: null,
    });
    await expect.poll(async () => (await view()).signalsWaiting).toBe(2);
    backend.levers.status = null;
    expect((await ask({ type: "outbox.flush" })).value).toEqual({ waiting: 0 });
    expect(
      backend.stored.map(({ revision, outcome }) => [revision, outcome.kind]),
    ).toEqual([
      [1, "pending"],
      [2, "rejected"],
    ]);
    expect((await view()).connection.kind).toBe("ok");
  });
});

it("a signal names nobody of the thread, colleagues neither, and no street", async () => {
  await connect();
  const ticketId = newTicket();
  comments = [
    comment(700000, COLLEAGUE, "Is it Lindenweg 4, 79100 Freiburg?"),
    ...comments,
  ];
  await show(ticketId);
  const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
  await ask({ type: "panel.displayed", suggestionId });
  await ask({
    type: "panel.reject",
    suggestionId,
    reason: "tone",
    note: "Nair, Priya and Dana say it otherwise, Sam too: to Lindenweg 4.",
  });
  await ask({ type: "outbox.flush" });
  expect(backend.stored.at(-1)?.outcome).toMatchObject({
    note: "⟦NAME_1⟧ and ⟦NAME_2⟧ say it otherwise, ⟦NAME_3⟧ too: to ⟦ADDRESS_1⟧.",
  });
});

describe("a suggestion is bound to its ticket and message", () => {
  it("the ticket was left meanwhile: not shown; asked again on return, it is there without the backend", async () => {
    await connect();
    const [first, second] = [newTicket(), newTicket()];
    await show(first);
    backend.levers.delayMs = () => 300;
    const asked = suggest(first);
    await expect
      .poll(() => backend.requests.includes("POST /v1/suggestions"))
      .toBe(true);
    await show(second);
    expect(await asked).toMatchObject({
      ok: false,
      message: "Another ticket is in front now.",
    });
    await show(first);
    const before = backend.requests.length;
    expect((await suggest(first)).ok).toBe(true);
    expect(backend.requests.slice(before)).toEqual([]);
  });

  it("the customer wrote meanwhile: not shown", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    backend.levers.delayMs = () => 300;
    const asked = suggest(ticketId);
    await expect
      .poll(() => backend.requests.includes("POST /v1/suggestions"))
      .toBe(true);
    comments.push(comment(700009, CUSTOMER, "Hello?"));
    await say({ type: "page.conversation-changed", ticket: refOf(ticketId) });
    expect(await asked).toMatchObject({
      ok: false,
      message: expect.stringMatching(/wrote again/),
    });
  });

  it("a cut stream is an error, and the same question keeps its id", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const asked: string[] = [];
    backend.levers.stream = "cut";
    expect((await suggest(ticketId)).ok).toBe(false);
    backend.levers.stream = "whole";
    backend.levers.answer = (ticket) => (
      asked.push(ticket.ticketId),
      {
        answer: {
          kind: "abstention",
          abstention: {
            missing: "knowledge",
            message: "",
            missingFields: [],
            closest: null,
          },
        },
      }
    );
    expect((await suggest(ticketId)).ok).toBe(true);
    expect(asked).toEqual([ticketId]);
  });
});

describe("reading", () => {
  it("two calls for each ticket opened, one for what is new", async () => {
    await connect();
    await show(newTicket());
    browser.told.length = 0;
    const ticketId = newTicket();
    await show(ticketId);
    const gets = () =>
      browser.told.filter(({ command }) => command.type === "page.get").length;
    expect(gets()).toBe(2);
    comments.push(comment(700002, ME, "An answer."));
    await say({ type: "page.conversation-changed", ticket: refOf(ticketId) });
    await viewWhen(({ ticket }) => ticket?.messages.length === 2);
    expect(gets()).toBe(3);
  });

  it("says why a ticket could not be read", async () => {
    await connect();
    browser.pagesAnswer(() => answer(404, { error: "RecordNotFound" }));
    const ticketId = newTicket();
    await say({
      type: "page.state",
      state: { ticket: refOf(ticketId), composer: null },
    });
    expect(
      (await viewWhen(({ readError }) => readError !== null)).readError,
    ).toMatch(/does not know this ticket/);
  });
});

describe("the agent's own words", () => {
  const OWN = "Hello,\n\nthis answers ticket 99999 at once.";

  it("are inserted in the draft's place, and warned about", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await ask({ type: "panel.edit-draft", suggestionId, text: OWN });
    expect(
      (await ask({ type: "panel.edited-draft", suggestionId })).value,
    ).toBe(OWN);
    expect(
      (await ask({ type: "panel.recheck", tabId, suggestionId, text: OWN }))
        .value,
    ).toMatchObject([
      { guardrail: "numbers-in-sources", quote: "99999" },
      { guardrail: "ids-in-sources", quote: "99999" },
    ]);
    browser.told.length = 0;
    await ask({
      type: "panel.insert",
      tabId,
      suggestionId,
      part: "reply",
      mode: "append",
      expectedText: "",
      ticked: [],
    });
    expect(
      browser.told.find(({ command }) => command.type === "page.insert")
        ?.command,
    ).toMatchObject({ text: OWN });
  });

  it("end with going back to the draft", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await ask({ type: "panel.edit-draft", suggestionId, text: OWN });
    await ask({ type: "panel.edit-draft", suggestionId, text: null });
    expect(
      (await ask({ type: "panel.edited-draft", suggestionId })).value,
    ).toBeNull();
  });
});

describe("where the helpdesk takes no text", () => {
  const insertPart = (suggestionId: string, part: "reply" | "brief") =>
    ask({
      type: "panel.insert",
      tabId,
      suggestionId,
      part,
      mode: "append",
      expectedText: "",
      ticked: [],
    });
  const inserts = () =>
    browser.told.filter(({ command }) => command.type === "page.insert").length;
  /** The helpdesk as it was, but for what `changed` answers. */
  const changing = (changed: (path: string) => unknown) => {
    const before = browser.pageAnswer();
    browser.pagesAnswer((command) =>
      command.type === "page.get"
        ? (changed(command.path ?? "") ?? before(command))
        : before(command),
    );
  };
  const closed = (tags: string[]) => (path: string) =>
    /tickets\/\d+\.json/.test(path)
      ? answer(200, ticketBody({ status: "closed", tags }))
      : undefined;

  it("a closed ticket is read and drafted for, and nothing reaches its page", async () => {
    await connect();
    changing(closed([]));
    const ticketId = newTicket();
    expect(await show(ticketId)).toMatchObject({ writeLimit: "closed" });
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    expect(await insertPart(suggestionId, "reply")).toMatchObject({
      ok: false,
      message: "This text cannot be written here. Copy it instead.",
    });
    expect(inserts()).toBe(0);
  });

  it("a ticket that is merged while it is open is noticed, once its reply box is gone", async () => {
    await connect();
    const ticketId = newTicket();
    expect(await show(ticketId)).toMatchObject({ writeLimit: null });
    changing(closed(["closed_by_merge"]));
    comments.push(
      comment(700002, ME, "Closed and merged into request #7.", {
        public: false,
      }),
    );
    await say({
      type: "page.state",
      state: {
        ticket: refOf(ticketId),
        composer: { ticketId, present: false, mode: "unknown", text: "" },
      },
    });
    await say({ type: "page.conversation-changed", ticket: refOf(ticketId) });
    const seen = await viewWhen(({ writeLimit }) => writeLimit !== null);
    expect(seen.writeLimit).toBe("merged");
    expect(seen.ticket?.messages).toHaveLength(2);
  });

  it("a light agent inserts no reply, but a brief", async () => {
    await connect();
    const light = { user: { ...ME_BODY.user, role_type: 1 } };
    changing((path) =>
      path.includes("users/me") ? answer(200, light) : undefined,
    );
    browser.areas.local.delete("account.zendesk.acme");
    const ticketId = newTicket();
    expect(await show(ticketId)).toMatchObject({ writeLimit: "notes_only" });
    const reply = (await suggest(ticketId)).value as Suggestion;
    expect(await insertPart(reply.suggestionId, "reply")).toMatchObject({
      ok: false,
    });
    expect(inserts()).toBe(0);

    if (reply.answer.kind !== "draft") throw new Error("no draft");
    const brief = {
      ...reply.answer.draft,
      destination: "internal" as const,
    };
    backend.levers.answer = () => ({
      risk: "high",
      answer: { kind: "brief", brief, acknowledgement: null },
    });
    const another = newTicket();
    await show(another);
    const { suggestionId } = (await suggest(another)).value as Suggestion;
    expect(await insertPart(suggestionId, "brief")).toMatchObject({
      ok: true,
      value: { ok: true },
    });
    expect(inserts()).toBe(1);
    browser.areas.local.delete("account.zendesk.acme");
  });
});

describe("a handoff note", () => {
  const abstention = {
    kind: "abstention" as const,
    abstention: {
      missing: "knowledge" as const,
      message: "No current source on this.",
      missingFields: [],
      closest: null,
    },
  };
  const insertNote = (suggestionId: string) =>
    ask({
      type: "panel.insert",
      tabId,
      suggestionId,
      part: "handoff",
      mode: "append",
      expectedText: "",
      ticked: [],
    });
  const inserted = () =>
    browser.told.flatMap(({ command }) =>
      command.type === "page.insert" ? [command] : [],
    );

  it("is the summary that the panel was given, as a note, and no outcome of a reply", async () => {
    await connect();
    backend.levers.answer = () => ({ answer: abstention });
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await ask({
      type: "panel.summarise",
      tabId,
      ref: refOf(ticketId),
      written: false,
    });
    const asked = backend.requests.length;
    expect(await insertNote(suggestionId)).toMatchObject({ ok: true });
    expect(inserted()).toMatchObject([
      {
        ticketId,
        destination: "internal",
        text: "Problem: Where is my order?\nNo draft: No current source on this.",
      },
    ]);
    // Nothing was asked for anew, and no signal goes out.
    expect(backend.requests.slice(asked)).toEqual([]);
  });

  it("is made anew where the browser was closed meanwhile, and never from a draft", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const draft = (await suggest(ticketId)).value as Suggestion;
    expect(await insertNote(draft.suggestionId)).toMatchObject({ ok: false });
    backend.levers.answer = () => ({ answer: abstention });
    const another = newTicket();
    await show(another);
    const { suggestionId } = (await suggest(another)).value as Suggestion;
    expect(inserted()).toEqual([]);
    expect(await insertNote(suggestionId)).toMatchObject({ ok: true });
    expect(backend.requests).toContain("POST /v1/summaries");
    expect(inserted()).toHaveLength(1);
  });
});

describe("the icon", () => {
  const isOpen = (open: boolean) =>
    vi.stubGlobal("chrome", {
      runtime: {
        getContexts: async () => (open ? [{ contextType: "SIDE_PANEL" }] : []),
      },
    });
  afterEach(() => vi.stubGlobal("chrome", { runtime: {} }));

  it("says that a draft waits when the panel is closed, until it is decided about", async () => {
    await connect();
    const ticketId = newTicket();
    isOpen(true);
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await ask({ type: "panel.displayed", suggestionId });
    await expect.poll(() => browser.badges.get(tabId)).toBe("");
    isOpen(false);
    await ask({ type: "panel.closing" });
    await expect.poll(() => browser.badges.get(tabId)).toBe("1");
    await ask({
      type: "panel.reject",
      suggestionId,
      reason: "tone",
      note: null,
    });
    await expect.poll(() => browser.badges.get(tabId)).toBe("");
  });
});

describe("a page that is loaded anew", () => {
  const shown = (ticketId: string) => ({
    type: "page.state",
    state: { ticket: refOf(ticketId), composer: null },
  });

  it("has no script any more: no ticket is in front", async () => {
    await connect();
    await show(newTicket());
    browser.pagesAnswer(() => undefined);
    browser.loaded(tabId);
    await expect
      .poll(async () => (await view()).ref, { timeout: 5000 })
      .toBeNull();
  });

  it("spoke while it was asked in vain: what it said counts", async () => {
    await connect();
    await show(newTicket());
    const next = newTicket();
    browser.pagesAnswer(async ({ type }) => {
      if (type === "page.tell-again") await say(shown(next));
      return undefined;
    });
    browser.loaded(tabId);
    await viewWhen(({ ref }) => ref?.ticketId === next);
    await new Promise((later) => setTimeout(later, 50));
    expect((await view()).ref?.ticketId).toBe(next);
  });

  it("a reading that broke off with the page is made again", async () => {
    await connect();
    const ticketId = newTicket();
    const whole = browser.pageAnswer();
    browser.pagesAnswer(() => undefined);
    await say(shown(ticketId));
    await viewWhen(({ readError }) => readError !== null);
    browser.pagesAnswer((command) =>
      command.type === "page.tell-again" ? true : whole(command),
    );
    // Somebody looks: else nothing is read.
    vi.stubGlobal("chrome", {
      runtime: { getContexts: async () => [{ contextType: "SIDE_PANEL" }] },
    });
    browser.loaded(tabId);
    await viewWhen((it) => it.ticket?.ticketId === ticketId);
    expect((await view()).readError).toBeNull();
    vi.stubGlobal("chrome", { runtime: {} });
  });
});

describe("how the adapter fares is counted", () => {
  const health = (ticketId: string, changes: object) =>
    say({
      type: "page.health",
      ticket: refOf(ticketId),
      health: {
        state: "ok",
        missing: [],
        mayInsert: true,
        mayNotice: true,
        routes: {},
        ...changes,
      },
      selectors: "built_in",
      packVersion: null,
    });
  const insert = (suggestionId: string) =>
    ask({
      type: "panel.insert",
      tabId,
      suggestionId,
      part: "reply",
      mode: "append",
      ticked: [],
      expectedText: "",
    });
  const sent = () =>
    backend.counted
      .at(-1)
      ?.counts.map(({ kind, name, n }) => `${kind} ${name} ${n}`)
      .sort();
  const flushed = async (batches: number) => {
    await ask({ type: "outbox.flush" });
    await expect.poll(() => backend.counted.length).toBe(batches);
  };
  const anHourPasses = () => browser.areas.local.delete(TRIED_AT);
  const TRIED_AT = "adapter-counts.tried-at";

  it("and sent in one batch an hour, again under its name where the answer was lost", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    const { suggestionId } = (await suggest(ticketId)).value as Suggestion;
    await health(ticketId, {});
    // Told again on demand: it is the same verdict.
    await health(ticketId, {});
    await insert(suggestionId);
    await health(ticketId, {
      state: "partial",
      missing: ["reply box"],
      mayInsert: false,
    });
    expect((await insert(suggestionId)).ok).toBe(false);
    await ask({ type: "panel.copied", suggestionId });
    backend.levers.losesReply = () => true;
    await flushed(1);
    expect(sent()).toEqual([
      "check ok 1",
      "check partial 1",
      "insert copied 1",
      "insert inserted 1",
      "insert not_trusted 1",
      "missing reply box 1",
      "reading api 1",
    ]);
    const text = JSON.stringify(backend.counted);
    for (const word of [ticketId, suggestionId, "Where", "m1", "acme"])
      expect(text).not.toContain(word);

    backend.levers.losesReply = () => false;
    await health(ticketId, {});
    await flushed(1);
    anHourPasses();
    await flushed(2);
    expect(backend.counted[1]).toEqual(backend.counted[0]);
    anHourPasses();
    await flushed(3);
    expect(sent()).toEqual(["check ok 1"]);
    anHourPasses();
    await flushed(3);
  });

  it("in Firefox only where the agent lets technical data be sent", async () => {
    await connect();
    const ticketId = newTicket();
    browser.collects(["personalCommunications"]);
    await show(ticketId);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await db.counts.count()).toBe(0);
    browser.collects(["personalCommunications", "technicalAndInteraction"]);
    await health(ticketId, {});
    await expect.poll(() => db.counts.count()).toBe(1);
    browser.collects(null);
  });

  it("and forgotten with the connection; without one nothing is counted", async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    await health(ticketId, {});
    await flushed(1);
    await health(ticketId, { state: "partial" });
    await expect.poll(() => db.counts.count()).toBe(1);
    await ask({ type: "options.disconnect" });
    expect(await db.counts.count()).toBe(0);
    expect(browser.areas.local.has(TRIED_AT)).toBe(false);
    await health(ticketId, { state: "broken" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await db.counts.count()).toBe(0);
  });
});

describe("solved tickets like this one", () => {
  const SOLVED_AT = "2026-11-05T10:00:00.000Z";
  const past = (...ids: string[]) =>
    ids.map((id) => ({ ...refOf(id), solvedAt: SOLVED_AT }));
  const solved = (id: string, changes = {}) =>
    answer(200, ticketBody({ id: Number(id), status: "solved", ...changes }));
  /** The helpdesk's answers for some tickets; the others are as ever. */
  const pagesAnswer = (answers: Record<string, () => unknown>) => {
    const usual = browser.pageAnswer();
    browser.pagesAnswer((command) => {
      const id = /tickets\/(\d+)\.json$/.exec(command.path ?? "")?.[1] ?? "";
      return answers[id]?.() ?? usual(command);
    });
  };
  const similar = async (ticketId: string) =>
    ask({ type: "panel.similar", tabId, ref: refOf(ticketId) });
  const read = () =>
    browser.told
      .map(({ command }) => (command as { path?: string }).path ?? "")
      .filter((path) => /tickets\/\d+\.json$/.test(path));
  const opened = async () => {
    await connect();
    const ticketId = newTicket();
    await show(ticketId);
    browser.told.length = 0;
    return ticketId;
  };

  it("are shown in the helpdesk's words, with a way to each", async () => {
    const ticketId = await opened();
    backend.levers.similar = past("7", "8", "9");
    pagesAnswer({
      7: () => solved("7", { subject: " Where is it? " }),
      8: () => solved("8", { status: "closed", subject: "" }),
      9: () => answer(403, { error: "Forbidden" }),
    });
    expect((await similar(ticketId)).value).toEqual([
      {
        ticketId: "7",
        subject: "Where is it?",
        solvedAt: SOLVED_AT,
        url: "https://acme.zendesk.com/agent/tickets/7",
      },
      {
        ticketId: "8",
        subject: null,
        solvedAt: SOLVED_AT,
        url: "https://acme.zendesk.com/agent/tickets/8",
      },
    ]);
    expect(read()).toHaveLength(3);
  });

  it.each<[string, () => unknown]>([
    ["not signed in", () => answer(401, { error: "Couldn't authenticate" })],
    ["forbidden", () => answer(403, { error: "Forbidden" })],
    ["gone", () => answer(404, { error: "RecordNotFound" })],
    ["broken", () => answer(500, "")],
    ["a sign-in page", () => answer(200, "<!doctype html><h1>Sign in</h1>")],
    ["no JSON", () => answer(200, "{")],
    ["another shape", () => answer(200, { tickets: [] })],
    ["another ticket's", () => solved("8")],
    ["open again", () => solved("7", { status: "open" })],
    ["no status", () => solved("7", { status: null })],
    ["nobody answers", () => ({ ok: false, reason: "network" })],
    ["not what a page may say", () => ({ ok: true, status: "200" })],
  ])("%s: it is not shown", async (_why, answers) => {
    const ticketId = await opened();
    backend.levers.similar = past("7");
    pagesAnswer({ 7: answers });
    expect(await similar(ticketId)).toEqual({ ok: true, value: [] });
    expect(read()).toHaveLength(1);
  });

  it("nothing more is asked once Zendesk limits requests, nor while it does", async () => {
    const ticketId = await opened();
    backend.levers.similar = past("7", "8");
    pagesAnswer({ 7: () => answer(429, "", 60), 8: () => solved("8") });
    expect((await similar(ticketId)).ok).toBe(false);
    expect((await similar(ticketId)).ok).toBe(false);
    expect(read()).toEqual(["/api/v2/tickets/7.json"]);
  });

  it("never the open ticket, another account's or another helpdesk's", async () => {
    const ticketId = await opened();
    const [seven] = past("7");
    backend.levers.similar = [
      { ...seven!, ticketId },
      { ...seven!, accountKey: "other" },
      { ...seven!, helpdesk: "intercom" },
    ];
    pagesAnswer({ 7: () => solved("7") });
    expect(await similar(ticketId)).toEqual({ ok: true, value: [] });
    expect(read()).toEqual([]);
  });

  it("none in Intercom, where nobody can be asked", async () => {
    const ticketId = await opened();
    const { ticket } = await view();
    if (!ticket) throw new Error("no ticket");
    backend.levers.similar = past(ticketId);
    const before = backend.requests.length;
    expect(
      await findSimilar(
        { origin: backend.origin, token: "token" },
        { ...ticket, helpdesk: "intercom" },
        tabId,
      ),
    ).toEqual({ ok: true, value: [] });
    expect(backend.requests.slice(before)).toEqual([]);
  });

  it("nothing when the agent has gone on, or is signed out, meanwhile", async () => {
    const ticketId = await opened();
    backend.levers.similar = past("7");
    const other = newTicket();
    pagesAnswer({
      7: () => {
        void say({
          type: "page.state",
          state: { ticket: refOf(other), composer: null },
        });
        return solved("7");
      },
    });
    expect((await similar(ticketId)).ok).toBe(false);
    await show(ticketId);
    // A colleague connects in the agent's place, at the same ticket.
    pagesAnswer({
      7: async () => {
        await ask({ type: "options.disconnect" });
        backend.levers.token = "another";
        await connect();
        await show(ticketId);
        return solved("7");
      },
    });
    expect((await similar(ticketId)).ok).toBe(false);
  });

  it("nothing where it is switched off, and an old or a troubled backend is no trouble", async () => {
    const ticketId = await opened();
    backend.levers.similar = past("7");
    pagesAnswer({ 7: () => solved("7") });
    backend.levers.status = 500;
    expect((await similar(ticketId)).ok).toBe(false);
    expect((await view()).connection.kind).toBe("ok");
    backend.levers.status = 404;
    expect((await similar(ticketId)).ok).toBe(false);
    expect((await view()).connection.kind).toBe("ok");
    backend.levers.status = null;
    backend.levers.pack = {
      ...backend.levers.pack,
      version: "off",
      flags: { disabledAdapters: [], disabledFeatures: ["zendesk.similar"] },
    };
    await connect();
    await show(ticketId);
    const before = backend.requests.length;
    expect((await similar(ticketId)).message).toMatch(/switched this off/);
    expect(backend.requests.slice(before)).toEqual([]);
  });
});

describe("the keys from anywhere", () => {
  it("reach the panel with their tab; names that are not ours reach nobody", async () => {
    browser.pushed.length = 0;
    browser.command("insert", { id: tabId, windowId: 1 });
    browser.command("something-else", { id: tabId, windowId: 1 });
    expect(browser.pushed).toEqual([
      { type: "push.command", tabId, command: "insert" },
    ]);
  });

  it("that opened a panel wait there for it, once, in their tab", async () => {
    const take = async (id: number) =>
      (await ask({ type: "panel.take-command", tabId: id })).value;
    browser.command("reject", { id: tabId, windowId: 1 });
    expect(await take(tabId + 1)).toBeNull();
    expect(await take(tabId)).toBe("reject");
    expect(await take(tabId)).toBeNull();
    browser.panelsWithKeyboard.add(1);
    browser.command("reject", { id: tabId, windowId: 1 });
    expect(await take(tabId)).toBeNull();
  });
});

/** What the panel keeps: written as the panel writes it, and let go of when it is asked to. */
function openAnswers(text: string): Promise<void> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(ANSWERS_DATABASE, 2);
    opening.onupgradeneeded = () => opening.result.createObjectStore("answers");
    opening.onsuccess = () => {
      const db = opening.result;
      db.onversionchange = () => db.close();
      const change = db.transaction("answers", "readwrite");
      change.objectStore("answers").put({ text }, "k");
      change.oncomplete = () => resolve();
    };
  });
}

async function rowsOf(name: string): Promise<unknown[]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const rows: unknown[] = [];
  for (const store of db.objectStoreNames)
    rows.push(
      await new Promise((resolve) => {
        const found = db.transaction(store).objectStore(store).getAll();
        found.onsuccess = () => resolve(found.result);
      }),
    );
  db.close();
  return rows;
}
