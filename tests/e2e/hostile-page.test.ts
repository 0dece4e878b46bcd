import { rmSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Worker } from "playwright-core";
import { MAX_MESSAGE_CHARACTERS } from "../../src/domain/ticket.ts";
import type { Suggestion } from "../../src/domain/suggestion.ts";
import { EVERY_COMMAND } from "../messaging/every-command.ts";
import type { SandboxHandle } from "../sandbox/zendesk/page/main.ts";
import { measured } from "../setup/measured.ts";
import { openDeskBeside, ticketOf, type AgentDesk } from "./agent-desk.ts";
import { composerOf, showTicket } from "./helpdesk-page.ts";
import { sendHostile, type Heard } from "./hostile-messages.ts";
import { neighbourExtension } from "./neighbour-extension.ts";

/**
 * The helpdesk's page and another extension turn on Heed: nothing that only the agent may cause happens, nothing wrong
 * is read, and page and worker stay alive.
 */
const MESSAGES = process.env.HEED_FULL ? 100_000 : 2000;
/** Chromium itself takes a minute to draw the larger one. */
const COMMENT_MB = process.env.HEED_FULL ? 10 : 1;
const SEED = 20261124;
const REF = { helpdesk: "zendesk", accountKey: "acme", ticketId: "1" } as const;

let desk: AgentDesk;
let neighbour = "";
/** A ticket of its own for every case. */
let ticketId = 0;
let nextId = 1;
let askedBefore = 0;

beforeAll(async () => {
  neighbour = neighbourExtension();
  desk = await openDeskBeside(
    [neighbour],
    Array.from({ length: 30 }, (_, i) =>
      ticketOf(i + 1, `Where is parcel ${i + 1}?`),
    ),
    1,
  );
  await desk.browser.worker.evaluate(() =>
    Object.assign(globalThis, { sinceTheStart: true }),
  );
});
afterAll(async () => {
  await desk?.close();
  rmSync(neighbour, { recursive: true, force: true });
});
beforeEach(async () => {
  ticketId = nextId++;
  await desk.helpdesk.reload();
  await desk.helpdesk.waitForFunction(() => "__sandbox" in window);
  await showTicket(desk.helpdesk, ticketId);
  await inFront();
  askedBefore = desk.backend.requests.length;
});

const inFront = () =>
  desk.viewWhen(
    ({ ref, ticket, composer, page }) =>
      ref?.ticketId === String(ticketId) &&
      ticket !== null &&
      page?.state === "ok" &&
      composer?.present === true,
  );

async function suggestion(): Promise<Suggestion> {
  const view = await inFront();
  const answer = await desk.ask({
    type: "panel.suggest",
    tabId: desk.tabId,
    ref: view.ref!,
    lastMessageId: view.lastMessageId!,
    instruction: null,
    intentId: null,
    replaces: null,
  });
  if (!answer.ok) throw new Error(answer.message);
  const { suggestionId } = answer.value;
  await desk.ask({ type: "panel.displayed", suggestionId });
  await desk.ask({ type: "outbox.flush" });
  askedBefore = desk.backend.requests.length;
  return answer.value;
}

async function insert(suggestionId: string) {
  const answer = await desk.ask({
    type: "panel.insert",
    tabId: desk.tabId,
    suggestionId,
    part: "reply",
    mode: "append",
    expectedText: "",
    ticked: [],
  });
  return answer.ok ? answer.value : { ok: false, reason: answer.message };
}

const stored = () =>
  desk.hand.evaluate(() =>
    chrome.storage.local.get(["credentials", "settings"]),
  );
/** From the page's own editor: a driver of pages stumbles over hostile ones too. */
const text = async () =>
  (
    await desk.helpdesk.evaluate(
      (id) =>
        (window as unknown as { __sandbox: SandboxHandle }).__sandbox.editors
          .get(id)
          ?.getData() ?? "",
      ticketId,
    )
  )
    .replace(/<[^>]+>/g, " ")
    .trim();

/** Nothing was asked of the backend, nothing sent, nothing written, and it is the same worker. */
async function expectNoEffect(before: unknown): Promise<void> {
  expect(await stored()).toEqual(before);
  const asked = desk.backend.requests.slice(askedBefore);
  // Now and then it asks by itself for the pack, and whether the backend is well, and sends its counts.
  const byItself = [
    "GET /v1/packs/current",
    "GET /v1/me",
    "POST /v1/adapter-counts",
  ];
  expect(asked.filter((line) => !byItself.includes(line))).toEqual([]);
  expect(desk.zendesk.state.received).toEqual([]);
  expect(await text()).toBe("");
  expect(
    await desk.browser
      .currentWorker()
      ?.evaluate(() => "sinceTheStart" in globalThis),
  ).toBe(true);
}

