import type { BrowserContext, Page } from "playwright-core";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import type { SandboxZendesk } from "../sandbox/zendesk/server.ts";
import { startBackend, type RunningBackend } from "./backend.ts";
import { launchWithExtension } from "./extension.ts";
import { startLookAlike, type LookAlike } from "./look-alike.ts";

/** What the scripted agent works at, in any browser. */
export interface Desk {
  at: LookAlike;
  backend: RunningBackend;
  helpdesk: Page;
  /** The panel of the helpdesk's tab, opened as a page: tests can drive that one. */
  panel: Page;
  tabId: number;
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export interface Stack extends Desk {
  /** The look-alike, where it is Zendesk's. */
  readonly zendesk: SandboxZendesk;
  browser: Awaited<ReturnType<typeof launchWithExtension>>;
  context: BrowserContext;
}

export interface Wanted {
  helpdesk?: Helpdesk;
  tickets: SandboxTicket[];
  pack: PolicyPack | null;
  /** A ticket to begin with; the view of all tickets when left out. */
  firstTicket?: number;
  headless?: boolean;
  withPanelPage?: boolean;
  /** Where the extension finds the backend, when something stands between them. */
  addressOf?: (backend: RunningBackend) => Promise<string>;
  /** The backend's variables beside the usual. */
  env?: Record<string, string>;
}

/** Everything real, on loopback: helpdesk, backend with its database, the built extension in Chromium, paired. */
export async function startStack({
  helpdesk: name = "zendesk",
  tickets,
  pack,
  firstTicket,
  headless = true,
  withPanelPage = true,
  addressOf = async ({ address }) => address,
  env = {},
}: Wanted): Promise<Stack> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const part of closing.splice(0).reverse())
      await part().catch((error: unknown) => console.error(error));
  };
  try {
    const at = await startLookAlike(name, tickets);
    closing.push(at.close);
    const backend = await startBackend(pack, env, at);
    closing.push(backend.close);
    const browser = await launchWithExtension({
      places: [at],
      headless,
    });
    closing.push(browser.close);
    await connect(
      await browser.context.newPage(),
      `chrome-extension://${browser.extensionId}/options.html`,
      await addressOf(backend),
      await backend.pairingCode(),
    );
    const helpdesk = await browser.context.newPage();
    await helpdesk.goto(
      firstTicket === undefined ? at.startUrl : at.ticketUrl(firstTicket),
    );
    await helpdesk.waitForFunction(() => "__sandbox" in window);
    const tabId = await tabOf(browser.worker, at.origin);
    const panel = withPanelPage
      ? await openPanelWindow(browser, tabId)
      : helpdesk;
    return {
      at,
      get zendesk() {
        return zendeskOf(at);
      },
      backend,
      browser,
      context: browser.context,
      helpdesk,
      panel,
      tabId,
      newPage: () => browser.context.newPage(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export function zendeskOf(at: LookAlike): SandboxZendesk {
  if (at.helpdesk !== "zendesk") throw new Error("This desk is Intercom's.");
  return at.sandbox;
}

/** Pair as a person does, on the options page. */
export async function connect(
  options: Page,
  optionsUrl: string,
  address: string,
  pairingCode: string,
): Promise<void> {
  await options.goto(optionsUrl);
  await options.getByLabel("Backend address").fill(address);
  await options.getByLabel("Pairing code").fill(pairingCode);
  await options.getByRole("button", { name: "Connect" }).click();
  await options.getByRole("button", { name: "Test the connection" }).waitFor();
  await options.close();
}

/**
 * The panel as a page in a window of its own. In a tab behind the helpdesk's, Chrome draws it once a second, and every
 * click waits for that.
 */
async function openPanelWindow(
  { context, extensionId, worker }: Stack["browser"],
  tabId: number,
): Promise<Page> {
  const url = `chrome-extension://${extensionId}/sidepanel.html?tabId=${tabId}`;
  const opened = context.waitForEvent(
    "page",
    (page) => page.url() === url || page.url() === "about:blank",
  );
  await worker.evaluate(
    (address) =>
      chrome.windows.create({
        url: address,
        width: 376,
        height: 900,
        focused: false,
      }),
    url,
  );
  const panel = await opened;
  await panel.waitForURL(url);
  return panel;
}

async function tabOf(
  worker: Awaited<ReturnType<typeof launchWithExtension>>["worker"],
  origin: string,
): Promise<number> {
  const id = await worker.evaluate(
    async (url: string) =>
      (await chrome.tabs.query({ url: `${url}/*` }))[0]?.id ?? null,
    origin,
  );
  if (id === null) throw new Error("The helpdesk's tab was not found.");
  return id;
}
