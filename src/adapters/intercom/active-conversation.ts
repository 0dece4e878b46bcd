import type { TicketRef } from "../../domain/ticket.ts";
import { accountOf } from "../../messaging/hosts.ts";
import { findComposer } from "./composer.ts";
import {
  conversationRoot,
  partIdOf,
  partsAtEnds,
  partsIn,
  type Parts,
} from "./page-parts.ts";
import type { Selectors } from "./selectors.ts";

const CONVERSATION_PATH = /\/conversations?\/(\d{1,30})(?:\/|$)/;
/** Parts that stay this long under another address belong to it: what was remembered of them was wrong. */
const BELIEVED_AFTER_MS = 5000;
/** More is forgotten, and learned again. */
const MOST_REMEMBERED = 20_000;

export interface Front {
  ticket: TicketRef;
  /** null: the conversation's part of the page is not found. */
  root: HTMLElement | null;
  parts: Parts;
  composer: HTMLElement | null;
}

export interface Conversations {
  /** Which conversation is in front, or null while the page still shows another one than its address names. */
  inFront(page: Document, url: URL): Front | null;
  /** Milliseconds since conversation and composer have been the same. */
  calmFor(page: Document, url: URL): number;
}

/**
 * Which conversation the page shows. The address changes at once, the conversation when it has been loaded, and
 * nothing in it carries its id; but its parts do have ids. So it is remembered which conversation each part was first
 * seen in, and while parts of another one are shown, no conversation is in front.
 */
export function trackConversations(
  selectors: Selectors,
  now: () => number = Date.now,
): Conversations {
  const owners = new Map<string, string>();
  let front: { id: string; composer: Element | null; since: number } | null =
    null;
  let doubt: { key: string; since: number } | null = null;

  const inFront = (page: Document, url: URL): Front | null => {
    const ref = refOf(url);
    const root = ref && conversationRoot(page, selectors);
    const parts = root ? partsIn(root, selectors) : [];
    const ids = partsAtEnds(parts)
      .map(partIdOf)
      .filter((id) => id !== null);
    if (!ref || isForeign(ref.ticketId, ids)) {
      front = null;
      return null;
    }
    if (owners.size > MOST_REMEMBERED) owners.clear();
    ids.forEach((id) => owners.set(id, ref.ticketId));
    const composer = root && findComposer(root, selectors);
    if (front?.id !== ref.ticketId || front.composer !== composer)
      front = { id: ref.ticketId, composer, since: now() };
    return { ticket: ref, root, parts, composer };
  };

  const isForeign = (ticketId: string, ids: string[]): boolean => {
    const isOther = ids.some((id) => (owners.get(id) ?? ticketId) !== ticketId);
    if (!isOther) {
      doubt = null;
      return false;
    }
    const key = `${ticketId} ${ids.join()}`;
    if (doubt?.key !== key) doubt = { key, since: now() };
    return now() - doubt.since < BELIEVED_AFTER_MS;
  };

  return {
    inFront,
    calmFor: (page, url) =>
      inFront(page, url) && front ? now() - front.since : 0,
  };
}

function refOf(url: URL): TicketRef | null {
  const account = accountOf(url.href);
  const ticketId = CONVERSATION_PATH.exec(url.pathname)?.[1];
  return account?.helpdesk === "intercom" && ticketId
    ? { ...account, ticketId }
    : null;
}
