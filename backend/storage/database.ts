import { sql } from "drizzle-orm";
import {
  inWorkspace,
  type OwnerDatabase,
  type Transaction,
} from "./in-workspace.ts";
import { workspaces } from "./schema.ts";

export type { Transaction } from "./in-workspace.ts";

export interface Workspace {
  workspaceId: string;
  name: string;
}

/** What the rest of the backend knows of storage: transactions in one workspace, and a narrow path of the owner. */
export interface Database {
  kind: "pglite" | "postgres";
  /** See in-workspace.ts. Not to be called inside itself. */
  inWorkspace<T>(
    workspaceId: string,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T>;
  /** Owner: makes an empty workspace. False: the id is taken. */
  addWorkspace(workspace: Workspace, now: Date): Promise<boolean>;
  /** Owner: all workspaces, oldest first. For the command line; no route calls it. */
  listWorkspaces(): Promise<Workspace[]>;
  /** Throws when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `database` is connected as the owner of the tables and migrated. */
export async function openDatabase(
  kind: Database["kind"],
  database: OwnerDatabase,
  close: () => Promise<void>,
): Promise<Database> {
  await refusePowerfulAppRole(database);
  return {
    kind,
    inWorkspace: (workspaceId, work) =>
      inWorkspace(database, workspaceId, work),
    async addWorkspace({ workspaceId, name }, now) {
      const added = await database
        .insert(workspaces)
        .values({ workspaceId, name, createdAt: now })
        .onConflictDoNothing()
        .returning();
      return added.length > 0;
    },
    listWorkspaces: () =>
      database
        .select({ workspaceId: workspaces.workspaceId, name: workspaces.name })
        .from(workspaces)
        .orderBy(workspaces.createdAt, workspaces.workspaceId),
    async ping() {
      await database.execute(sql`select 1`);
    },
    close,
  };
}

/** The role may have been made by hand, and every promise about rows rests on it. */
async function refusePowerfulAppRole(database: OwnerDatabase): Promise<void> {
  const [role] = await database
    .select({
      powerful: sql<boolean>`rolsuper or rolbypassrls or rolcanlogin
        or exists (select from pg_tables where schemaname = 'public' and tableowner = 'heed_app')`,
    })
    .from(sql`pg_roles`)
    .where(sql`rolname = 'heed_app'`);
  if (role?.powerful !== false)
    throw new StorageError(
      "The role heed_app may bypass row-level security, log in, or owns tables. Make it NOSUPERUSER NOBYPASSRLS NOLOGIN and give the tables another owner.",
    );
}

/** Storage cannot be opened. The message is one line for the person at the command line. */
export class StorageError extends Error {
  override name = "StorageError";
}
