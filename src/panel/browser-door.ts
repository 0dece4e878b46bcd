import { browser } from "../messaging/browser.ts";
import { ask, onPush } from "../messaging/worker-client.ts";
import { copyText } from "./copy-text.ts";
import type { Door } from "./door.ts";

/** Chrome and Edge. Firefox has a call for it instead. */
const KEY_SETTINGS = "chrome://extensions/shortcuts";

/** The panel's door inside the extension. */
export const browserDoor: Door = {
  ask,
  onPush,
  copyText,
  now: () => new Date(),
  activeTabId: async () => {
    const [tab] = await browser.tabs.query({
      active: true,
      currentWindow: true,
    });
    return tab?.id ?? null;
  },
  onActiveTabChanged: (listener) => {
    const onUpdated = (
      _tabId: number,
      change: { status?: string; url?: string },
    ) => {
      if (change.status === "complete" || change.url !== undefined) listener();
    };
    browser.tabs.onActivated.addListener(listener);
    browser.tabs.onUpdated.addListener(onUpdated);
    return () => {
      browser.tabs.onActivated.removeListener(listener);
      browser.tabs.onUpdated.removeListener(onUpdated);
    };
  },
  openOptions: () => void browser.runtime.openOptionsPage(),
  openKeySettings: () => {
    const commands = browser.commands as {
      openShortcutSettings?: () => Promise<void>; // newer than the polyfill's types
    };
    const opening =
      commands.openShortcutSettings?.() ??
      browser.tabs.create({ url: KEY_SETTINGS });
    void opening.catch(() => browser.runtime.openOptionsPage());
  },
  commandShortcuts: async () => {
    const commands = await browser.commands?.getAll().catch(() => []);
    return Object.fromEntries(
      (commands ?? []).flatMap(({ name, shortcut }) =>
        name && shortcut ? [[name, shortcut]] : [],
      ),
    );
  },
};
