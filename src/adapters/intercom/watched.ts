import type { PageState } from "../../messaging/page-protocol.ts";
import { closestOf } from "../find.ts";
import { composerState } from "../composer-state.ts";
import type { Watched } from "../watch.ts";
import type { Conversations } from "./active-conversation.ts";
import { composerMode, findComposer } from "./composer.ts";
import { conversationRoot, partsMark } from "./page-parts.ts";
import type { Selectors } from "./selectors.ts";

/** What watching needs to know of Intercom's page. */
export function watched(
  page: Document,
  conversations: Conversations,
  selectors: Selectors,
): Watched {
  const here = () => new URL(page.location.href);
  return {
    readState: () => readState(page, here(), conversations, selectors),
    composerInFront: () => {
      const ticket = conversations.active(page, here());
      const root = ticket && conversationRoot(page, selectors);
      const editable = root && findComposer(root, selectors);
      return ticket && root && editable
        ? { ticket, editable, mode: composerMode(root, selectors) }
        : null;
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
    conversationMark: () => {
      const root = conversationRoot(page, selectors);
      return root && partsMark(root, selectors);
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
  const ticket = conversations.active(page, url);
  const root = ticket && conversationRoot(page, selectors);
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
