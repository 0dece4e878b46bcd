import { HELPDESK_HOSTS } from "../../messaging/hosts.ts";
import type { InsertCommand } from "../../messaging/page-protocol.ts";
import type { PageAdapter } from "../adapter.ts";
import { insertByPaste } from "../insert-by-paste.ts";
import { lightUp } from "../light-up.ts";
import { watch } from "../watch.ts";
import { trackConversations } from "./active-conversation.ts";
import { CALM_MS, composerFor } from "./composer-for.ts";
import { findComposer } from "./composer.ts";
import { INTERCOM_NEEDS } from "./needs.ts";
import { partIdOf, shownParts } from "./page-parts.ts";
import { readPage } from "./read-page.ts";
import { INTERCOM_SELECTORS, type Selectors } from "./selectors.ts";
import { readState, watched } from "./watched.ts";

/** Intercom's page side, with the built-in selectors or those of a pack. */
export function intercomPage(
  selectors: Selectors = INTERCOM_SELECTORS,
): PageAdapter {
  const conversations = trackConversations(selectors);
  const rootFor = (page: Document, ticketId: string) => {
    const url = new URL(page.location.href);
    const front = conversations.inFront(page, url);
    return front?.ticket.ticketId === ticketId ? front.root : null;
  };
  return {
    helpdesk: "intercom",
    // By its host: the address in which the inbox is opened need not name a workspace yet.
    matches: (url) =>
      HELPDESK_HOSTS.some(
        ({ helpdesk, permission }) =>
          helpdesk === "intercom" && permission === `${url.origin}/*`,
      ) && url.pathname.startsWith("/a/"),
    readState: (page, url) => readState(page, url, conversations, selectors),
    readPage: (page, ticketId) =>
      readPage(() => rootFor(page, ticketId), ticketId, selectors),
    async insert(page: Document, command: InsertCommand) {
      const find = () => composerFor(page, command, conversations, selectors);
      const url = new URL(page.location.href);
      const calmIn = CALM_MS - conversations.calmFor(page, url);
      // Once: an agent who goes on switching meanwhile is refused.
      if (calmIn > 0) await new Promise((next) => setTimeout(next, calmIn + 5));
      return insertByPaste(page, command, find);
    },
    // Its API is the backend's affair.
    get: () => Promise.resolve({ ok: false, reason: "path_not_allowed" }),
    focusComposer: (page, ticketId) => {
      const root = rootFor(page, ticketId);
      const composer = root && findComposer(root, selectors);
      composer?.focus();
      return composer !== null;
    },
    showMessage: (page, ticketId, _at, messageId) => {
      const root = rootFor(page, ticketId);
      const parts = root ? shownParts(root, selectors) : [];
      return lightUp(
        parts.find((one) => partIdOf(one) === messageId) ??
          // The opening's part has another id than the API's, and is the first when it is loaded.
          (messageId.startsWith("source:") ? parts[0] : undefined),
      );
    },
    watch: (page, events) =>
      watch(page, events, watched(page, conversations, selectors)),
    needs: INTERCOM_NEEDS,
    selectors,
    ticketPart: (page, url) => conversations.inFront(page, url)?.root ?? null,
    // Whoever hands lists over has put them over these, so every key is there.
    withSelectors: (lists) => intercomPage(lists as Selectors),
  };
}
