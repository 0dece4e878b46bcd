import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Signal } from "../../src/domain/signal.ts";
import type { Database, Transaction } from "../storage/database.ts";
import { sourceFlags } from "../storage/schema.ts";

/** An open flag, as its owner reads it. */
export interface OpenFlag {
  flagId: number;
  suggestionId: string;
  sourceId: string | null;
  documentId: string | null;
  title: string;
  owner: string | null;
  problem: "wrong" | "out_of_date" | "missing";
  note: string | null;
  intentId: string | null;
  releaseNumber: number;
  flaggedAt: string;
}

/**
 * Brings the flags of fresh signals into the owners' list, in the log's own transaction. The signal with the highest
 * revision is right about a passage; said anew, a flag that was closed is open again.
 */
export async function keepFlags(
  tx: Transaction,
  workspaceId: string,
  memberId: string,
  fresh: Signal[],
  now: Date,
): Promise<void> {
  // By revision within a suggestion, so the last one set is the highest.
  const newest = new Map(
    fresh.flatMap((signal) =>
      (signal.flags ?? []).map((flag) => [
        JSON.stringify([signal.suggestionId, flag.sourceId]),
        { signal, flag },
      ]),
    ),
  );
  if (newest.size === 0) return;
  await tx
    .insert(sourceFlags)
    .values(
      [...newest.values()].map(({ signal, flag: { at, ...flag } }) => ({
        ...flag,
        sourceId: flag.sourceId ?? "",
        workspaceId,
        memberId,
        suggestionId: signal.suggestionId,
        intentId: signal.intentChoice?.intentId ?? signal.intentId,
        releaseNumber: signal.releaseNumber,
        flaggedAt: new Date(at),
        revision: signal.revision,
        receivedAt: now,
      })),
    )
    .onConflictDoUpdate({
      target: [
        sourceFlags.workspaceId,
        sourceFlags.suggestionId,
        sourceFlags.sourceId,
      ],
      set: {
        problem: sql`excluded.problem`,
        note: sql`excluded.note`,
        flaggedAt: sql`excluded.flagged_at`,
        revision: sql`excluded.revision`,
        closedAt: sql`case when ${sourceFlags.flaggedAt} = excluded.flagged_at then ${sourceFlags.closedAt} end`,
      },
      setWhere: sql`${sourceFlags.revision} < excluded.revision`,
    });
}

/** By owner, those without one first, then by document and time. */
export function readOpenFlags(
  database: Database,
  workspaceId: string,
): Promise<OpenFlag[]> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const rows = await tx
      .select()
      .from(sourceFlags)
      .where(
        and(
          eq(sourceFlags.workspaceId, workspaceId),
          isNotNull(sourceFlags.problem),
          isNull(sourceFlags.closedAt),
        ),
      )
      .orderBy(
        sql`${sourceFlags.owner} nulls first`,
        asc(sourceFlags.title),
        asc(sourceFlags.flaggedAt),
        asc(sourceFlags.flagId),
      );
    return rows.flatMap(({ problem, ...row }) =>
      problem === null
        ? []
        : [
            {
              flagId: row.flagId,
              suggestionId: row.suggestionId,
              sourceId: row.sourceId || null,
              documentId: row.documentId,
              title: row.title,
              owner: row.owner,
              problem,
              note: row.note,
              intentId: row.intentId,
              releaseNumber: row.releaseNumber,
              flaggedAt: row.flaggedAt.toISOString(),
            },
          ],
    );
  });
}

/** The owner has dealt with it. False: there is no such open flag. */
export function closeFlag(
  database: Database,
  workspaceId: string,
  flagId: number,
  now: Date,
): Promise<boolean> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const closed = await tx
      .update(sourceFlags)
      .set({ closedAt: now })
      .where(
        and(
          eq(sourceFlags.workspaceId, workspaceId),
          eq(sourceFlags.flagId, flagId),
          isNotNull(sourceFlags.problem),
          isNull(sourceFlags.closedAt),
        ),
      )
      .returning({ flagId: sourceFlags.flagId });
    return closed.length > 0;
  });
}
