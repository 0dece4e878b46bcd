import type { PageHealth, PageState } from "../messaging/page-protocol.ts";
import { closestOf } from "./find.ts";
import { isShown } from "./is-shown.ts";
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

const LOOKED_AT = 20;

export type SelectorLists = Readonly<Record<string, readonly string[]>>;

/** What the check looks at. `root` null: a ticket is in front, and its part of the page is not found. */
export interface Examined {
  state: PageState;
  root: HTMLElement | null;
  needs: readonly Need[];
  selectors: SelectorLists;
}

/** Health of the page for the ticket in front; null: there is none, and nothing to check. */
export function diagnose({
  state,
  root,
  needs,
  selectors,
}: Examined): PageHealth | null {
  if (!state.ticket) return null;
  if (!root)
    return {
      state: "broken",
      missing: ["ticket"],
      mayInsert: false,
      mayNotice: false,
      routes: {},
    };
  const routes: Record<string, number> = {};
  const unmet = needs.filter((need) => {
    return !scopesOf(need, root, selectors).every((scope) =>
      isMet(need, scope, selectors, routes),
    );
  });
  const missing = unmet.map(({ part }) => part);
  const isUnclear =
    state.composer?.present === true && state.composer.mode === "unknown";
  if (isUnclear) missing.push("reply or note");
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
  const found = matching(root, lists);
  if (!found) return [];
  // What stands inside a message is its text, whatever it imitates.
  const selector = lists[found.index] ?? "";
  const all = found.elements.filter(
    (one) => closestOf(parentOf(one), [selector]) === null,
  );
  // A thread has hundreds of messages and they are drawn alike: its two ends tell.
  return all.length <= LOOKED_AT
    ? all
    : [...all.slice(0, LOOKED_AT / 2), ...all.slice(-LOOKED_AT / 2)];
}

function isMet(
  { key, where, outside, alone }: Need,
  scope: HTMLElement,
  selectors: SelectorLists,
  routes: Record<string, number>,
): boolean {
  if (where !== undefined && !scope.querySelector(where)) return true;
  const found = matching(scope, selectors[key] ?? [], outside);
  if (!found) return false;
  routes[key] = Math.max(routes[key] ?? 0, found.index);
  return !alone || found.elements.filter(isShown).length <= 1;
}

function matching(
  scope: HTMLElement,
  selectors: readonly string[],
  outside?: string,
): { elements: HTMLElement[]; index: number } | null {
  for (const [index, selector] of selectors.entries()) {
    const elements = [...scope.querySelectorAll<HTMLElement>(selector)].filter(
      (one) => outside === undefined || closestOf(one, [outside]) === null,
    );
    if (elements.length > 0) return { elements, index };
  }
  return null;
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
