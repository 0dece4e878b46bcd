import { startDesk, type Desk, type Wanted } from "./desk.ts";
import { drivenPage } from "./firefox-page.ts";
import {
  GECKO_ID,
  launchFirefox,
  type FirefoxWithExtension,
} from "./firefox.ts";

export interface FirefoxStack extends Desk {
  firefox: FirefoxWithExtension;
}

/** The desk in Firefox. */
export async function startFirefoxStack(wanted: Wanted): Promise<FirefoxStack> {
  const { desk, browser } = await startDesk(wanted, async (at, headless) => {
    const firefox = await launchFirefox({
      portOf: (host) => (new URL(at.origin).hostname === host ? at.port : null),
      headless,
    });
    await allowTechnicalData(firefox);
    return {
      firefox,
      newPage: async () => drivenPage(await firefox.browser.newPage()),
      url: firefox.url,
      tabIdOf: firefox.tabIdOf,
      async openWindow(url: string) {
        const page = drivenPage(
          await firefox.browser.newPage({ type: "window" }),
        );
        await page.goto(url);
        return page;
      },
      close: firefox.close,
    };
  });
  return { ...desk, firefox: browser.firefox };
}

/** The tick that Firefox offers when an extension is installed; one that is loaded for a while is not asked about. */
async function allowTechnicalData(
  firefox: FirefoxWithExtension,
): Promise<void> {
  await firefox.inChrome(
    `ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs").ExtensionPermissions.add(
      "${GECKO_ID}",
      { permissions: [], origins: [], data_collection: ["technicalAndInteraction"] },
      WebExtensionPolicy.getByID("${GECKO_ID}").extension,
    ).then(() => true)`,
  );
}
