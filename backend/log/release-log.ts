import { desc, eq, max } from "drizzle-orm";
import type { Release } from "../../src/domain/release.ts";
import type { Database, Transaction } from "../storage/database.ts";
import { releaseLog } from "../storage/schema.ts";

/** One release was made, or taken back. */
export interface ReleaseEvent {
  action: "created" | "rolled_back";
  number: number;
  parts: Release["parts"];
  /** The release that answers from then on; null: none. */
  live: number | null;
}

export interface ReleaseLogEntry extends ReleaseEvent {
  /** From 1 in each workspace, without gap. */
  sequence: number;
  /** ISO 8601, UTC. */
  at: string;
  /** A name, as it was given. */
  by: string;
}

/**
 * Writes down what the transaction does, in its order: both come true or neither. The transaction must hold the
 * workspace's lock on releases, which is what keeps the sequence without gap.
 */
export async function appendToReleaseLog(
  tx: Transaction,
  workspaceId: string,
  events: readonly ReleaseEvent[],
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const [row] = await tx
    .select({ newest: max(releaseLog.sequence) })
    .from(releaseLog)
    .where(eq(releaseLog.workspaceId, workspaceId));
  const first = (row?.newest ?? 0) + 1;
  await tx.insert(releaseLog).values(
    events.map(({ action, number, parts, live }, nth) => ({
      workspaceId,
      sequence: first + nth,
      at: now,
      action,
      number,
      knowledgeHash: parts.knowledge,
      workflowHash: parts.workflow,
      behaviourHash: parts.behaviour,
      live,
      by,
    })),
  );
}

/** Newest first. */
export async function readReleaseLog(
  database: Database,
  workspaceId: string,
): Promise<ReleaseLogEntry[]> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select()
      .from(releaseLog)
      .where(eq(releaseLog.workspaceId, workspaceId))
      .orderBy(desc(releaseLog.sequence)),
  );
  return rows.map((row) => ({
    sequence: row.sequence,
    at: row.at.toISOString(),
    action: row.action,
    number: row.number,
    parts: {
      knowledge: row.knowledgeHash,
      workflow: row.workflowHash,
      behaviour: row.behaviourHash,
    },
    live: row.live,
    by: row.by,
  }));
}
