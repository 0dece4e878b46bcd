import { and, count, desc, eq } from "drizzle-orm";
import { signal as signalSchema } from "../../src/contracts/signal.ts";
import type { Signal } from "../../src/domain/signal.ts";
import type { Database } from "../storage/database.ts";
import { signals } from "../storage/schema.ts";

const AT_MOST = 200;

/** What one member's browsers have reported, newest first: the log's own entries, as they are stored. */
export function readMemberRecord(
  database: Database,
  workspaceId: string,
  memberId: string,
): Promise<{ total: number; signals: Signal[] }> {
  const mine = and(
    eq(signals.workspaceId, workspaceId),
    eq(signals.memberId, memberId),
  );
  return database.inWorkspace(workspaceId, async (tx) => {
    const [all] = await tx.select({ total: count() }).from(signals).where(mine);
    const rows = await tx
      .select({ body: signals.body })
      .from(signals)
      .where(mine)
      .orderBy(desc(signals.position))
      .limit(AT_MOST);
    return {
      total: all?.total ?? 0,
      signals: rows.map(({ body }) => signalSchema.parse(body)),
    };
  });
}
