import type { Page } from "playwright-core";
import type { SandboxZendesk } from "../sandbox/zendesk/server.ts";
import { startBackend } from "./backend.ts";
import { drivenPage } from "./firefox-page.ts";
import { launchFirefox, type FirefoxWithExtension } from "./firefox.ts";
import { startLookAlike } from "./look-alike.ts";
import { connect, zendeskOf, type Desk, type Wanted } from "./stack.ts";

export interface FirefoxStack extends Desk {
  /** The look-alike, where it is Zendesk's. */
  readonly zendesk: SandboxZendesk;
  firefox: FirefoxWithExtension;
}

/** The same as `startStack`, in Firefox: helpdesk, backend with its database, the built extension, paired. */
export async function startFirefoxStack({
  helpdesk: name = "zendesk",
  tickets,
  pack,
  firstTicket,
  headless = true,
  withPanelPage = true,
  addressOf = async ({ address }) => address,
}: Wanted): Promise<FirefoxStack> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const part of closing.splice(0).reverse())
      await part().catch((error: unknown) => console.error(error));
  };
  try {
    const at = await startLookAlike(name, tickets);
    closing.push(at.close);
    const backend = await startBackend(pack, {}, at);
    closing.push(backend.close);
    const firefox = await launchFirefox({
      portOf: (host) => (new URL(at.origin).hostname === host ? at.port : null),
      headless,
    });
    closing.push(firefox.close);
    const newPage = async () => drivenPage(await firefox.browser.newPage());
    await connect(
      await newPage(),
      firefox.url("options.html"),
      await addressOf(backend),
      await backend.pairingCode(),
    );
    const helpdesk = await newPage();
    await helpdesk.goto(
      firstTicket === undefined ? at.startUrl : at.ticketUrl(firstTicket),
    );
    await helpdesk.waitForFunction(() => "__sandbox" in window);
    const tabId = await firefox.tabIdOf(`${at.origin}/*`);
    const panel = withPanelPage
      ? await openPanelWindow(firefox, tabId)
      : helpdesk;
    return {
      at,
      get zendesk() {
        return zendeskOf(at);
      },
      backend,
      firefox,
      helpdesk,
      panel,
      tabId,
      newPage,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A window of its own: in a tab behind the helpdesk's, Firefox draws it once a second. */
async function openPanelWindow(
  { browser, url }: FirefoxWithExtension,
  tabId: number,
): Promise<Page> {
  const panel = drivenPage(await browser.newPage({ type: "window" }));
  await panel.goto(url(`sidepanel.html?tabId=${tabId}`));
  return panel;
}
