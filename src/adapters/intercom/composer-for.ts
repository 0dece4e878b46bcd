import type { InsertCommand } from "../../messaging/page-protocol.ts";
import { refuse, type FoundComposer } from "../insert-by-paste.ts";
import { plainText } from "../plain-text.ts";
import type { Conversations } from "./active-conversation.ts";
import { composerMode } from "./composer.ts";
import { partIdOf, shownParts } from "./page-parts.ts";
import type { Selectors } from "./selectors.ts";

/**
 * The composer follows its conversation, and may do so a moment later: until both have stood still for this long,
 * nothing is inserted.
 */
export const CALM_MS = 400;

/** The composer that this command may enter: of the conversation in front, and known to be of the command's kind. */
export function composerFor(
  page: Document,
  { ticketId, destination, messageIds }: InsertCommand,
  conversations: Conversations,
  selectors: Selectors,
): FoundComposer {
  const url = new URL(page.location.href);
  const front = conversations.inFront(page, url);
  const root = front?.root;
  if (
    front?.ticket.ticketId !== ticketId ||
    conversations.calmFor(page, url) < CALM_MS ||
    !root ||
    !showsOneOf(root, messageIds, selectors)
  )
    return refuse("wrong_ticket");
  const editable = front.composer;
  if (!editable) return refuse("no_composer");
  // Unknown is neither: a reply never enters a note, nor a brief a reply.
  return composerMode(root, selectors) === destination
    ? { ok: true, editable }
    : refuse("wrong_composer", plainText(editable));
}

/** The API's parts of this conversation and those on the page must meet. The opening has no part's id: it proves nothing. */
function showsOneOf(
  root: HTMLElement,
  messageIds: string[],
  selectors: Selectors,
): boolean {
  const known = new Set(messageIds.filter((id) => /^\d+$/.test(id)));
  const shown = shownParts(root, selectors).map(partIdOf);
  return (
    known.size === 0 ||
    shown.length === 0 ||
    shown.some((id) => id !== null && known.has(id))
  );
}
