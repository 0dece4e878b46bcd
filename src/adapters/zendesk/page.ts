import type { PageAdapter } from "../adapter.ts";
import { insertByPaste } from "../insert-by-paste.ts";
import { watch } from "../watch.ts";
import { inFront, zendeskAccount } from "./active-ticket.ts";
import { composerFor } from "./composer-for.ts";
import { findComposer } from "./composer.ts";
import { get } from "./get.ts";
import { ZENDESK_NEEDS } from "./needs.ts";
import { readPage } from "./read-page.ts";
import { ZENDESK_SELECTORS, type Selectors } from "./selectors.ts";
import { showMessage } from "./show-message.ts";
import { readState, watched } from "./watched.ts";

/** Zendesk's page side, with the built-in selectors or those of a pack. */
export function zendeskPage(
  selectors: Selectors = ZENDESK_SELECTORS,
): PageAdapter {
  const rootFor = (page: Document, ticketId: string) => {
    const url = new URL(page.location.href);
    const { ticket, root } = inFront(page, url, selectors);
    return ticket?.ticketId === ticketId ? root : null;
  };
  return {
    helpdesk: "zendesk",
    matches: (url) => zendeskAccount(url) !== null,
    readState: (page, url) => readState(page, url, selectors),
    readPage: (page, ticketId) =>
      readPage(() => rootFor(page, ticketId), ticketId, selectors),
    insert: (page, command) =>
      insertByPaste(page, command, () => composerFor(page, command, selectors)),
    get: (path) => get(path, location.origin),
    focusComposer: (page, ticketId) => {
      const root = rootFor(page, ticketId);
      const composer = root && findComposer(root, selectors);
      composer?.focus();
      return composer !== null;
    },
    showMessage: (page, ticketId, at) => {
      const root = rootFor(page, ticketId);
      return root !== null && showMessage(root, at, selectors);
    },
    watch: (page, events) => watch(page, events, watched(page, selectors)),
    needs: ZENDESK_NEEDS,
    selectors,
    ticketPart: (page, url) => inFront(page, url, selectors).root,
    // Whoever hands lists over has put them over these, so every key is there.
    withSelectors: (lists) => zendeskPage(lists as Selectors),
  };
}
