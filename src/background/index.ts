import { brandPages } from "../messaging/brand-host.ts";
import {
  browser,
  hideStorageFromContentScripts,
  openPanelOnIconClick,
  type Sender,
} from "../messaging/browser.ts";
import { parsePageMessage } from "../messaging/page-parser.ts";
import { panelRequest } from "../messaging/panel-protocol.ts";
import { senderOf } from "../messaging/sender.ts";
import { prune, settleOpen } from "../outbox/record.ts";
import { refreshAllBadges } from "./badge.ts";
import { allowedBrands, isAllowedBrand, registerBrands } from "./brands.ts";
import { handleCommand } from "./commands.ts";
import { whenConnectionChanges } from "./connection.ts";
import { refreshPackIfOld } from "./current-pack.ts";
import { db } from "./database.ts";
import { deliver } from "./deliver.ts";
import { deliverCounts } from "./deliver-counts.ts";
import { enterOpenTabs } from "./enter-open-tabs.ts";
import { answerError } from "./error.ts";
import {
  askPage,
  handlePage,
  readAgainWhatFailed,
  runChecks,
  tabClosed,
  wakeForChecks,
} from "./handle-page.ts";
import { handlePanel } from "./handle-panel.ts";
import { tabState } from "./tabs.ts";
import { pushAllViews } from "./views.ts";

/**
 * Entry of the worker. Chrome stops and starts it at will: every listener is registered here, at once, and nothing
 * that matters lives in memory alone.
 */
const TICK = "heed-tick";
/** The shortest that Chrome keeps. Firefox would never let its event page rest between two of these, but does in a minute. */
const TICK_MINUTES = globalThis.chrome?.sidePanel ? 0.5 : 1;
const extension = {
  id: browser.runtime.id,
  origin: browser.runtime.getURL("").replace(/\/$/, ""),
};

browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => {
  const from = senderOf(sender, extension);
  if (from?.kind === "helpdesk") {
    const said = parsePageMessage(message);
    // The answer says "heard"; without it the page repeats what it said.
    return said
      ? handlePage(from, said).then(() => true, answerError)
      : undefined;
  }
  if (from?.kind === "brand") {
    const said = parsePageMessage(message);
    const { tabId, host: accountKey } = from;
    return said
      ? isAllowedBrand(accountKey)
          .then((isAllowed) =>
            isAllowed
              ? handlePage(
                  { helpdesk: "zendesk", tabId, accountKey },
                  said,
                ).then(() => true)
              : undefined,
          )
          .catch(answerError)
      : undefined;
  }
  if (from?.kind === "extension_page") {
    const request = panelRequest.safeParse(message);
    return request.success
      ? handlePanel(request.data).catch(answerError)
      : undefined;
  }
  return undefined;
});

browser.tabs.onRemoved.addListener((tabId) => run(tabClosed(tabId)));
browser.tabs.onUpdated.addListener((tabId, { status }) => {
  // The page under a ticket may have been left for another site, which has no script of ours to say so.
  if (status === "complete")
    run(tabState(tabId).then((tab) => (tab?.ref ? askPage(tabId) : undefined)));
});
browser.commands.onCommand.addListener((name, tab) => handleCommand(name, tab));
browser.alarms.onAlarm.addListener(({ name }) => {
  if (name === TICK) run(tick());
});
browser.runtime.onInstalled.addListener(() => {
  run(start());
  // An update has other files, and the browser has forgotten where they ran.
  run(enterAll());
});
browser.permissions.onAdded.addListener(() => run(registerBrands()));
browser.permissions.onRemoved.addListener(() => run(registerBrands()));
browser.runtime.onStartup.addListener(() => run(start()));
whenConnectionChanges(() => run(pushAllViews()));
run(start());

async function start(): Promise<void> {
  await Promise.all([
    hideStorageFromContentScripts(),
    openPanelOnIconClick(),
    registerBrands(),
  ]);
  if (!(await browser.alarms.get(TICK)))
    await browser.alarms.create(TICK, { periodInMinutes: TICK_MINUTES });
  await deliver();
  await wakeForChecks();
  await askForPack();
}

async function enterAll(): Promise<void> {
  await registerBrands();
  await enterOpenTabs((await allowedBrands()).map(brandPages));
}

async function askForPack(): Promise<void> {
  if (await refreshPackIfOld()) await pushAllViews();
}

async function tick(): Promise<void> {
  await settleOpen(db, new Date().toISOString());
  await runChecks();
  await readAgainWhatFailed();
  await prune(db, Date.now());
  await refreshAllBadges();
  await askForPack();
  await deliverCounts();
}

function run(work: Promise<unknown>): void {
  work.catch(answerError);
}
