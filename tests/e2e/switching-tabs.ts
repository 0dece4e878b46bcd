import type { Page } from "playwright-core";
import type { InboxHandle } from "../sandbox/intercom/page/main.ts";
import type { SandboxHandle } from "../sandbox/zendesk/page/main.ts";
import type { AgentDesk } from "./agent-desk.ts";
import { inInbox } from "./inbox-page.ts";
import { composerOf } from "./helpdesk-page.ts";

/** All the ways in which a tab comes to show something else. */
export const MOVES = ["switch", "back", "forward", "reload", "reopen"] as const;
export type Move = (typeof MOVES)[number];

/** A helpdesk's tab in which two tickets take turns, driven from the page's own side so that nothing waits. */
export interface SwitchingTab {
  /** Another one once the tab was closed and opened again. */
  tabId(): number;
  /** Both tickets can be worked on. */
  ready(): Promise<void>;
  /** The agent works in one tab at a time; Chromium lets one that was hidden for minutes wake once a minute. */
  show(): Promise<void>;
  /** To this ticket, or wherever the move leads. True: the tab was loaded anew, and holds nothing that was not saved. */
  move(move: Move, ticketId: number): Promise<boolean>;
  setText(ticketId: number, text: string): Promise<void>;
  /** As typing does, at the end of the first paragraph, in front or not. */
  typeInto(ticketId: number, text: string): Promise<void>;
  textOf(ticketId: number): Promise<string>;
}

/** One helpdesk's way of it. */
interface Workplace {
  origin: string;
  url: string;
  ready(page: Page): Promise<unknown>;
  /** As a click on the ticket in the page's own list. The page follows in its own time. */
  bring(page: Page, ticketId: number): Promise<void>;
  setText(page: Page, ticketId: number, text: string): Promise<void>;
  typeInto(page: Page, ticketId: number, text: string): Promise<void>;
  textOf(page: Page, ticketId: number): Promise<string>;
}

export function zendeskTab(
  desk: AgentDesk,
  tickets: [number, number],
): SwitchingTab {
  const { zendesk, helpdesk, tabId } = desk;
  return switchingTab(desk, helpdesk, tabId, {
    origin: zendesk.origin,
    url: zendesk.ticketUrl(...tickets),
    async ready(page) {
      await page.waitForFunction(() => "__sandbox" in window);
      await page.evaluate(
        (ids) =>
          (window as unknown as { __sandbox: SandboxHandle }).__sandbox.open(
            ...ids,
          ),
        tickets,
      );
      for (const id of tickets)
        await composerOf(page, id).waitFor({ state: "attached" });
    },
    bring: (page, id) =>
      page
        .locator(`[data-test-id="header-tab"][data-entity-id="${id}"]`)
        .evaluate((tab) => (tab as HTMLElement).click()),
    setText,
    typeInto,
    textOf,
  });
}

export function intercomTab(
  desk: AgentDesk,
  { page, tabId }: { page: Page; tabId: number },
  tickets: [number, number],
): SwitchingTab {
  return switchingTab(desk, page, tabId, {
    origin: desk.intercom.origin,
    url: desk.intercom.ticketUrl(tickets[0]),
    ready: (inbox) => inbox.waitForFunction(() => "__sandbox" in window),
    bring: (inbox, id) => inInbox(inbox, (it, one) => it.goTo(one), id),
    setText: (inbox, id, text) =>
      inbox.evaluate(
        ([one, value]) =>
          (window as unknown as { __sandbox: InboxHandle }).__sandbox.setText(
            one,
            value,
          ),
        [id, text] as const,
      ),
    typeInto: (inbox, id, text) =>
      inbox.evaluate(
        ([one, value]) =>
          (window as unknown as { __sandbox: InboxHandle }).__sandbox.type(
            one,
            value,
          ),
        [id, text] as const,
      ),
    textOf: (inbox, id) => inInbox(inbox, (it, one) => it.text(one), id),
  });
}

function switchingTab(
  { browser }: AgentDesk,
  firstPage: Page,
  firstTabId: number,
  at: Workplace,
): SwitchingTab {
  let page = firstPage;
  let tabId = firstTabId;
  return {
    tabId: () => tabId,
    ready: async () => void (await at.ready(page)),
    show: () => page.bringToFront(),
    async move(move, ticketId) {
      switch (move) {
        case "switch":
          await at.bring(page, ticketId);
          return false;
        case "back":
        case "forward":
          await page.evaluate(go, move);
          return false;
        case "reload":
          await page.reload();
          await at.ready(page);
          return true;
        case "reopen":
          await page.close();
          page = await browser.context.newPage();
          await page.goto(at.url);
          await at.ready(page);
          tabId = await browser.tabIdOf(`${at.origin}/*`);
          return true;
      }
    },
    setText: (id, text) => at.setText(page, id, text),
    typeInto: (id, text) => at.typeInto(page, id, text),
    textOf: (id) => at.textOf(page, id),
  };
}

/** Runs in the page. Not out of the helpdesk: where its history ends, the agent stays. */
function go(move: "back" | "forward"): void {
  const { navigation } = window as unknown as {
    navigation: { canGoBack: boolean; canGoForward: boolean };
  };
  if (move === "back" && navigation.canGoBack) history.back();
  if (move === "forward" && navigation.canGoForward) history.forward();
}

interface Editor {
  ckeditorInstance: {
    setData(html: string): void;
    getData(): string;
    model: {
      document: { getRoot(): unknown };
      createPositionAt(where: unknown, at: "end"): unknown;
      change(
        run: (writer: { insertText(text: string, at: unknown): void }) => void,
      ): void;
    };
  };
}

function setText(page: Page, id: number, text: string): Promise<void> {
  return composerOf(page, id).evaluate(
    (element, value) =>
      (element as unknown as Editor).ckeditorInstance.setData(
        `<p>${value}</p>`,
      ),
    text,
  );
}

/** Through the editor's model, as its own typing does; the keyboard would follow the focus into the other ticket. */
function typeInto(page: Page, id: number, text: string): Promise<void> {
  return composerOf(page, id).evaluate((element, value) => {
    const { model } = (element as unknown as Editor).ckeditorInstance;
    const root = model.document.getRoot() as {
      getChild(index: number): unknown;
    };
    model.change((writer) =>
      writer.insertText(value, model.createPositionAt(root.getChild(0), "end")),
    );
  }, text);
}

function textOf(page: Page, id: number): Promise<string> {
  return composerOf(page, id).evaluate((element) =>
    (element as unknown as Editor).ckeditorInstance
      .getData()
      .replace(/<\/p><p>/g, "\n")
      .replace(/<[^>]+>/g, "")
      .replace(/&nbsp;/g, " "),
  );
}
