import type { Helpdesk } from "./ticket.ts";

/**
 * How an adapter fares, in names of our own and numbers: no text, no id, nobody. Each is counted by UTC day, helpdesk
 * and version of the extension.
 */

/** Where a whole reading of a ticket came from. `none`: from nowhere. */
export const READING_ROUTES = ["api", "page", "backend", "none"] as const;
/** `copied`: taken with Copy where Insert was not trusted. `not_trusted`: refused for that. `no_answer`: the page said nothing. */
export const INSERT_RESULTS = [
  "inserted",
  "copied",
  "not_trusted",
  "wrong_ticket",
  "no_composer",
  "wrong_composer",
  "composer_changed",
  "not_taken",
  "no_answer",
] as const;
export const CHECK_RESULTS = ["ok", "partial", "broken"] as const;

export type Counted =
  | { kind: "reading"; name: (typeof READING_ROUTES)[number] }
  | { kind: "insert"; name: (typeof INSERT_RESULTS)[number] }
  /** A verdict of the page's own check: one for each ticket shown, and one more whenever it changes. */
  | { kind: "check"; name: (typeof CHECK_RESULTS)[number] }
  /** A part of the page that a check lacked: "reply box". */
  | { kind: "missing"; name: string }
  /** A list of selectors whose first one was not enough. `position`, from 0, is the one that was needed. */
  | { kind: "selector"; name: string; position: number };

export interface AdapterCount {
  /** `2026-11-24`, UTC. */
  day: string;
  helpdesk: Helpdesk;
  extensionVersion: string;
  kind: Counted["kind"];
  name: string;
  /** 0 for all but selectors. */
  position: number;
  n: number;
}
