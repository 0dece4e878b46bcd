import type { PlasmoCSConfig } from "plasmo";
import type { PageAdapter, Watcher } from "../adapters/adapter.ts";
import { inSlices } from "../adapters/in-slices.ts";
import { pageAdapters } from "../adapters/index.ts";
import { keepChecking, type Checking } from "../adapters/keep-checking.ts";
import {
  allHeard,
  onCommand,
  runtimeId,
  tellWorker,
} from "../messaging/page-client.ts";
import type { PageCommand, PageMessage } from "../messaging/page-protocol.ts";

/** Entry of the content script: wires the page's adapter to the worker. It decides nothing and keeps nothing. */
export const config: PlasmoCSConfig = {
  matches: [
    "https://*.zendesk.com/agent/*",
    "https://app.intercom.com/a/*",
    "https://app.eu.intercom.com/a/*",
    "https://app.au.intercom.com/a/*",
  ],
  run_at: "document_idle",
};

const adapter = pageAdapters.find(({ matches }) =>
  matches(new URL(location.href)),
);
// Two of them would tell everything twice: the newer one takes over, also from the one that an update left behind.
const scope = globalThis as { heedStop?: (() => void) | undefined };
if (adapter && window.top === window) {
  scope.heedStop?.();
  scope.heedStop = start(adapter);
}

/** Nobody tells a script that its extension was updated or removed. */
const ORPHAN_AFTER_MS = 1000;

/** Answers the function that stops it. */
function start(helpdesk: PageAdapter): () => void {
  let stop = () => {};
  const tell = (message: PageMessage) =>
    // After an update of the extension this script is an orphan, and must fall silent.
    runtimeId() === undefined ? stop() : tellWorker(message);
  const now = () => new Date().toISOString();
  const watchWith = (adapter: PageAdapter) =>
    adapter.watch(document, {
      onState: (state) => {
        tell({ type: "page.state", state });
        page.checking?.look();
      },
      onConversationChanged: (ticket) =>
        tell({ type: "page.conversation-changed", ticket }),
      onSendPressed: (ticket, mode, text) =>
        tell({ type: "page.send-pressed", ticket, mode, text, at: now() }),
      onPasted: (ticket, text) =>
        tell({ type: "page.pasted", ticket, text, at: now() }),
    });

  const page: Page = { helpdesk, watcher: null, checking: null };
  page.watcher = watchWith(helpdesk);
  page.checking = keepChecking(document, helpdesk, {
    onHealth: (ticket, health, selectors, packVersion) =>
      tell({ type: "page.health", ticket, health, selectors, packVersion }),
    onChoice: (adapter) => {
      page.watcher?.stop();
      if (runtimeId() === undefined) return stop();
      page.helpdesk = adapter;
      page.watcher = watchWith(adapter);
    },
  });
  const stopObeying = onCommand((command) => obey(page, command));
  // Where nothing changes nothing is told, and it would go on looking at a page that has another script by then.
  const orphaned = setInterval(() => {
    if (runtimeId() === undefined) stop();
  }, ORPHAN_AFTER_MS);
  stop = () => {
    clearInterval(orphaned);
    page.watcher?.stop();
    page.checking?.stop();
    stopObeying();
  };
  return stop;
}

/** What reads and watches now: a pack may put another set of selectors in place. */
interface Page {
  helpdesk: PageAdapter;
  watcher: Watcher | null;
  checking: Checking | null;
}

function obey(page: Page, command: PageCommand): Promise<unknown> | undefined {
  const { helpdesk } = page;
  switch (command.type) {
    case "page.get":
      return helpdesk.get(command.path);
    case "page.tell-again":
      page.watcher?.tellAgain();
      page.checking?.look(true);
      return allHeard().then(() => true);
    case "page.read-ticket":
      return inSlices(helpdesk.readPage(document, command.ticketId));
    case "page.insert":
      return helpdesk.insert(document, command).then((result) => {
        page.checking?.noteInsert(result);
        return result;
      });
    case "page.focus-composer":
      window.focus();
      return Promise.resolve(
        helpdesk.focusComposer(document, command.ticketId),
      );
    case "page.show-message":
      return Promise.resolve(
        helpdesk.showMessage(
          document,
          command.ticketId,
          command.at,
          command.messageId,
        ),
      );
    case "page.use-selectors":
      page.checking?.usePack(command.packVersion, command.selectors);
      return Promise.resolve(true);
    default:
      return undefined;
  }
}
