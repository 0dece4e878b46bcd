import { ticketKey, type TicketRef } from "../domain/ticket.ts";
import type { CheckRow, OutboxDatabase } from "./database.ts";

/** When to look for a reply after send was pressed: soon, while the agent looks on, then ever more rarely. */
const AFTER_MS = [1000, 3000, 8000, 60_000, 600_000, 3_600_000];

/** Remember to look for a reply. Kept on disk, because the worker may be gone before the helpdesk shows it. */
export async function scheduleCheck(
  db: OutboxDatabase,
  ref: TicketRef,
  pressedAt: string,
  repliesBefore: number,
  now: number,
): Promise<void> {
  await db.checks.put({
    ticketKey: ticketKey(ref),
    ref,
    pressedAt,
    repliesBefore,
    attempt: 0,
    dueAt: now + (AFTER_MS[0] ?? 0),
  });
}

export function dueChecks(
  db: OutboxDatabase,
  now: number,
): Promise<CheckRow[]> {
  return db.checks.where("dueAt").belowOrEqual(now).toArray();
}

/** When the next one is due, or null. */
export async function nextCheckAt(db: OutboxDatabase): Promise<number | null> {
  return (await db.checks.orderBy("dueAt").first())?.dueAt ?? null;
}

/** The reply is there, or was looked for often enough: a press may also have failed. */
export async function finishCheck(
  db: OutboxDatabase,
  check: CheckRow,
  isFound: boolean,
  now: number,
): Promise<void> {
  const after = AFTER_MS[check.attempt + 1];
  await db.transaction("rw", db.checks, async () => {
    const current = await db.checks.get(check.ticketKey);
    // Send was pressed again in the meantime: that press has its own time.
    if (!current || current.pressedAt !== check.pressedAt) return;
    if (isFound || after === undefined) await db.checks.delete(check.ticketKey);
    else
      await db.checks.put({
        ...current,
        attempt: check.attempt + 1,
        dueAt: now + after,
      });
  });
}
