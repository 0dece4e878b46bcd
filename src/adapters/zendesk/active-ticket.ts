import type { TicketRef } from "../../domain/ticket.ts";
import { accountOf, brandOf } from "../../messaging/hosts.ts";
import { isShown } from "../is-shown.ts";
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

/**
 * Which ticket is in front. The URL says which; the header's tabs must not say another, because while Zendesk
 * switches, the two differ for a moment. A new ticket (/agent/tickets/new/1) has no id and is no ticket yet.
 */
export function activeTicket(page: Document, url: URL): TicketRef | null {
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
export function activeRoot(
  page: Document,
  ticketId: string,
  selectors: Selectors,
): HTMLElement | null {
  for (const selector of selectors["zendesk.activeLayout"]) {
    const candidates = page.querySelectorAll<HTMLElement>(
      selector.replaceAll("{ticketId}", ticketId),
    );
    const shown = [...candidates].filter(isShown);
    const outermost = shown.filter(
      (one) => !shown.some((other) => other !== one && other.contains(one)),
    );
    // Shown twice, nobody can say which is the live one.
    if (outermost.length > 0)
      return outermost.length === 1 ? (outermost[0] ?? null) : null;
  }
  return null;
}
