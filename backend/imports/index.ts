import type { Connector } from "./connector.ts";
import { markdown } from "./markdown.ts";
import { zendesk } from "./zendesk.ts";

/** Every kind of place to import from. A new one is a file and a line here. */
export const connectors: Connector[] = [markdown, zendesk];
