import pg from "pg";
import type { Database } from "../../../backend/storage/database.ts";
import { openPostgres } from "../../../backend/storage/postgres.ts";
import { freshPglite } from "./fresh-pglite.ts";
import { startPostgres } from "./postgres-cluster.ts";

type Row = Record<string, unknown>;

/** A database as the product opens it, beside raw connections that know nothing of the product. */
export interface Store {
  database: Database;
  /** Opens it a second time, as another start of the backend would. */
  openAgain(): Promise<Database>;
  /** Every row, whatever the policies. */
  asSuperuser(sql: string): Promise<Row[]>;
  /** As heed_app, in a transaction that is rolled back; `workspaceId` null sets none. */
  asApp(workspaceId: string | null, sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

export const stores: { name: string; open: () => Promise<Store> }[] = [
  { name: "PGlite", open: openPgliteStore },
  { name: "PostgreSQL 15", open: openPostgresStore },
];

async function openPgliteStore(): Promise<Store> {
  const { client, database } = await freshPglite();
  const { openOnClient } = await import("../../../backend/storage/pglite.ts");
  const query = async (sql: string) => (await client.query<Row>(sql)).rows;
  return {
    database,
    openAgain: () => openOnClient(client, () => Promise.resolve()),
    asSuperuser: query,
    asApp: (workspaceId, sql) => asApp(query, workspaceId, sql),
    close: () => database.close(),
  };
}

/** The tables' owner is no superuser here, as in a well-kept installation: FORCE is what binds it. */
async function openPostgresStore(): Promise<Store> {
  const cluster = startPostgres();
  const connect = async (role: string, database: string) => {
    const client = new pg.Client(cluster.url(role, database));
    await client.connect();
    return client;
  };
  const setup = await connect("postgres", "postgres");
  await setup.query("create role heed_owner login createrole");
  await setup.query("create database heed owner heed_owner");
  await setup.end();
  const url = cluster.url("heed_owner", "heed");
  const database = await openPostgres(url);
  const superuser = await connect("postgres", "heed");
  const owner = await connect("heed_owner", "heed");
  return {
    database,
    openAgain: () => openPostgres(url),
    asSuperuser: async (sql) => (await superuser.query<Row>(sql)).rows,
    asApp: (workspaceId, sql) =>
      asApp(async (it) => (await owner.query<Row>(it)).rows, workspaceId, sql),
    async close() {
      await Promise.all([superuser.end(), owner.end(), database.close()]);
      cluster.stop();
    },
  };
}

async function asApp(
  query: (sql: string) => Promise<Row[]>,
  workspaceId: string | null,
  sql: string,
): Promise<Row[]> {
  await query("begin");
  try {
    await query("set local role heed_app");
    if (workspaceId !== null)
      await query(`set local app.workspace_id = '${workspaceId}'`);
    return await query(sql);
  } finally {
    await query("rollback");
  }
}
