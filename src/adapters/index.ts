import type { PageAdapter } from "./adapter.ts";
import { intercomPage } from "./intercom/page.ts";
import { zendeskPage } from "./zendesk/page.ts";

/** The page sides, one line per helpdesk. The content script takes the one that knows its page. */
export const pageAdapters: PageAdapter[] = [zendeskPage(), intercomPage()];
