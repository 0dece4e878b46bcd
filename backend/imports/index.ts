import type { Connector } from "./connector.ts";
import { intercom } from "./intercom.ts";
import { intercomMacros } from "./intercom-macros.ts";
import { markdown } from "./markdown.ts";
import { webPage } from "./web-page.ts";
import { zendesk } from "./zendesk.ts";
import { zendeskMacros } from "./zendesk-macros.ts";

/** Every kind of place to import from. A new one is a file and a line here. */
export const connectors: Connector[] = [
  markdown,
  zendesk,
  zendeskMacros,
  intercom,
  intercomMacros,
  webPage,
];
