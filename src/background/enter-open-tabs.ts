import { browser } from "../messaging/browser.ts";

/**
 * Browsers start content scripts in pages that are loaded from now on. Helpdesk tabs that were open when Heed was
 * installed or updated get theirs here; one that an earlier version left behind is told to stop by the new one.
 */
export async function enterOpenTabs(): Promise<void> {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest();
  for (const { matches, js } of scripts) {
    if (!js) continue;
    for (const { id } of await browser.tabs.query({ url: matches }))
      if (id !== undefined)
        await browser.scripting
          .executeScript({ target: { tabId: id }, files: js })
          .catch(() => undefined); // the tab is gone, or not loaded yet and gets its script by itself
  }
}
