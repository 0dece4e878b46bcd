import { eq, max, sql } from "drizzle-orm";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Release } from "../../src/domain/release.ts";
import { appendToReleaseLog } from "../log/release-log.ts";
import { hashPack } from "../packs/pack-hash.ts";
import type { Database } from "../storage/database.ts";
import { releases } from "../storage/schema.ts";

/**
 * Makes the workspace's next release from a pack that was read without errors. It is live from the commit on.
 * `behaviourHash`: SHA-256 of prompts and learned artefacts, from where they live. `by`: who makes it, for the log.
 */
export async function createRelease(
  database: Database,
  workspaceId: string,
  pack: PolicyPack,
  behaviourHash: string,
  { by, now }: { by: string; now: Date },
): Promise<Release> {
  const parts = hashPack(pack, behaviourHash);
  const number = await database.inWorkspace(workspaceId, async (tx) => {
    // Numbers have no gaps and no twins: one release of a workspace at a time.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`releases:${workspaceId}`}, 0))`,
    );
    const [row] = await tx
      .select({ newest: max(releases.number) })
      .from(releases)
      .where(eq(releases.workspaceId, workspaceId));
    const next = (row?.newest ?? 0) + 1;
    await tx.insert(releases).values({
      workspaceId,
      number: next,
      packName: pack.name,
      pack,
      knowledgeHash: parts.knowledge,
      workflowHash: parts.workflow,
      behaviourHash: parts.behaviour,
      createdAt: now,
    });
    await appendToReleaseLog(
      tx,
      workspaceId,
      [{ action: "created", number: next, parts, live: next }],
      { by, now },
    );
    return next;
  });
  return { number, createdAt: now.toISOString(), packName: pack.name, parts };
}
