import type { TicketRef } from "../../domain/ticket.ts";
import { accountOf, brandOf } from "../../messaging/hosts.ts";
import { only, outermost, shownOf } from "../find.ts";
import { HEADER_TAB, type Selectors } from "./selectors.ts";

const TICKET_PATH = /^\/agent\/tickets\/(\d{1,19})(?:\/|$)/;
/** Accounts from before 2020 may still be linked as /agent/#/tickets/ID. */
const TICKET_HASH = /^#\/tickets\/(\d{1,19})(?:[/?]|$)/;

/** `acme` of acme.zendesk.com, or the whole of a company's own host: two accounts never share a name. */
export function zendeskAccount(url: URL): string | null {
  const account = accountOf(url.href);
  if (account)
    return account.helpdesk === "zendesk" ? account.accountKey : null;
  return brandOf(url.href);
}

export interface Front {
  ticket: TicketRef | null;
  /** null: the ticket's part of the page is not found. */
  root: HTMLElement | null;
}

export function inFront(page: Document, url: URL, selectors: Selectors): Front {
  const ticket = activeTicket(page, url);
  return {
    ticket,
    root: ticket && activeRoot(page, ticket.ticketId, selectors),
  };
}

/**
 * Which ticket is in front. The URL says which; the header's tabs must not say another, because while Zendesk
 * switches, the two differ for a moment. A new ticket (/agent/tickets/new/1) has no id and is no ticket yet.
 */
function activeTicket(page: Document, url: URL): TicketRef | null {
  const accountKey = zendeskAccount(url);
  const ticketId =
    TICKET_PATH.exec(url.pathname)?.[1] ??
    (/^\/agent\/?$/.test(url.pathname)
      ? TICKET_HASH.exec(url.hash)?.[1]
      : undefined);
  if (!accountKey || !ticketId) return null;
  // A tab that names no ticket contradicts nothing.
  const isOther = [...page.querySelectorAll(HEADER_TAB)].some(
    (tab) => (tab.getAttribute("data-entity-id") ?? ticketId) !== ticketId,
  );
  if (isOther) return null;
  return { helpdesk: "zendesk", accountKey, ticketId };
}

/**
 * The part of the page that belongs to this ticket. Every open ticket stays in the page, hidden: what is read or
 * written outside this root belongs to another customer.
 */
function activeRoot(
  page: Document,
  ticketId: string,
  selectors: Selectors,
): HTMLElement | null {
  const layouts = selectors["zendesk.activeLayout"].map((selector) =>
    selector.replaceAll("{ticketId}", ticketId),
  );
  // Shown twice, nobody can say which is the live one.
  return only(outermost(shownOf(page, layouts)));
}
