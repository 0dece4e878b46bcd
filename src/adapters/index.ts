import type { PageAdapter } from "./adapter.ts";
import { intercomPage } from "./intercom/page.ts";
import { zendeskPage } from "./zendesk/page.ts";

/** The page sides, one line per helpdesk. Each has an entry of its own in `src/contents`, which carries no other. */
export const pageAdapters: PageAdapter[] = [zendeskPage(), intercomPage()];