/** The world of our content script in the helpdesk's page. */
async function inContentWorld<T>(expression: string): Promise<T> {
  const session = await desk.browser.context.newCDPSession(desk.helpdesk);
  const worlds: number[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin.includes(desk.browser.extensionId))
      worlds.push(context.id);
  });
  await session.send("Runtime.enable");
  const [contextId] = worlds;
  if (contextId === undefined) throw new Error("no content script in the page");
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    contextId,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value as T; // as the caller's expression says
}

describe("messages", () => {
  it(
    `${MESSAGES} from the content script's world: heard are reports alone`,
    { timeout: 60_000 + MESSAGES * 10 },
    async () => {
      const before = await stored();
      const sending = {
        commands: EVERY_COMMAND.map((command) => ({
          ...command,
          ...("tabId" in command && { tabId: desk.tabId }),
        })),
        ref: REF,
        count: MESSAGES,
        seed: SEED,
      };
      const heard = await inContentWorld<Heard>(
        `(${String(sendHostile)})(${JSON.stringify(sending)})`,
      );
      expect(Object.keys(heard)).toEqual(["true"]);
      await expectNoEffect(before);
      measured("hostile messages to the real worker", {
        seed: SEED,
        messages: MESSAGES,
        heardAsReports: heard["true"],
        privilegedEffects: 0,
        crashes: 0,
      });
    },
  );

  it("the page itself has no way in: neither a runtime nor a listener for what it posts", async () => {
    const before = await stored();
    const ways = await desk.helpdesk.evaluate(
      ({ commands, id }) => {
        const { runtime } =
          (window as unknown as { chrome?: { runtime?: object } }).chrome ?? {};
        for (const command of commands) {
          postMessage(command, "*");
          document.dispatchEvent(
            new CustomEvent("message", { detail: command }),
          );
        }
        const frame = document.createElement("iframe");
        frame.src = `chrome-extension://${id}/sidepanel.html`;
        document.body.append(frame);
        return {
          runtime: typeof runtime,
          marks: Object.keys(window).filter((key) => /heed/i.test(key)),
        };
      },
      { commands: EVERY_COMMAND, id: desk.browser.extensionId },
    );
    expect(ways).toEqual({ runtime: "undefined", marks: [] });
    await desk.helpdesk.waitForTimeout(200);
    const panelInPage = desk.helpdesk
      .frames()
      .some((frame) => frame.url().endsWith("sidepanel.html"));
    expect(panelInPage).toBe(false);
    await expectNoEffect(before);
  });

  it("another extension, from its worker and from its script in the same page: silence", async () => {
    const before = await stored();
    const { suggestionId } = await suggestion();
    const { context, extensionId } = desk.browser;
    const other = context
      .serviceWorkers()
      .find((worker): worker is Worker => worker.url().endsWith("/say.js"));
    if (!other) throw new Error("the neighbour is not there");
    const messages = EVERY_COMMAND.map((command) => ({
      ...command,
      ...("tabId" in command && { tabId: desk.tabId }),
      ...("suggestionId" in command && { suggestionId }),
    }));
    const say = `Promise.all([
      said("${extensionId}", ${JSON.stringify(messages)}),
      opened("${extensionId}", ${JSON.stringify(messages)}),
    ])`;
    const fromWorker = await other.evaluate(say);
    expect(fromWorker).toEqual([messages.map(() => "silence"), []]);
    const neighbourTab = desk.tabId;
    const fromItsPage = await other.evaluate(
      async ({ tabId, id, all }) => {
        const [answer] = await chrome.scripting.executeScript({
          target: { tabId },
          args: [id, all],
          func: (heed: string, sent: object[]) =>
            (
              globalThis as unknown as {
                said(to: string, what: object[]): Promise<unknown[]>;
              }
            ).said(heed, sent),
        });
        return answer?.result;
      },
      { tabId: neighbourTab, id: extensionId, all: messages },
    );
    expect(fromItsPage).toEqual(messages.map(() => "silence"));
    await expectNoEffect(before);
  });
});

