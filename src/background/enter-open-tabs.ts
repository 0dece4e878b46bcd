import { browser } from "../messaging/browser.ts";

/**
 * Browsers start content scripts in pages that are loaded from now on. Helpdesk tabs that were open when Heed was
 * installed or updated get theirs here; one that an earlier version left behind is told to stop by the new one.
 * @param brands pages of hosts that were allowed at run time
 */
export async function enterOpenTabs(brands: string[]): Promise<void> {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest();
  for (const { matches } of scripts) await enterTabs([...matches, ...brands]);
}

export async function enterTabs(pages: string[]): Promise<void> {
  for (const { id } of await browser.tabs.query({ url: pages }))
    if (id !== undefined)
      await browser.scripting
        .executeScript({ target: { tabId: id }, files: contentScript() })
        .catch(() => undefined); // the tab is gone, or not loaded yet and gets its script by itself
}

/** The files of the one content script, by the names that the build gave them. */
export function contentScript(): string[] {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest();
  return scripts[0]?.js ?? [];
}
