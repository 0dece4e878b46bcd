import type { Destination } from "./suggestion.ts";
import type { Ticket } from "./ticket.ts";

/** What keeps text out of a ticket, whatever its page looks like: it has ended, or the agent may only note. */
export const WRITE_LIMITS = ["closed", "merged", "notes_only"] as const;
export type WriteLimit = (typeof WRITE_LIMITS)[number];

/** Zendesk puts it on a ticket that it closed because it was merged into another. */
const MERGED_TAG = "closed_by_merge";

/** null: nothing is known that forbids it. Read from the page alone, a ticket has no status, and the page must tell. */
export function writeLimitOf(
  ticket: Pick<Ticket, "helpdesk" | "status" | "tags"> | null,
  me: { writesNotesOnly: boolean } | null,
): WriteLimit | null {
  // In Intercom a closed conversation opens again with a reply; in Zendesk a solved ticket does, a closed one never.
  if (ticket?.helpdesk === "zendesk" && ticket.status === "closed")
    return ticket.tags.includes(MERGED_TAG) ? "merged" : "closed";
  return me?.writesNotesOnly === true ? "notes_only" : null;
}

export function forbids(
  limit: WriteLimit | null,
  destination: Destination,
): boolean {
  return limit !== null && (limit !== "notes_only" || destination === "public");
}
