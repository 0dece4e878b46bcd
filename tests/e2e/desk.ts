import type { Page } from "playwright-core";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import { startBackend, type RunningBackend } from "./backend.ts";
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

/** A browser with the built extension, as far as a desk needs to know it. */
export interface DeskBrowser {
  newPage(): Promise<Page>;
  /** Address of a page of the extension. */
  url(path: string): string;
  tabIdOf(urlPattern: string): Promise<number>;
  /** A window of its own: in a tab behind the helpdesk's, browsers draw a page once a second, and every click waits for that. */
  openWindow(url: string): Promise<Page>;
  close(): Promise<void>;
}

/** Everything real, on loopback: helpdesk, backend with its database, the built extension in a browser, paired. */
export async function startDesk<B extends DeskBrowser>(
  {
    helpdesk: name = "zendesk",
    tickets,
    pack,
    firstTicket,
    headless = true,
    withPanelPage = true,
    addressOf = async ({ address }) => address,
    env = {},
  }: Wanted,
  open: (at: LookAlike, headless: boolean) => Promise<B>,
): Promise<{ desk: Desk; browser: B }> {
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
    const browser = await open(at, headless);
    closing.push(browser.close);
    await connect(
      await browser.newPage(),
      browser.url("options.html"),
      await addressOf(backend),
      await backend.pairingCode(),
    );
    const helpdesk = await browser.newPage();
    await helpdesk.goto(
      firstTicket === undefined ? at.startUrl : at.ticketUrl(firstTicket),
    );
    await helpdesk.waitForFunction(() => "__sandbox" in window);
    const tabId = await browser.tabIdOf(`${at.origin}/*`);
    const panel = withPanelPage
      ? await browser.openWindow(browser.url(`sidepanel.html?tabId=${tabId}`))
      : helpdesk;
    const { newPage } = browser;
    return {
      desk: { at, backend, helpdesk, panel, tabId, newPage, close },
      browser,
    };
  } catch (error) {
    await close();
    throw error;
  }
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
