import { until } from "./firefox-locator.ts";
import { GECKO_ID, type FirefoxWithExtension } from "./firefox.ts";

/** Firefox's own name for the extension's things in its windows. */
const WIDGET = GECKO_ID.replaceAll(/[^a-z0-9]/g, "_");
const EXTENSION = `WebExtensionPolicy.getByID("${GECKO_ID}").extension`;
const FRONT = `Services.wm.getMostRecentWindow("navigator:browser")`;

/** The real sidebar of one window, driven from a page of the extension, which may look into it. */
export interface Sidebar {
  text(): Promise<string>;
  click(button: string): Promise<void>;
}

/** Opens the sidebar in every window, as a click on the toolbar does in one. */
export async function openSidebars(
  firefox: FirefoxWithExtension,
): Promise<void> {
  await firefox.inChrome(
    `Promise.all([...Services.wm.getEnumerator("navigator:browser")].map((it) => it.SidebarController.show("${WIDGET}-sidebar-action"))).then(() => true)`,
  );
}

export function sidebarOf(
  firefox: FirefoxWithExtension,
  windowId: number,
): Sidebar {
  return {
    text: async () =>
      (await firefox.hand()).evaluate(
        (id) =>
          (
            globalThis as unknown as { browser: typeof chrome }
          ).browser.extension.getViews({
            type: "sidebar" as "popup", // Firefox's own kind
            windowId: id,
          })[0]?.document.body.innerText ?? "",
        windowId,
      ),
    click: (button) =>
      until(
        async () =>
          (await firefox.hand()).evaluate(
            (id, name) => {
              const [view] = (
                globalThis as unknown as { browser: typeof chrome }
              ).browser.extension.getViews({
                type: "sidebar" as "popup", // Firefox's own kind
                windowId: id,
              });
              const found = [
                ...(view?.document.querySelectorAll<HTMLElement>(
                  "button, [role=option]",
                ) ?? []),
              ].find((it) => it.innerText.includes(name));
              found?.click();
              return found ? true : null;
            },
            windowId,
            button,
          ),
        { what: button },
      ).then(() => undefined),
  };
}

/** One of the keys that work from anywhere, by its place in the manifest, in the window in front. */
export async function pressCommand(
  firefox: FirefoxWithExtension,
  place: number,
): Promise<void> {
  await firefox.inChrome(
    `(${FRONT}.document.querySelectorAll("#ext-keyset-id-${WIDGET} key")[${place}].doCommand(), true)`,
  );
}

/** Puts the event page to sleep, as Firefox does after half a minute without work. */
export async function suspend(firefox: FirefoxWithExtension): Promise<void> {
  await firefox.inChrome(
    `${EXTENSION}.terminateBackground({ ignoreDevToolsAttached: true }).then(() => true)`,
  );
  if (await isAwake(firefox)) throw new Error("the event page did not stop");
}

export async function isAwake(firefox: FirefoxWithExtension): Promise<boolean> {
  const state = await firefox.inChrome<string>(`${EXTENSION}.backgroundState`);
  return state === "running";
}

/** What went wrong in scripts of ours that run in helpdesk pages, in the words of Firefox's console. */
export function errorsInPages(
  firefox: FirefoxWithExtension,
): Promise<string[]> {
  return firefox.inChrome(
    `Services.console.getMessageArray().filter((it) => it instanceof Ci.nsIScriptError && /^moz-extension:.*(?:zendesk|intercom)/.test(it.sourceName)).map((it) => it.errorMessage)`,
  );
}
