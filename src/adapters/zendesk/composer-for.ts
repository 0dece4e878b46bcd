import type { Destination } from "../../domain/suggestion.ts";
import type {
  ComposerMode,
  InsertCommand,
} from "../../messaging/page-protocol.ts";
import { refuse, type FoundComposer } from "../insert-by-paste.ts";
import { plainText } from "../plain-text.ts";
import { inFront } from "./active-ticket.ts";
import { composerMode, findComposer } from "./composer.ts";
import type { Selectors } from "./selectors.ts";

/** The composer that this command may enter: of the ticket in front, and known to be of the command's kind. */
export function composerFor(
  page: Document,
  { ticketId, destination }: InsertCommand,
  selectors: Selectors,
): FoundComposer {
  // Resolved anew: the page's address, not our memory of it, says which ticket is in front.
  const url = new URL(page.location.href);
  const { ticket, root } = inFront(page, url, selectors);
  if (ticket?.ticketId !== ticketId) return refuse("wrong_ticket");
  const editable = root && findComposer(root, selectors);
  if (!editable) return refuse("no_composer");
  return mayEnter(destination, composerMode(root, selectors))
    ? { ok: true, editable }
    : refuse("wrong_composer", plainText(editable));
}

/** A reply needs a composer known to be public, a brief one known to be internal: unknown is neither. */
export function mayEnter(
  destination: Destination,
  mode: ComposerMode,
): boolean {
  return mode === destination;
}
