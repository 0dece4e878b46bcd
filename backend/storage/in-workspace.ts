import { sql, type ExtractTablesWithRelations } from "drizzle-orm";
import type {
  PgDatabase,
  PgQueryResultHKT,
  PgTransaction,
} from "drizzle-orm/pg-core";
import type * as schema from "./schema.ts";

type Tables = ExtractTablesWithRelations<typeof schema>;
/** Either driver's database, as its owner. */
export type OwnerDatabase = PgDatabase<PgQueryResultHKT, typeof schema, Tables>;
/** One transaction. Inside `inWorkspace` it sees one workspace and may only do what heed_app may. */
export type Transaction = PgTransaction<
  PgQueryResultHKT,
  typeof schema,
  Tables
>;

/**
 * Runs `work` in one transaction as heed_app with the workspace set; both end with the transaction. Throwing rolls
 * back. This is what keeps workspaces apart when a query forgets its WHERE. It does not stop SQL that an attacker
 * wrote whole, which could say RESET ROLE: no statement of ours is ever made of text from outside.
 * Never call it inside itself: PGlite has one connection and would wait for itself.
 */
export function inWorkspace<T>(
  database: OwnerDatabase,
  workspaceId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('role', 'heed_app', true), set_config('app.workspace_id', ${workspaceId}, true)`,
    );
    return work(tx);
  });
}
