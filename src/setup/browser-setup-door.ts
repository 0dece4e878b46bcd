import { browser } from "../messaging/browser.ts";
import { ask } from "../messaging/worker-client.ts";
import type { SetupDoor } from "./setup-door.ts";

/** The options page's door inside the extension. */
export const browserSetupDoor: SetupDoor = {
  ask,
  requestPermission: (pattern) =>
    browser.permissions.request({ origins: [pattern] }),
};
