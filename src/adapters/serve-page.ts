import type { PageAdapter, Watcher } from "./adapter.ts";
import { inSlices } from "./in-slices.ts";
import { keepChecking, type Checking } from "./keep-checking.ts";
import {
  allHeard,
  onCommand,
  runtimeId,
  tellWorker,
} from "../messaging/page-client.ts";
import type { PageCommand, PageMessage } from "../messaging/page-protocol.ts";

/**
 * What a helpdesk's content script does: wires the page's adapter to the worker. It decides nothing and keeps nothing.
 * Two of them would tell everything twice: the newer one takes over, also from the one that an update left behind.
 */
export function servePage(adapter: PageAdapter): void {
  if (window.top !== window || !adapter.matches(new URL(location.href))) return;
  const scope = globalThis as { heedStop?: (() => void) | undefined };
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
        page.checking?.noteState(state);
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

/** undefined: no such command. */
function obey(page: Page, command: PageCommand): unknown {
  const { helpdesk } = page;
  switch (command.type) {
    case "page.get":
      return helpdesk.get(command.path);
    case "page.tell-again":
      page.watcher?.tellAgain();
      return page.checking
        ?.lookAgain()
        .then(allHeard)
        .then(() => true);
    case "page.read-ticket":
      return inSlices(helpdesk.readPage(document, command.ticketId));
    case "page.insert":
      return helpdesk.insert(document, command).then((result) => {
        page.checking?.noteInsert(result);
        return result;
      });
    case "page.focus-composer":
      window.focus();
      return helpdesk.focusComposer(document, command.ticketId);
    case "page.show-message":
      return helpdesk.showMessage(
        document,
        command.ticketId,
        command.at,
        command.messageId,
      );
    case "page.use-selectors":
      page.checking?.usePack(command.packVersion, command.selectors);
      return true;
    default:
      return undefined;
  }
}
