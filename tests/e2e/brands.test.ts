import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TicketRef } from "../../src/domain/ticket.ts";
import type {
  PanelAnswer,
  PanelRequest,
  TabView,
} from "../../src/messaging/panel-protocol.ts";
import {
  draftOf,
  startStubBackend,
  type StubBackend,
} from "../background/stub-backend.ts";
import {
  startZendesk,
  type SandboxZendesk,
} from "../sandbox/zendesk/server.ts";
import { ticketOf } from "./agent-desk.ts";
import { launchWithExtension, type ExtensionBrowser } from "./extension.ts";
import { composerText, submit } from "./helpdesk-page.ts";

/**
 * One company with three workspaces: two accounts of Zendesk's own and one on a host of the company's. All three have a
 * ticket 1, and what is said in one is nobody's business in the others.
 */
const HOST = "support.example.com";
const QUESTIONS = {
  acme: "Where is my parcel?",
  globex: "Please close my account.",
  [HOST]: "The lamp is broken.",
};
type Account = keyof typeof QUESTIONS;
const ACCOUNTS = ["acme", "globex", HOST] as Account[];
const hostOf = (account: Account) =>
  account === HOST ? HOST : `${account}.zendesk.com`;

let folder = "";
let sites: Record<string, SandboxZendesk>;
let backend: StubBackend;
let browser: ExtensionBrowser;
let hand: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-e2e-"));
  backend = await startStubBackend();
  backend.levers.answer = ({ messages }) => ({
    answer: draftOf(`Hello,\n\nyou asked: ${messages[0]?.text}`),
  });
  sites = Object.fromEntries(
    await Promise.all(
      ACCOUNTS.map(
        async (account) =>
          [
            account,
            await startZendesk({ tickets: [ticketOf(1, QUESTIONS[account])] }),
          ] as const,
      ),
    ),
  );
  await launch();
  const connected = await ask({
    type: "options.connect",
    address: backend.origin,
    code: "CODE",
  });
  if (!connected.ok) throw new Error(connected.message);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.values(sites ?? {}).map((site) => site.close()));
  await backend?.close();
  await rm(folder, { recursive: true, force: true });
});

async function launch(): Promise<void> {
  browser = await launchWithExtension({
    places: ACCOUNTS.map((account) => ({
      hosts: hostOf(account),
      port: sites[account]?.port ?? 0,
    })),
    // The browser's question cannot be answered without a window: docs/decisions/0003.
    granted: [`https://${HOST}/*`],
    folder,
  });
  hand = await browser.context.newPage();
  await hand.goto(`chrome-extension://${browser.extensionId}/options.html`);
}

const ask = async <T extends PanelRequest["type"]>(
  request: Extract<PanelRequest, { type: T }>,
) =>
  (await hand.evaluate(
    (it) => chrome.runtime.sendMessage(it),
    request,
  )) as PanelAnswer<T>; // the worker's own answer, as it is

async function openTicket(account: Account) {
  const page = await browser.context.newPage();
  await page.goto(`https://${hostOf(account)}/agent/tickets/1`);
  await page.waitForFunction(() => "__sandbox" in window);
  return { page, tabId: await browser.tabIdOf(`https://${hostOf(account)}/*`) };
}

