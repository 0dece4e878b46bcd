import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect } from "vitest";
import type { Page } from "playwright-core";
import type { Helpdesk } from "../../../src/domain/ticket.ts";
import type {
  InsertResult,
  PageCommand,
  PageReading,
  PageState,
} from "../../../src/messaging/page-protocol.ts";
import {
  insertOn,
  isSame,
  seenOf,
  wrongsOf,
  type Seen,
  type Truth,
  type Verdict,
} from "../../adapters/drift/verdict.ts";
import type { AgentDesk } from "../agent-desk.ts";
import type { DriftHandle, Named } from "./in-page.ts";

/** What has lasted this long, the content script's check says. */
const SAID_AFTER_MS = 1150;
const TYPED = "I am looking into it.";

/** The unchanged page as this tab shows it, and every way in which it can change. */
export interface DriftBase {
  url: string;
  /** As it stands, for jsdom. */
  html: string;
  truth: Truth;
  mutations: Named[];
}

/** One tab in which a helpdesk's page is changed and judged, again and again, with the built content script in it. */
export interface DriftTab {
  helpdesk: Helpdesk;
  /** Load it anew, with or without the agent's own words in the composer. */
  fresh(isTyped: boolean): Promise<DriftBase>;
  judge(base: DriftBase, index: number, seed: number): Promise<Verdict>;
}

export async function inPageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("in-page.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return outputFiles[0]?.text ?? "";
}

export async function driftTab(
  desk: AgentDesk,
  helpdesk: Helpdesk,
  ticketId: number,
  script: string,
): Promise<DriftTab> {
  const { context } = desk.browser;
  const page = await context.newPage();
  const url = desk[helpdesk].ticketUrl(ticketId);
  await page.goto(url);
  const tabId = await desk.hand.evaluate(
    async (address) => (await chrome.tabs.query({ url: address }))[0]?.id ?? -1,
    `${url}*`,
  );
  const tell = <T>(command: PageCommand) =>
    desk.hand.evaluate(([tab, it]) => chrome.tabs.sendMessage(tab, it), [
      tabId,
      command,
    ] as const) as Promise<T>;
  /** What the page says now, by way of the content script and, for state and health, of the worker. */
  const look = async (id: string): Promise<Seen> => {
    await tell({ type: "page.tell-again" });
    const reading = await tell<PageReading | null>({
      type: "page.read-ticket",
      ticketId: id,
    });
    const view = await desk.ask({ type: "panel.view", tabId });
    if (!view.ok) throw new Error(view.message);
    const { ref, composer, page: health } = view.value;
    const state: PageState = { ticket: ref, composer };
    return seenOf(state, reading, health?.missing ?? []);
  };
  return {
    helpdesk,
    async fresh(isTyped) {
      await page.goto(url);
      await page.waitForFunction(() => "__sandbox" in window);
      if (isTyped) await setText(page, helpdesk, ticketId, TYPED);
      const wanted = isTyped ? TYPED : "";
      await desk.viewWhen((view) => view.page?.state === "ok", tabId);
      await expect
        .poll(() => look(String(ticketId)), { timeout: 10_000 })
        .toMatchObject({ state: { composer: { text: wanted } } });
      const { state, reading } = await look(String(ticketId));
      if (!reading) throw new Error("the unchanged page is not read");
      const truth = { state, reading };
      await page.evaluate(script);
      const mutations = await page.evaluate(
        ([name, known]) =>
          (window as unknown as { __drift: DriftHandle }).__drift.start(
            name,
            known,
          ),
        [helpdesk, truth] as const,
      );
      return { url: page.url(), html: await asHtml(page), truth, mutations };
    },
    async judge({ truth, mutations }, index, seed) {
      const usual = new Set((await look(String(ticketId))).said);
      const lookAfterAWhile = async () => {
        const now = await truthNow(page, truth);
        const wrongs = wrongsOf(await look(String(ticketId)), now, usual);
        await page.waitForTimeout(SAID_AFTER_MS);
        const seen = await look(String(ticketId));
        // What is missing is named a second later, so a gap in the first look is no silence yet.
        const lies = wrongs.filter((wrong) => !isGap(wrong));
        return { seen, wrongs: [...lies, ...wrongsOf(seen, now, usual)] };
      };
      await inPage(page, "apply", index, seed);
      let { seen, wrongs } = await lookAfterAWhile();
      if (mutations[index]?.settles) {
        await inPage(page, "settle", index);
        const settled = await lookAfterAWhile();
        seen = settled.seen;
        wrongs = [...wrongs, ...settled.wrongs];
      }
      await inPage(page, "arm", index);
      const result = await tell<InsertResult>(insertOn(truth));
      const landed = await page.evaluate(() =>
        (window as unknown as { __drift: DriftHandle }).__drift.landed(),
      );
      const said = seen.said.filter((part) => !usual.has(part));
      if (!result.ok) said.push(result.reason);
      return {
        wrongReadings: [...new Set(wrongs)],
        ...landed,
        isFull: said.length === 0 && isSame(seen, truth),
        said,
      };
    },
  };
}

/** The editor's own answer to the change counts: what it has thrown out is not there to be read. */
async function truthNow(page: Page, truth: Truth): Promise<Truth> {
  await page.waitForTimeout(50);
  const held = await page.evaluate(() =>
    (window as unknown as { __drift: DriftHandle }).__drift.held(),
  );
  const { composer } = truth.state;
  return !composer || held.includes(composer.text) || held[0] === undefined
    ? truth
    : {
        ...truth,
        state: { ...truth.state, composer: { ...composer, text: held[0] } },
      };
}

/** Nothing false: something that is not read. */
const isGap = (wrong: string) =>
  wrong.endsWith(" is null") ||
  wrong === "something differs, and nothing says so";

function inPage(
  page: Page,
  call: "apply" | "settle" | "arm",
  index: number,
  seed = 0,
): Promise<void> {
  return page.evaluate(
    ([name, at, start]) =>
      (window as unknown as { __drift: DriftHandle }).__drift[name](at, start),
    [call, index, seed] as const,
  );
}

function setText(
  page: Page,
  helpdesk: Helpdesk,
  ticketId: number,
  text: string,
): Promise<void> {
  return page.evaluate(
    ([name, id, words]) => {
      const { __sandbox: it } = window as unknown as {
        __sandbox: {
          editors: { get(id: number): { setData(html: string): void } };
          setText(id: number, text: string): void;
        };
      };
      if (name === "zendesk") it.editors.get(id).setData(`<p>${words}</p>`);
      else it.setText(id, words);
    },
    [helpdesk, ticketId, text] as const,
  );
}

/** A field's value is no attribute, and jsdom knows only what is written in the page. */
function asHtml(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    const fields = copy.querySelectorAll("input");
    document.querySelectorAll("input").forEach((field, at) => {
      fields[at]?.setAttribute("value", field.value);
    });
    for (const script of copy.querySelectorAll("script, link")) script.remove();
    return `<!doctype html>${copy.outerHTML}`;
  });
}
