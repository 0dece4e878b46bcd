import type { PlasmoCSConfig } from "plasmo";
import { intercomPage } from "../adapters/intercom/page.ts";
import { servePage } from "../adapters/serve-page.ts";

/** Entry: what runs in Intercom's page. */
export const config: PlasmoCSConfig = {
  matches: [
    "https://app.intercom.com/a/*",
    "https://app.eu.intercom.com/a/*",
    "https://app.au.intercom.com/a/*",
  ],
  run_at: "document_idle",
};

servePage(intercomPage());