async function viewWhen(
  tabId: number,
  fits: (view: TabView) => boolean,
): Promise<TabView> {
  let last: TabView | null = null;
  await expect
    .poll(
      async () => {
        const view = await ask({ type: "panel.view", tabId });
        last = view.ok ? view.value : null;
        return last !== null && fits(last);
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  return last as unknown as TabView; // polled until it was one
}

async function suggestIn(tabId: number): Promise<string> {
  const { ref, lastMessageId } = await viewWhen(
    tabId,
    (view) => view.lastMessageId !== null && view.page !== null,
  );
  const answer = await ask({
    type: "panel.suggest",
    tabId,
    ref: ref as TicketRef,
    lastMessageId: lastMessageId ?? "",
    instruction: null,
    intentId: null,
    replaces: null,
  });
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.suggestionId;
}

const insert = (tabId: number, suggestionId: string) =>
  ask({
    type: "panel.insert",
    tabId,
    suggestionId,
    part: "reply",
    mode: "append",
    expectedText: "",
    ticked: [],
  });

it("two accounts with the same ticket number are never mixed: readings, drafts, kept answers, signals", async () => {
  const acme = await openTicket("acme");
  const globex = await openTicket("globex");
  const read = async (tabId: number) =>
    (await viewWhen(tabId, ({ ticket }) => ticket !== null)).ticket;
  expect((await read(acme.tabId))?.messages[0]?.text).toBe(QUESTIONS.acme);
  expect((await read(globex.tabId))?.messages[0]?.text).toBe(QUESTIONS.globex);

  const inAcme = await suggestIn(acme.tabId);
  const inGlobex = await suggestIn(globex.tabId);
  expect(inGlobex).not.toBe(inAcme);
  // Asked again, each gets its own kept answer.
  expect(await suggestIn(acme.tabId)).toBe(inAcme);
  expect(await suggestIn(globex.tabId)).toBe(inGlobex);

  expect(await insert(globex.tabId, inAcme)).toMatchObject({
    value: { ok: false, reason: "wrong_ticket" },
  });
  expect((await composerText(globex.page, 1)).trim()).toBe("");
  for (const [at, suggestionId, account] of [
    [acme, inAcme, "acme"],
    [globex, inGlobex, "globex"],
  ] as const) {
    expect(await insert(at.tabId, suggestionId)).toMatchObject({
      ok: true,
      value: { ok: true },
    });
    expect(await composerText(at.page, 1)).toContain(QUESTIONS[account]);
  }

  await submit(acme.page, 1);
  const settled = () =>
    backend.stored.filter(({ outcome }) => outcome.kind === "accepted");
  await expect.poll(() => settled().length, { timeout: 15_000 }).toBe(1);
  expect(settled()[0]).toMatchObject({
    suggestionId: inAcme,
    ticket: { accountKey: "acme", ticketId: "1" },
  });
  expect(sites["globex"]?.state.received).toEqual([]);
});

it("on the company's own host Heed is silent until it is added there", async () => {
  const { page, tabId } = await openTicket(HOST);
  await page.waitForTimeout(500);
  const view = await ask({ type: "panel.view", tabId });
  expect(view).toMatchObject({ ok: true, value: { ref: null } });
  expect(
    await ask({ type: "options.add-brand", address: "help.example.org" }),
  ).toMatchObject({
    ok: false,
    message:
      "The browser has not allowed Heed at help.example.org. Press Add and allow it, or ask your admin to.",
  });

  // As a person does, on the page; the open tab is entered at once.
  await hand.reload();
  await hand.getByLabel("Address of Zendesk").fill(`https://${HOST}`);
  await hand.getByRole("button", { name: "Add" }).click();
  await hand.getByRole("button", { name: `Remove ${HOST}` }).waitFor();
  const shown = await viewWhen(tabId, ({ ticket }) => ticket !== null);
  expect(shown.ref).toEqual({
    helpdesk: "zendesk",
    accountKey: HOST,
    ticketId: "1",
  });
  expect(shown.ticket?.messages[0]?.text).toBe(QUESTIONS[HOST]);
  expect(await insert(tabId, await suggestIn(tabId))).toMatchObject({
    ok: true,
    value: { ok: true },
  });
  expect(await composerText(page, 1)).toContain(QUESTIONS[HOST]);
});

it("it stays so when the worker was stopped", async () => {
  await browser.stopWorker();
  const { tabId } = await openTicket(HOST);
  await viewWhen(tabId, ({ ref }) => ref?.accountKey === HOST);
});

it.runIf(process.env["HEED_FULL"])(
  "and when the browser was closed",
  async () => {
    await browser.context.close();
    await launch();
    const after = await openTicket(HOST);
    await viewWhen(after.tabId, ({ ref }) => ref?.accountKey === HOST);
  },
);

it("and ends when it is removed: tabs are forgotten, and none is entered any more", async () => {
  const { tabId } = await openTicket(HOST);
  await hand.reload();
  await hand.getByRole("button", { name: `Remove ${HOST}` }).click();
  await hand
    .getByRole("button", { name: `Remove ${HOST}` })
    .waitFor({ state: "detached" });
  await viewWhen(tabId, ({ ref }) => ref === null);
  const next = await openTicket(HOST);
  await next.page.waitForTimeout(500);
  const view = await ask({ type: "panel.view", tabId: next.tabId });
  expect(view).toMatchObject({ ok: true, value: { ref: null } });
  expect(
    await hand.evaluate(() => chrome.scripting.getRegisteredContentScripts()),
  ).toEqual([]);
});
