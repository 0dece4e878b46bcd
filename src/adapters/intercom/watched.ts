import type { PageState } from "../../messaging/page-protocol.ts";
import { closestOf } from "../find.ts";
import { composerState } from "../composer-state.ts";
import type { Watched } from "../watch.ts";
import type { Conversations, Front } from "./active-conversation.ts";
import { composerMode } from "./composer.ts";
import { partsMark } from "./page-parts.ts";
import type { Selectors } from "./selectors.ts";

/** What watching needs to know of Intercom's page. */
export function watched(
  page: Document,
  conversations: Conversations,
  selectors: Selectors,
): Watched {
  const here = () => new URL(page.location.href);
  return {
    look: () => {
      const front = conversations.inFront(page, here());
      return {
        state: stateOf(front, selectors),
        conversationMark: () => (front?.root ? partsMark(front.parts) : null),
      };
    },
    isInComposer: (target) =>
      closestOf(target, selectors["intercom.composer"]) !== null,
    // Nobody can name the send button, and a setting says whether Enter sends: an emptied composer tells.
    pressOfSend: (event) => {
      const { target } = event;
      if (
        !(target instanceof Element) ||
        !closestOf(target, selectors["intercom.composerBox"])
      )
        return "no";
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Enter") return "no";
        return event.ctrlKey || event.metaKey ? "likely" : "perhaps";
      }
      const button = closestOf(target, ["button, [role=button], [role=tab]"]);
      return button && button.getAttribute("role") !== "tab" ? "likely" : "no";
    },
    attributes: [
      "data-part-entity-id",
      "data-part-group-id",
      "contenteditable",
      "aria-selected",
    ],
  };
}

export function readState(
  page: Document,
  url: URL,
  conversations: Conversations,
  selectors: Selectors,
): PageState {
  return stateOf(conversations.inFront(page, url), selectors);
}

function stateOf(front: Front | null, selectors: Selectors): PageState {
  if (!front) return { ticket: null, composer: null };
  const { ticket, root, composer } = front;
  return {
    ticket,
    composer:
      root &&
      composerState(ticket.ticketId, composer, composerMode(root, selectors)),
  };
}
