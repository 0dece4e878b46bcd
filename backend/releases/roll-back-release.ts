import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { appendToReleaseLog } from "../log/release-log.ts";
import type { Database } from "../storage/database.ts";
import { releases } from "../storage/schema.ts";

export interface Rollback {
  /** Numbers that answer no more, newest first. */
  rolledBack: number[];
  /** What answers now; null: nothing, and Heed abstains until the next release. */
  live: number | null;
}

/** It cannot be rolled back. The message is one line for the person at the command line. */
export class RollbackError extends Error {
  override name = "RollbackError";
}

/** Back to the release before the live one, or to release `to`. A number that was rolled back never comes again. `by`: for the log. */
export function rollBackRelease(
  database: Database,
  workspaceId: string,
  to: number | null,
  { by, now }: { by: string; now: Date },
): Promise<Rollback> {
  return database.inWorkspace(workspaceId, async (tx) => {
    // As for createRelease: one change of what is live at a time.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`releases:${workspaceId}`}, 0))`,
    );
    const standing = await tx
      .select({
        number: releases.number,
        knowledge: releases.knowledgeHash,
        workflow: releases.workflowHash,
        behaviour: releases.behaviourHash,
      })
      .from(releases)
      .where(
        and(
          eq(releases.workspaceId, workspaceId),
          isNull(releases.rolledBackAt),
        ),
      )
      .orderBy(desc(releases.number));
    const numbers = standing.map(({ number }) => number);
    const [newest, before = null] = numbers;
    if (newest === undefined)
      throw new RollbackError("There is no release to roll back.");
    if (to !== null && (!numbers.includes(to) || to === newest))
      throw new RollbackError(
        to === newest
          ? `Release ${to} is the live one already.`
          : `There is no release ${to} to go back to. There is: ${numbers.slice(1).join(", ") || "none"}.`,
      );
    const live = to ?? before;
    await tx
      .update(releases)
      .set({ rolledBackAt: now })
      .where(
        and(
          eq(releases.workspaceId, workspaceId),
          isNull(releases.rolledBackAt),
          gt(releases.number, live ?? newest - 1),
        ),
      );
    const rolledBack = standing.filter(
      ({ number }) => live === null || number > live,
    );
    await appendToReleaseLog(
      tx,
      workspaceId,
      rolledBack.map(({ number, ...parts }) => ({
        action: "rolled_back",
        number,
        parts,
        live,
      })),
      { by, now },
    );
    return { rolledBack: rolledBack.map(({ number }) => number), live };
  });
}
