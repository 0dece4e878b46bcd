import { asksAboutEdit } from "../domain/remarks.ts";
import type { TabView } from "../messaging/panel-protocol.ts";
import type { OutboxDatabase, TrailRow } from "../outbox/database.ts";

/** Later the agent has forgotten what they changed; then it is only a nuisance. */
const FRESH_MS = 10 * 60 * 1000;

/** The edit to ask about now, or null: nine in ten, and every one that is answered, waved away or ten minutes old. */
export async function editQuestion(
  db: OutboxDatabase,
  now: number,
): Promise<TabView["editQuestion"]> {
  const since = new Date(now - FRESH_MS).toISOString();
  const fresh = await db.trails.where("updatedAt").above(since).toArray();
  if (!fresh.some(isEdit)) return null;
  const edits = (await db.trails.filter(isEdit).toArray()).toSorted((a, b) =>
    sentAt(a) < sentAt(b) ? -1 : 1,
  );
  const ids = edits.map(({ suggestionId }) => suggestionId);
  const at = edits.findLastIndex(
    ({ suggestionId, trail }, n) =>
      trail.editClassing === undefined &&
      fresh.some((row) => row.suggestionId === suggestionId) &&
      asksAboutEdit(suggestionId, ids.slice(0, n)),
  );
  const row = edits[at];
  return row
    ? {
        suggestionId: row.suggestionId,
        ticketId: row.context.ticket.ticketId,
      }
    : null;
}

function isEdit({ newest }: TrailRow): boolean {
  return (
    newest?.outcome.kind === "edited" && newest.sent?.route !== "elsewhere"
  );
}

function sentAt({ newest }: TrailRow): string {
  return newest?.sent?.at ?? "";
}
