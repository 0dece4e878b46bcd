import type { PageState } from "../../messaging/page-protocol.ts";
import { closestOf, firstOf, listOf } from "../find.ts";
import { composerState } from "../composer-state.ts";
import type { Watched } from "../watch.ts";
import { inFront, type Front } from "./active-ticket.ts";
import { composerMode, findComposer } from "./composer.ts";
import type { Selectors } from "./selectors.ts";

/** What watching needs to know of Zendesk's page. */
export function watched(page: Document, selectors: Selectors): Watched {
  const here = () => new URL(page.location.href);
  const isInComposer = (target: Element) =>
    closestOf(target, selectors["zendesk.composer"]) !== null;
  return {
    look: () => {
      const front = inFront(page, here(), selectors);
      return {
        state: stateOf(front, selectors),
        conversationMark: () => front.root && logMark(front.root, selectors),
      };
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
  return stateOf(inFront(page, url, selectors), selectors);
}

function stateOf({ ticket, root }: Front, selectors: Selectors): PageState {
  return {
    ticket,
    composer:
      ticket &&
      root &&
      composerState(
        ticket.ticketId,
        findComposer(root, selectors),
        composerMode(root, selectors),
      ),
  };
}

/** Changes exactly when the log shows other messages than before. */
function logMark(root: HTMLElement, selectors: Selectors): string | null {
  const log = firstOf(root, selectors["zendesk.conversation"]);
  if (!log) return null;
  // At every look: of thousands only the ends are touched. The newest is one of them, whichever way the log runs.
  const times = listOf(log, selectors["zendesk.time"]);
  const ends = [times[0], times[times.length - 1]];
  return `${times.length} ${ends.map((time) => time?.getAttribute("datetime")).join()}`;
}