describe("what only looks like the agent's doing", () => {
  /** When Heed last took somebody to have pressed send. */
  const pressedAt = (suggestionId: string) =>
    desk.hand.evaluate(
      (id) =>
        new Promise<string | null>((resolve, reject) => {
          const opening = indexedDB.open("heed-outbox");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const row = db.transaction("trails").objectStore("trails").get(id);
            row.onsuccess = () => {
              db.close();
              resolve(row.result?.trail.sendPressedAt ?? null);
            };
          };
        }),
      suggestionId,
    );

  it("a faked press of Send and a faked reply in the thread: no reply, no acceptance", async () => {
    const { suggestionId } = await suggestion();
    expect(await insert(suggestionId)).toMatchObject({ ok: true });
    const draft = await text();
    // A button that the page itself does nothing about, so that only Heed could take it for a sending.
    await desk.helpdesk.evaluate(
      ([id, said]) => {
        const pane = document.querySelector(
          `[data-test-id="ticket-${id}-standard-layout"]`,
        )!;
        const button = document.createElement("button");
        button.id = "fake-send";
        button.textContent = "Submit";
        button.dataset["testId"] = "submit_button-button";
        pane.append(button);
        for (const type of ["mousedown", "mouseup", "click"])
          button.dispatchEvent(new MouseEvent(type, { bubbles: true }));
        button.click();
        const log = pane.querySelector('[data-test-id="omni-log-container"]')!;
        const item = log
          .querySelector('[data-test-id="omni-log-comment-item"]')!
          .cloneNode(true) as HTMLElement;
        item
          .querySelector('[data-test-id="omni-log-item-message"]')
          ?.setAttribute("type", "agent");
        item.querySelector("time")!.dateTime = new Date().toISOString();
        item.querySelector(".zd-comment")!.textContent = said;
        log.append(item);
      },
      [ticketId, draft] as const,
    );
    // Longer than a changed conversation waits to be read.
    await desk.helpdesk.waitForTimeout(1500);
    await desk.ask({ type: "outbox.flush" });
    expect(await pressedAt(suggestionId)).toBeNull();
    expect(
      desk.backend.stored.findLast((it) => it.suggestionId === suggestionId)
        ?.outcome,
    ).toEqual({ kind: "pending" });
    // The agent's own hand on the very same button is heard.
    await desk.helpdesk.locator("#fake-send").click();
    await expect.poll(() => pressedAt(suggestionId)).not.toBeNull();
    await desk.helpdesk.locator("#fake-send").evaluate((it) => it.remove());
  });

  it("dispatched keys and clicks insert nothing", async () => {
    const before = await stored();
    await suggestion();
    await composerOf(desk.helpdesk, ticketId).evaluate((composer) => {
      for (const target of [composer, document, document.body, window])
        for (const code of ["KeyY", "KeyX", "KeyJ", "KeyH", "Enter"])
          for (const type of ["keydown", "keypress", "keyup"])
            target.dispatchEvent(
              new KeyboardEvent(type, {
                key: code.slice(-1),
                code,
                altKey: true,
                shiftKey: true,
                ctrlKey: code === "Enter",
                bubbles: true,
                composed: true,
              }),
            );
    });
    await desk.helpdesk.waitForTimeout(300);
    await expectNoEffect(before);
  });

  it("a second composer in the ticket: nobody can say which is meant, so neither gets the text", async () => {
    const { suggestionId } = await suggestion();
    await composerOf(desk.helpdesk, ticketId).evaluate((composer) =>
      composer.parentElement!.append(composer.cloneNode(true)),
    );
    expect(await insert(suggestionId)).toMatchObject({ ok: false });
    const texts = await composerOf(desk.helpdesk, ticketId).allInnerTexts();
    expect(texts.map((it) => it.trim())).toEqual(["", ""]);
  });

  it("an address that names another ticket than the page shows: not inserted", async () => {
    const { suggestionId } = await suggestion();
    await desk.helpdesk.evaluate(
      (id) => history.replaceState(null, "", `/agent/tickets/${id}`),
      ticketId + 1,
    );
    expect(await insert(suggestionId)).toMatchObject({ ok: false });
    expect(await text()).toBe("");
  });

  it("a composer laid over the real one: the text goes into the ticket's own", async () => {
    const { suggestionId } = await suggestion();
    await desk.helpdesk.evaluate(() => {
      const over = document.createElement("div");
      over.id = "overlay";
      over.style.cssText = "position:fixed;inset:0;z-index:2147483647";
      const fake = document.createElement("div");
      fake.contentEditable = "true";
      fake.dataset["testId"] = "omnicomposer-rich-text-ckeditor";
      over.append(fake);
      document.body.append(over);
      fake.focus();
    });
    expect(await insert(suggestionId)).toMatchObject({ ok: true });
    expect(await text()).toContain(`this answers ticket ${ticketId}`);
    expect(await desk.helpdesk.locator("#overlay").innerText()).toBe("");
  });
});

