import type { Page } from "playwright-core";
import type { InboxHandle } from "../sandbox/intercom/page/main.ts";
import { inInbox } from "./inbox-page.ts";
import { composerOf } from "./helpdesk-page.ts";

/** A helpdesk's tab in which two tickets take turns, driven from the page's own side so that nothing waits. */
export interface SwitchingTab {
  tabId: number;
  tickets: [number, number];
  /** The agent works in one tab at a time; Chromium lets one that was hidden for minutes wake once a minute. */
  show(): Promise<void>;
  /** As a click on the ticket in the page's own list. The page follows in its own time. */
  bring(ticketId: number): Promise<void>;
  setText(ticketId: number, text: string): Promise<void>;
  /** As typing does, at the end of the first paragraph, in front or not. */
  typeInto(ticketId: number, text: string): Promise<void>;
  textOf(ticketId: number): Promise<string>;
}

export function zendeskTab(
  page: Page,
  tabId: number,
  tickets: [number, number],
): SwitchingTab {
  return {
    tabId,
    tickets,
    show: () => page.bringToFront(),
    bring: (id) =>
      page
        .locator(`[data-test-id="header-tab"][data-entity-id="${id}"]`)
        .evaluate((tab) => (tab as HTMLElement).click()),
    setText: (id, text) => setText(page, id, text),
    typeInto: (id, text) => typeInto(page, id, text),
    textOf: (id) => textOf(page, id),
  };
}

export function intercomTab(
  page: Page,
  tabId: number,
  tickets: [number, number],
): SwitchingTab {
  return {
    tabId,
    tickets,
    show: () => page.bringToFront(),
    bring: (id) => inInbox(page, (it, one) => it.goTo(one), id),
    setText: (id, text) =>
      page.evaluate(
        ([one, value]) =>
          (window as unknown as { __sandbox: InboxHandle }).__sandbox.setText(
            one,
            value,
          ),
        [id, text] as const,
      ),
    typeInto: (id, text) =>
      page.evaluate(
        ([one, value]) =>
          (window as unknown as { __sandbox: InboxHandle }).__sandbox.type(
            one,
            value,
          ),
        [id, text] as const,
      ),
    textOf: (id) => inInbox(page, (it, one) => it.text(one), id),
  };
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
