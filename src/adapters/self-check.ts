import type { TicketRef } from "../domain/ticket.ts";
import type { PageHealth, PageState } from "../messaging/page-protocol.ts";
import type { PageAdapter } from "./adapter.ts";
import { closestOf, endsOf, listOf } from "./find.ts";
import type { Work } from "./in-slices.ts";
import { isShown } from "./is-shown.ts";
import { REPLY_OR_NOTE, TICKET_PART } from "./named-parts.ts";
import { parentOf } from "./own.ts";

/**
 * What an adapter needs of its page, as data. The check is one and the same for every helpdesk: look for each need
 * where it should be, and name what is not there.
 */
export interface Need {
  /** Said to people: "reply box". */
  part: string;
  /** The list of selectors that finds it. */
  key: string;
  /** Looked for in the whole page, in the ticket in front, or in each element of another key's list. */
  within: "page" | "ticket" | { key: string };
  /** Only where this is there too: a closed ticket has no reply box, and lacks none. */
  where?: string;
  /** What stands in such a part is another's, and does not count. */
  outside?: string;
  /** Two of them would leave open which one is meant. */
  alone?: boolean;
  /** What cannot be trusted without it. */
  for: "inserting" | "noticing" | "page_reading";
}

const LOOKED_AT_PER_END = 10;

export type SelectorLists = Readonly<Record<string, readonly string[]>>;

export interface Diagnosis {
  adapter: PageAdapter;
  /** Which it is of. */
  ticket: TicketRef | null;
  /** null: no ticket is in front, and there is nothing to check. */
  health: PageHealth | null;
}

/**
 * Health of the page for the ticket in front. A page that changes under it may get a health that never was: whoever
 * lets it rest looks whether the ticket stayed, and looks again.
 */
export function* diagnose(
  adapter: PageAdapter,
  page: Document,
): Work<Diagnosis> {
  const url = new URL(page.location.href);
  const state = adapter.readState(page, url);
  const { ticket } = state;
  yield;
  const root = ticket && adapter.ticketPart(page, url);
  const health =
    root && (yield* healthOf(state, root, adapter.needs, adapter.selectors));
  return { adapter, ticket, health: health ?? (ticket && NOTHING_FOUND) };
}

/** A ticket is in front, and its part of the page is not found. */
const NOTHING_FOUND: PageHealth = {
  state: "broken",
  missing: [TICKET_PART],
  mayInsert: false,
  mayNotice: false,
  routes: {},
};

function* healthOf(
  state: PageState,
  root: HTMLElement,
  needs: readonly Need[],
  selectors: SelectorLists,
): Work<PageHealth> {
  const routes: Record<string, number> = {};
  const unmet: Need[] = [];
  for (const need of needs) {
    yield;
    const isMetIn = (scope: HTMLElement) =>
      isMet(need, scope, selectors, routes);
    if (!scopesOf(need, root, selectors).every(isMetIn)) unmet.push(need);
  }
  const missing = unmet.map(({ part }) => part);
  const isUnclear =
    state.composer?.present === true && state.composer.mode === "unknown";
  if (isUnclear) missing.push(REPLY_OR_NOTE);
  const lacks = (what: Need["for"]) => unmet.some((need) => need.for === what);
  return {
    state: missing.length === 0 ? "ok" : "partial",
    missing: [...new Set(missing)],
    mayInsert: !lacks("inserting") && !isUnclear,
    mayNotice: !lacks("noticing"),
    routes,
  };
}

function scopesOf(
  { within }: Need,
  root: HTMLElement,
  selectors: SelectorLists,
): HTMLElement[] {
  if (within === "page") return [root.ownerDocument.documentElement];
  if (within === "ticket") return [root];
  const lists = selectors[within.key] ?? [];
  // A thread has hundreds of messages and they are drawn alike: its two ends tell.
  const ends = endsOf(listOf(root, lists), LOOKED_AT_PER_END);
  const selector = lists.filter((one) => ends[0]?.matches(one)).slice(0, 1);
  // What stands inside a message is its text, whatever it imitates.
  return ends.filter((one) => closestOf(parentOf(one), selector) === null);
}

function isMet(
  { key, where, outside, alone }: Need,
  scope: HTMLElement,
  selectors: SelectorLists,
  routes: Record<string, number>,
): boolean {
  if (where !== undefined && !scope.querySelector(where)) return true;
  for (const [index, selector] of (selectors[key] ?? []).entries()) {
    const found = [...scope.querySelectorAll<HTMLElement>(selector)].filter(
      (one) => outside === undefined || closestOf(one, [outside]) === null,
    );
    if (found.length === 0) continue;
    routes[key] = Math.max(routes[key] ?? 0, index);
    return !alone || found.filter(isShown).length <= 1;
  }
  return false;
}

/**
 * How good a health is, for choosing between two sets of selectors: larger is better. What may be inserted and
 * noticed weighs more than how much is named.
 */
export function worthOf(health: PageHealth | null): number {
  if (!health) return 0;
  return (
    (health.state === "broken" ? 0 : 1000) +
    (health.mayInsert ? 200 : 0) +
    (health.mayNotice ? 100 : 0) -
    health.missing.length
  );
}

/** The built-in lists with a pack's in front. Only keys that are built in, and only what the page can parse. */
export function withOverrides<T extends SelectorLists>(
  builtIn: T,
  overrides: SelectorLists,
  page: Document,
): T {
  const merged: Record<string, readonly string[]> = { ...builtIn };
  for (const [key, list] of Object.entries(overrides)) {
    const known = builtIn[key];
    if (!known) continue;
    const valid = list.filter((selector) => isSelector(selector, page));
    merged[key] = [...new Set([...valid, ...known])];
  }
  return merged as T; // the same keys
}

function isSelector(selector: string, page: Document): boolean {
  try {
    page
      .createDocumentFragment()
      .querySelector(selector.replaceAll("{ticketId}", "1"));
    return true;
  } catch {
    return false;
  }
}
