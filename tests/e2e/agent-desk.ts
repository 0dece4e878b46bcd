import type { Page } from "playwright-core";
import type {
  PanelAnswer,
  PanelRequest,
  TabView,
} from "../../src/messaging/panel-protocol.ts";
import {
  startStubBackend,
  type StubBackend,
} from "../background/stub-backend.ts";
import { parseConversation } from "../../backend/helpdesks/intercom/parse-conversation.ts";
import {
  startIntercom,
  type SandboxIntercom,
} from "../sandbox/intercom/server.ts";
import { conversationBody } from "../sandbox/intercom/shapes.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import {
  startZendesk,
  type SandboxZendesk,
} from "../sandbox/zendesk/server.ts";
import { launchWithExtension, type ExtensionBrowser } from "./extension.ts";

/** Helpdesk, extension and a small backend, paired: what the tests of page and worker need. No panel UI is involved. */
export interface AgentDesk {
  zendesk: SandboxZendesk;
  /** With the same tickets. No tab shows it until one is opened. */
  intercom: SandboxIntercom;
  backend: StubBackend;
  browser: ExtensionBrowser;
  helpdesk: Page;
  tabId: number;
  /** An extension page, which asks the worker what the panel would ask. After an update, another one. */
  readonly hand: Page;
  ask<T extends PanelRequest["type"]>(
    request: Extract<PanelRequest, { type: T }>,
  ): Promise<PanelAnswer<T>>;
  /** The tab's view once it fits; the helpdesk's tab, if no other is named. */
  viewWhen(fits: (view: TabView) => boolean, ofTab?: number): Promise<TabView>;
  openInbox(conversationId: number): Promise<{ page: Page; tabId: number }>;
  close(): Promise<void>;
}

export function openDesk(
  tickets: SandboxTicket[],
  firstTicket: number,
  ...alsoOpen: number[]
): Promise<AgentDesk> {
  return openDeskBeside([], tickets, firstTicket, ...alsoOpen);
}

/** `neighbours`: folders of other extensions in the same profile. */
export async function openDeskBeside(
  neighbours: string[],
  tickets: SandboxTicket[],
  firstTicket: number,
  ...alsoOpen: number[]
): Promise<AgentDesk> {
  const [zendesk, intercom, backend] = await Promise.all([
    startZendesk({ tickets }),
    startIntercom({ tickets }),
    startStubBackend(),
  ]);
  // What the real backend makes of the API's answer.
  backend.levers.conversation = (conversationId) =>
    parseConversation(
      conversationBody(
        intercom.state.conversation(conversationId),
        intercom.state,
        "2.14",
      ),
      intercom.appId,
    )?.ticket ?? null;
  const browser = await launchWithExtension({
    places: [
      { hosts: "*.zendesk.com", port: zendesk.port },
      { hosts: intercom.host, port: intercom.port },
    ],
    neighbours,
  });
  const { context, extensionId } = browser;
  const openHand = async () => {
    const opened = await context.newPage();
    await opened.goto(`chrome-extension://${extensionId}/options.html`);
    return opened;
  };
  let hand = await openHand();
  const ask: AgentDesk["ask"] = async (request) => {
    if (hand.isClosed()) hand = await openHand();
    return (await hand.evaluate(
      (it) => chrome.runtime.sendMessage(it),
      request,
    )) as never; // the worker's own answer, as it is
  };
  const connected = await ask({
    type: "options.connect",
    address: backend.origin,
    code: "CODE",
  });
  if (!connected.ok) throw new Error(connected.message);
  const helpdesk = await context.newPage();
  await helpdesk.goto(zendesk.ticketUrl(firstTicket, ...alsoOpen));
  await helpdesk.waitForFunction(() => "__sandbox" in window);
  const tabId = await browser.tabIdOf(`${zendesk.origin}/*`);
  await helpdesk.bringToFront();
  return {
    zendesk,
    intercom,
    backend,
    browser,
    helpdesk,
    tabId,
    get hand() {
      return hand;
    },
    ask,
    async openInbox(conversationId) {
      const page = await context.newPage();
      await page.goto(intercom.ticketUrl(conversationId));
      await page.waitForFunction(() => "__sandbox" in window);
      return { page, tabId: await browser.tabIdOf(`${intercom.origin}/*`) };
    },
    async viewWhen(fits, ofTab = tabId) {
      const until = Date.now() + 25_000;
      for (;;) {
        const answer = await ask({ type: "panel.view", tabId: ofTab });
        if (answer.ok && fits(answer.value)) return answer.value;
        if (Date.now() > until)
          throw new Error(`no such view: ${JSON.stringify(answer)}`);
        await new Promise((next) => setTimeout(next, 50));
      }
    },
    async close() {
      await browser.close();
      await Promise.all([zendesk.close(), intercom.close(), backend.close()]);
    },
  };
}

export function ticketOf(id: number, text: string): SandboxTicket {
  return {
    id,
    subject: `Question ${id}`,
    channel: "email",
    status: "open",
    priority: "normal",
    tags: [],
    requester: { name: `Customer ${id}`, email: `c${id}@example.com` },
    messages: [
      {
        role: "customer",
        visibility: "public",
        author: `Customer ${id}`,
        at: "2026-11-20T09:14:03Z",
        text,
        attachments: [],
      },
    ],
    fields: {},
  };
}