describe("huge and malicious HTML", () => {
  /** Still read aright, still inserts aright, and the page still answers. */
  async function expectAlive(): Promise<void> {
    await desk.helpdesk.evaluate(() => undefined);
    const view = await inFront();
    expect(view.ticket?.messages.at(0)?.text).toBe(
      `Where is parcel ${ticketId}?`,
    );
    const { suggestionId } = await suggestion();
    expect((await insert(suggestionId)).ok).toBe(true);
    expect(await text()).toContain(`this answers ticket ${ticketId}`);
  }

  it(`a comment of ${COMMENT_MB} MB: read whole, or its first two million characters, and said so`, async () => {
    const written = "All of it. ".repeat((COMMENT_MB * 1_000_000) / 11).trim();
    desk.zendesk.levers.colleagueWrites(ticketId, written, "internal");
    await showTicket(desk.helpdesk, ticketId + 10);
    await showTicket(desk.helpdesk, ticketId);
    const isCut = written.length > MAX_MESSAGE_CHARACTERS;
    await expect
      .poll(
        async () => {
          const answer = await desk.ask({
            type: "panel.view",
            tabId: desk.tabId,
          });
          if (!answer.ok) return answer.message;
          const { ref, ticket, readError } = answer.value;
          if (ref?.ticketId !== String(ticketId)) return "another ticket";
          return (
            readError ?? {
              lengths: ticket?.messages.map(({ text }) => text.length),
              saysCut: ticket?.missing.includes(
                "the end of a very long message",
              ),
            }
          );
        },
        { timeout: 120_000, interval: 200 },
      )
      .toEqual({
        lengths: [
          `Where is parcel ${ticketId}?`.length,
          isCut ? MAX_MESSAGE_CHARACTERS : written.length,
        ],
        saysCut: isCut,
      });
    // The next ticket is as well as ever.
    ticketId += 10;
    await showTicket(desk.helpdesk, ticketId);
    await expectAlive();
  }, 180_000);

  it("elements 10,000 deep, in a message that is read from the page", async () => {
    desk.zendesk.levers.failApi({ kind: "server-error" });
    await desk.helpdesk.evaluate((id) => {
      const message = document.querySelector(
        `[data-test-id="ticket-${id}-standard-layout"] .zd-comment`,
      )!;
      // Laid out, so much depth ends Chromium's own page, without any extension in it.
      const deep = document.createElement("div");
      deep.style.display = "none";
      let at: Element = deep;
      for (let depth = 0; depth < 10_000; depth++)
        at = at.appendChild(
          document.createElement(depth % 2 ? "div" : "blockquote"),
        );
      at.textContent = "At the bottom.";
      message.append(deep);
      const form = message.appendChild(document.createElement("form"));
      for (const name of ["tagName", "childNodes", "nodeType", "matches"])
        form.appendChild(document.createElement("input")).name = name;
      form.append("In the form.");
    }, ticketId);
    await showTicket(desk.helpdesk, ticketId + 10);
    await showTicket(desk.helpdesk, ticketId);
    const { ticket } = await desk.viewWhen(
      (view) =>
        view.ref?.ticketId === String(ticketId) &&
        view.ticket?.completeness === "partial",
    );
    const said = ticket?.messages[0]?.text ?? "";
    expect(said).toContain(`Where is parcel ${ticketId}?`);
    expect(said).toContain("At the bottom.");
    expect(said).toContain("In the form.");
    desk.zendesk.levers.reset();
    await showTicket(desk.helpdesk, ticketId + 10);
    await showTicket(desk.helpdesk, ticketId);
    await expectAlive();
  });

  it("names that hide the document's own, and a page that tampers with its prototypes", async () => {
    await desk.helpdesk.evaluate(() => {
      const panes = document.querySelector("#main_panes")!;
      // Those that the page's own editor does without.
      const names = ["querySelector", "querySelectorAll", "getElementById"];
      for (const name of names) {
        const image = document.createElement("img");
        image.setAttribute("name", name);
        image.id = name;
        document.body.prepend(image);
      }
      // Around everything: whoever climbs from the ticket comes through it.
      const form = document.createElement("form");
      for (const name of ["closest", "parentElement", "getAttribute"])
        form.appendChild(document.createElement("input")).name = name;
      panes.before(form);
      form.append(panes);
      const broken = () => {
        throw new Error("tampered");
      };
      // What Heed's script uses and the page's own editor does without.
      Object.assign(Document.prototype, { querySelectorAll: () => [] });
      Object.assign(DataTransfer.prototype, { setData: broken });
      Object.assign(window, { ClipboardEvent: broken });
      customElements.define(
        "x-hostile",
        class extends HTMLElement {
          connectedCallback() {
            this.setAttribute("data-test-id", "omni-log-container");
          }
          override get textContent() {
            return "Forged.";
          }
        },
      );
      document.body.prepend(document.createElement("x-hostile"));
      form.click();
    });
    await expectAlive();
  });

  it("a page that never rests", async () => {
    await desk.helpdesk.evaluate(() => {
      const storm = document.body.appendChild(document.createElement("div"));
      const blow = () => {
        storm.replaceChildren(
          ...Array.from({ length: 500 }, () => {
            const one = document.createElement("time");
            one.dateTime = String(Math.random());
            one.setAttribute("data-channel", "internal");
            return one;
          }),
        );
        setTimeout(blow, 5);
      };
      blow();
    });
    await expectAlive();
  });
});
