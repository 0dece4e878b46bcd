import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Suggestion } from "../../src/domain/suggestion.ts";
import { draftOf } from "../background/stub-backend.ts";
import { openDesk, ticketOf, type AgentDesk } from "./agent-desk.ts";
import {
  composerOf,
  composerText,
  showTicket,
  submit,
  switchTo,
  typeInComposer,
} from "./helpdesk-page.ts";

/** The real extension, the real editor: a draft reaches the composer of its own ticket, or nothing is touched. */
const DRAFT =
  "Hi Dana,\n\nyour parcel left on Monday.\n\nPlease check:\n- the <door>\n- the “neighbour” 👩‍👩‍👧\n\nKind regards\nSam";
const BRIEF = "Policy: refunds need a lead.\n\nCheck the order first.";

let desk: AgentDesk;
let nextId = 300;
/** A ticket of its own for every case, so that no case sees another's text. */
let ticketId = 0;

const TICKETS = Array.from({ length: 20 }, (_, i) =>
  ticketOf(300 + i, `Where is my parcel ${i}?`),
);

beforeAll(async () => {
  desk = await openDesk(TICKETS, 300, 319);
});
afterAll(() => desk?.close());
beforeEach(async () => {
  desk.zendesk.levers.reset();
  desk.backend.levers.answer = () => ({ answer: draftOf(DRAFT) });
  ticketId = nextId++;
  await showTicket(desk.helpdesk, ticketId);
  await composerOf(desk.helpdesk, ticketId).waitFor();
});

const inFront = (id: number) =>
  desk.viewWhen(
    ({ ref, ticket, composer }) =>
      ref?.ticketId === String(id) &&
      ticket !== null &&
      composer?.present === true,
  );

async function suggestion(): Promise<Suggestion> {
  const view = await inFront(ticketId);
  if (!view.ref || !view.lastMessageId) throw new Error("no ticket in front");
  const answer = await desk.ask({
    type: "panel.suggest",
    tabId: desk.tabId,
    ref: view.ref,
    lastMessageId: view.lastMessageId,
    instruction: null,
    intentId: null,
    replaces: null,
  });
  if (!answer.ok) throw new Error(answer.message);
  await desk.ask({
    type: "panel.displayed",
    suggestionId: answer.value.suggestionId,
  });
  return answer.value;
}

