import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { openDatabase, StorageError, type Database } from "./database.ts";
import { migrationsFolder } from "./migrations.ts";
import * as schema from "./schema.ts";

/** Any number that no other program on the server uses: two starting backends migrate one after the other. */
const MIGRATION_LOCK = 4_370_001;
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * PostgreSQL 15 or newer. The URL's user owns the tables and needs CREATEROLE, unless somebody made heed_app and
 * granted it to that user before. Throws StorageError when the server cannot be reached.
 */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // An idle connection that dies (server restart) is replaced by the pool; without a listener it ends the process.
  pool.on("error", () => {});
  try {
    await migrateOnce(pool);
    return await openDatabase("postgres", drizzle(pool, { schema }), () =>
      pool.end(),
    );
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function migrateOnce(pool: pg.Pool): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new StorageError(
      `PostgreSQL at DATABASE_URL cannot be reached: ${reasonOf(error)}.`,
    );
  });
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client, { schema }), { migrationsFolder });
  } finally {
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    client.release();
  }
}

/** Node gives no message of its own when every address of a host refused. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return error.message || code || error.name;
}
