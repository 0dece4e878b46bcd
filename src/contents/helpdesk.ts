import type { PlasmoCSConfig } from "plasmo";
import type { PageAdapter, Watcher } from "../adapters/adapter.ts";
import { pageAdapters } from "../adapters/index.ts";
import { onCommand, runtimeId, tellWorker } from "../messaging/page-client.ts";
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
// Injected twice, it would tell everything twice.
const scope = globalThis as { heedIsHere?: string | undefined };
if (adapter && window.top === window && scope.heedIsHere !== runtimeId()) {
  scope.heedIsHere = runtimeId();
  start(adapter);
}

function start(helpdesk: PageAdapter): void {
  let stop = () => {};
  const tell = (message: PageMessage) =>
    // After an update of the extension this script is an orphan, and must fall silent.
    runtimeId() === undefined ? stop() : tellWorker(message);
  const now = () => new Date().toISOString();

  const watcher = helpdesk.watch(document, {
    onState: (state) => tell({ type: "page.state", state }),
    onConversationChanged: (ticket) =>
      tell({ type: "page.conversation-changed", ticket }),
    onSendPressed: (ticket, mode, text) =>
      tell({ type: "page.send-pressed", ticket, mode, text, at: now() }),
    onPasted: (ticket, text) =>
      tell({ type: "page.pasted", ticket, text, at: now() }),
  });
  const stopObeying = onCommand((command) => obey(helpdesk, watcher, command));
  stop = () => {
    watcher.stop();
    stopObeying();
  };
}

function obey(
  helpdesk: PageAdapter,
  watcher: Watcher,
  command: PageCommand,
): Promise<unknown> | undefined {
  const url = new URL(location.href);
  switch (command.type) {
    case "page.get":
      return helpdesk.get(command.path);
    case "page.read-state":
      watcher.look();
      return Promise.resolve(helpdesk.readState(document, url));
    case "page.read-ticket":
      return Promise.resolve(
        helpdesk.readPage(document, url, command.ticketId),
      );
    case "page.insert":
      return helpdesk.insert(document, command);
    case "page.focus-composer":
      window.focus();
      return Promise.resolve(
        helpdesk.focusComposer(document, url, command.ticketId),
      );
    case "page.show-message":
      return Promise.resolve(
        helpdesk.showMessage(
          document,
          url,
          command.ticketId,
          command.at,
          command.messageId,
        ),
      );
    default:
      return undefined;
  }
}
