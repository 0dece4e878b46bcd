import { browser } from "../messaging/browser.ts";

/** The pages of Zendesk's own hosts, in the manifest. */
const ZENDESK = "https://*.zendesk.com/agent/*";

/**
 * Browsers start content scripts in pages that are loaded from now on. Helpdesk tabs that were open when Heed was
 * installed or updated get theirs here; one that an earlier version left behind is told to stop by the new one.
 * @param brands pages of hosts that were allowed at run time
 */
export async function enterOpenTabs(brands: string[]): Promise<void> {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest();
  for (const { matches, js } of scripts) if (js) await enter(matches, js);
  await enterZendeskTabs(brands);
}

export async function enterZendeskTabs(pages: string[]): Promise<void> {
  if (pages.length > 0) await enter(pages, zendeskScript());
}

/** The files of Zendesk's content script, by the names that the build gave them. */
export function zendeskScript(): string[] {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest();
  return scripts.find(({ matches }) => matches.includes(ZENDESK))?.js ?? [];
}

async function enter(pages: string[], files: string[]): Promise<void> {
  for (const { id } of await browser.tabs.query({ url: pages }))
    if (id !== undefined)
      await browser.scripting
        .executeScript({ target: { tabId: id }, files })
        .catch(() => undefined); // the tab is gone, or not loaded yet and gets its script by itself
}
