import type { AdapterCount } from "../domain/adapter-count.ts";
import type { CountRow, OutboxDatabase } from "./database.ts";

/** As many as the backend takes at once. */
const BATCH = 500;
/** What is still being counted belongs to no batch yet. IndexedDB indexes no null. */
const OPEN = "";

export type CountedOnce = Omit<AdapterCount, "n">;

/** One more of each. On the disk at once: the worker may be stopped at any moment. */
export async function addCounts(
  db: OutboxDatabase,
  workspaceId: string,
  counted: CountedOnce[],
): Promise<void> {
  await db.transaction("rw", db.counts, async () => {
    for (const one of counted) {
      const row = { ...one, workspaceId, batchId: OPEN };
      const known = await db.counts.get(keyOf(row));
      await db.counts.put({ ...row, n: (known?.n ?? 0) + 1 });
    }
  });
}

/**
 * What to send: the batch whose answer never came, as it was, or else all that was counted since, closed under this
 * id. null: nothing was counted.
 */
export async function nextBatch(
  db: OutboxDatabase,
  workspaceId: string,
  newId: string,
): Promise<{ batchId: string; counts: AdapterCount[] } | null> {
  return db.transaction("rw", db.counts, async () => {
    const rows = (await db.counts.toArray()).filter(
      (row) => row.workspaceId === workspaceId,
    );
    const unanswered = rows.find(({ batchId }) => batchId !== OPEN)?.batchId;
    if (unanswered !== undefined)
      return {
        batchId: unanswered,
        counts: rows
          .filter(({ batchId }) => batchId === unanswered)
          .map(countOf),
      };
    const closing = rows.slice(0, BATCH);
    if (closing.length === 0) return null;
    await db.counts.bulkDelete(closing.map(keyOf));
    await db.counts.bulkPut(closing.map((row) => ({ ...row, batchId: newId })));
    return { batchId: newId, counts: closing.map(countOf) };
  });
}

/** The backend has it. */
export async function forgetBatch(
  db: OutboxDatabase,
  batchId: string,
): Promise<void> {
  await db.counts.filter((row) => row.batchId === batchId).delete();
}

/** A backend that takes none is not waited for for ever. */
export async function forgetCountsBefore(
  db: OutboxDatabase,
  day: string,
): Promise<void> {
  await db.counts.filter((row) => row.day < day).delete();
}

export async function purgeCounts(db: OutboxDatabase): Promise<void> {
  await db.counts.clear();
}

function keyOf(row: Omit<CountRow, "n">): CountKey {
  return [
    row.workspaceId,
    row.batchId,
    row.day,
    row.helpdesk,
    row.extensionVersion,
    row.kind,
    row.name,
    row.position,
  ];
}

type CountKey = [...string[], number];

function countOf(row: CountRow): AdapterCount {
  const { workspaceId: _workspaceId, batchId: _batchId, ...count } = row;
  return count;
}
