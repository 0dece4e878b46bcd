import type { PlasmoCSConfig } from "plasmo";
import { zendeskPage } from "../adapters/zendesk/page.ts";
import { servePage } from "../adapters/serve-page.ts";

/** Entry: what runs in Zendesk's page. */
export const config: PlasmoCSConfig = {
  matches: ["https://*.zendesk.com/agent/*"],
  run_at: "document_idle",
};

servePage(zendeskPage());