async function insert(
  suggestionId: string,
  options: {
    mode?: "append" | "replace";
    part?: "reply" | "brief" | "acknowledgement";
    expectedText?: string;
  } = {},
) {
  const view = await inFront(ticketId);
  const answer = await desk.ask({
    type: "panel.insert",
    tabId: desk.tabId,
    suggestionId,
    part: options.part ?? "reply",
    mode: options.mode ?? "append",
    expectedText: options.expectedText ?? view.composer?.text ?? "",
    ticked: [],
  });
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

/** What would be sent. The editor gives its list items ids of its own. */
const html = (id = ticketId) =>
  composerOf(desk.helpdesk, id).evaluate((element) =>
    (
      element as unknown as { ckeditorInstance: { getData(): string } }
    ).ckeditorInstance
      .getData()
      .replace(/ data-list-item-id="[^"]*"/g, ""),
  );
const typed = async (text: string) => {
  await typeInComposer(desk.helpdesk, ticketId, text);
  await desk.viewWhen(({ composer }) => composer?.text === text.trim());
};

describe("insertion", () => {
  it("into an empty composer: paragraphs, lists, markup as text, emoji whole", async () => {
    const { suggestionId } = await suggestion();
    expect(await insert(suggestionId)).toMatchObject({ ok: true });
    expect(await html()).toBe(
      "<p>Hi Dana,</p><p>your parcel left on Monday.</p><p>Please check:</p><ul><li>the &lt;door&gt;</li><li>the “neighbour” 👩‍👩‍👧</li></ul><p>Kind regards<br>Sam</p>",
    );
  });

  it("after the agent's own text, with a blank line between", async () => {
    const { suggestionId } = await suggestion();
    await typed("My own words.");
    const result = await insert(suggestionId, { mode: "append" });
    expect(
      result.ok && result.readBack.startsWith("My own words.\n\nHi Dana,"),
    ).toBe(true);
  });

  it("in place of the agent's text; one undo brings it back", async () => {
    const { suggestionId } = await suggestion();
    await typed("My own words.");
    const result = await insert(suggestionId, { mode: "replace" });
    expect(result.ok && result.readBack.startsWith("Hi Dana,")).toBe(true);
    await composerOf(desk.helpdesk, ticketId).click();
    await desk.helpdesk.keyboard.press("Control+z");
    expect((await composerText(desk.helpdesk, ticketId)).trim()).toBe(
      "My own words.",
    );
  });

  it("appended; one undo brings the agent's text back", async () => {
    const { suggestionId } = await suggestion();
    await typed("My own words.");
    await insert(suggestionId, { mode: "append" });
    await composerOf(desk.helpdesk, ticketId).click();
    await desk.helpdesk.keyboard.press("Control+z");
    expect((await composerText(desk.helpdesk, ticketId)).trim()).toBe(
      "My own words.",
    );
  });

  it("pressed twice, and twice at once, writes once", async () => {
    const { suggestionId } = await suggestion();
    const results = await Promise.all([
      insert(suggestionId, { expectedText: "" }),
      insert(suggestionId, { expectedText: "" }),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
    await insert(suggestionId);
    expect((await html()).match(/your parcel left/g)).toHaveLength(1);
  });

  it("typed in between: refused, with what stands there", async () => {
    const { suggestionId } = await suggestion();
    await typed("Typed meanwhile.");
    expect(await insert(suggestionId, { expectedText: "" })).toEqual({
      ok: false,
      reason: "composer_changed",
      composerText: "Typed meanwhile.",
    });
    expect(await html()).toBe("<p>Typed meanwhile.</p>");
  });

  it("never into a note", async () => {
    const { suggestionId } = await suggestion();
    await switchTo(desk.helpdesk, ticketId, "internal");
    await desk.viewWhen(({ composer }) => composer?.mode === "internal");
    expect(await insert(suggestionId)).toMatchObject({
      ok: false,
      reason: "wrong_composer",
    });
    expect(await html()).toBe("");
  });

  it("a brief goes into a note and never into a public reply", async () => {
    const brief = draftOf(BRIEF);
    if (brief.kind !== "draft") throw new Error("no draft");
    desk.backend.levers.answer = () => ({
      risk: "high",
      answer: {
        kind: "brief",
        brief: { ...brief.draft, destination: "internal" },
        acknowledgement: null,
      },
    });
    const { suggestionId } = await suggestion();
    expect(await insert(suggestionId, { part: "brief" })).toMatchObject({
      ok: false,
      reason: "wrong_composer",
    });
    expect(await html()).toBe("");
    await switchTo(desk.helpdesk, ticketId, "internal");
    await desk.viewWhen(({ composer }) => composer?.mode === "internal");
    expect(await insert(suggestionId, { part: "brief" })).toMatchObject({
      ok: true,
    });
    expect(await html()).toBe(
      "<p>Policy: refunds need a lead.</p><p>Check the order first.</p>",
    );
  });

  it("never into another ticket", async () => {
    const { suggestionId } = await suggestion();
    await showTicket(desk.helpdesk, 319);
    await inFront(319);
    const answer = await desk.ask({
      type: "panel.insert",
      tabId: desk.tabId,
      suggestionId,
      part: "reply",
      mode: "append",
      expectedText: "",
      ticked: [],
    });
    expect(answer).toMatchObject({
      ok: true,
      value: { ok: false, reason: "wrong_ticket" },
    });
    expect([await html(), await html(319)]).toEqual(["", ""]);
  });

  it("not once the customer has written again", async () => {
    const { suggestionId, lastMessageId } = await suggestion();
    desk.zendesk.levers.customerWrites(ticketId, "Hello?");
    await desk.viewWhen((view) => view.lastMessageId !== lastMessageId);
    expect(await insert(suggestionId)).toMatchObject({
      ok: false,
      reason: "superseded",
    });
    expect(await html()).toBe("");
  });

  it("into the editor that stands there now, when Zendesk has replaced it", async () => {
    const { suggestionId } = await suggestion();
    await typed("Before the change.");
    desk.zendesk.levers.replaceComposer(ticketId);
    await expect
      .poll(() => composerText(desk.helpdesk, ticketId).catch(() => ""))
      .toContain("Before the change.");
    expect(
      await insert(suggestionId, { expectedText: "Before the change." }),
    ).toMatchObject({ ok: true });
    expect(await html()).toContain("Before the change.");
  });

  it("and is not sent: sending is the agent's; what was sent is confirmed by the helpdesk", async () => {
    const { suggestionId } = await suggestion();
    const before = desk.zendesk.state.received.length;
    await insert(suggestionId);
    expect(desk.zendesk.state.received).toHaveLength(before);
    await submit(desk.helpdesk, ticketId);
    await expect
      .poll(
        () =>
          desk.backend.stored
            .filter((signal) => signal.suggestionId === suggestionId)
            .at(-1),
        { timeout: 9000 },
      )
      .toMatchObject({
        outcome: { kind: "accepted" },
        sent: { route: "inserted" },
      });
  });

  it("a press that the helpdesk refuses is no reply", async () => {
    const { suggestionId } = await suggestion();
    await insert(suggestionId);
    desk.zendesk.levers.failSubmit({ kind: "server-error" });
    await submit(desk.helpdesk, ticketId);
    await new Promise((next) => setTimeout(next, 2500));
    expect(
      desk.backend.stored
        .filter((signal) => signal.suggestionId === suggestionId)
        .at(-1)?.outcome,
    ).toEqual({ kind: "pending" });
    expect(await html()).toContain("your parcel left");
  });
});

describe("only the worker reaches the backend", () => {
  it("an extension page is refused by its own policy", async () => {
    const panel = await desk.browser.openPanelAsTab(desk.tabId);
    const reached = (page: typeof panel) =>
      page.evaluate(
        (url) =>
          fetch(url).then(
            () => "reached",
            (error: Error) => error.name,
          ),
        `${desk.backend.origin}/v1/me`,
      );
    expect(await reached(panel)).toBe("TypeError");
    expect(await reached(desk.hand)).toBe("TypeError");
    await panel.close();
    await desk.helpdesk.bringToFront();
  });

  it("the content script cannot read an answer of it, nor the token", async () => {
    const session = await desk.browser.context.newCDPSession(desk.helpdesk);
    const worlds: number[] = [];
    session.on("Runtime.executionContextCreated", ({ context }) => {
      if (context.origin.includes(desk.browser.extensionId))
        worlds.push(context.id);
    });
    await session.send("Runtime.enable");
    const [contextId] = worlds;
    if (contextId === undefined)
      throw new Error("no content script in the page");
    const evaluate = async (expression: string) =>
      (
        await session.send("Runtime.evaluate", {
          contextId,
          expression,
          awaitPromise: true,
          returnByValue: true,
        })
      ).result.value;
    const { requests } = desk.backend;
    const before = requests.length;
    expect(
      await evaluate(
        `fetch("${desk.backend.origin}/v1/me").then((r) => r.text(), (e) => e.name)`,
      ),
    ).toBe("TypeError");
    expect(
      requests
        .slice(before)
        .filter((line) => !line.startsWith("OPTIONS") && line !== "GET /v1/me"),
    ).toEqual([]);
    expect(
      await evaluate(
        `chrome.storage.local.get(null).then(JSON.stringify, (e) => "refused")`,
      ),
    ).toBe("refused");
    expect(
      await evaluate(
        `chrome.runtime.sendMessage({ type: "options.settings" }).then((a) => a ?? "silence", () => "silence")`,
      ),
    ).toBe("silence");
    await session.detach();
  });
});
