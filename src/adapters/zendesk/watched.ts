import type { PageState } from "../../messaging/page-protocol.ts";
import { closestOf, firstOf, listOf } from "../find.ts";
import { composerState } from "../composer-state.ts";
import type { Watched } from "../watch.ts";
import { activeRoot, activeTicket } from "./active-ticket.ts";
import { composerMode, findComposer } from "./composer.ts";
import type { Selectors } from "./selectors.ts";

/** What watching needs to know of Zendesk's page. */
export function watched(page: Document, selectors: Selectors): Watched {
  const here = () => new URL(page.location.href);
  const isInComposer = (target: Element) =>
    closestOf(target, selectors["zendesk.composer"]) !== null;
  return {
    readState: () => readState(page, here(), selectors),
    composerInFront: () => {
      const ticket = activeTicket(page, here());
      const root = ticket && activeRoot(page, ticket.ticketId, selectors);
      const editable = root && findComposer(root, selectors);
      return ticket && root && editable
        ? { ticket, editable, mode: composerMode(root, selectors) }
        : null;
    },
    isInComposer,
    pressOfSend: (event) =>
      event.target instanceof Element &&
      (event instanceof KeyboardEvent
        ? event.key === "Enter" &&
          (event.ctrlKey || event.metaKey) &&
          isInComposer(event.target)
        : closestOf(event.target, selectors["zendesk.submit"]) !== null)
        ? "yes"
        : "no",
    conversationMark: (ticketId) => logMark(page, ticketId, selectors),
    attributes: [
      "data-is-active",
      "data-entity-is-selected",
      "data-channel",
      "contenteditable",
      "datetime",
    ],
  };
}

export function readState(
  page: Document,
  url: URL,
  selectors: Selectors,
): PageState {
  const ticket = activeTicket(page, url);
  const root = ticket && activeRoot(page, ticket.ticketId, selectors);
  return {
    ticket,
    composer:
      root &&
      composerState(
        ticket.ticketId,
        findComposer(root, selectors),
        composerMode(root, selectors),
      ),
  };
}

/** Changes exactly when the log shows other messages than before. */
function logMark(
  page: Document,
  ticketId: string,
  selectors: Selectors,
): string | null {
  const root = activeRoot(page, ticketId, selectors);
  const log = root && firstOf(root, selectors["zendesk.conversation"]);
  if (!log) return null;
  // At every look: of thousands only the ends are touched. The newest is one of them, whichever way the log runs.
  const times = listOf(log, selectors["zendesk.time"]);
  const ends = [times[0], times[times.length - 1]];
  return `${times.length} ${ends.map((time) => time?.getAttribute("datetime")).join()}`;
}
