import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { lockDataDir } from "./data-dir-lock.ts";
import { openDatabase, type Database } from "./database.ts";
import { migrationsFolder } from "./migrations.ts";
import * as schema from "./schema.ts";

/**
 * The embedded database, in `<dataDir>/database`. One process, one connection, so transactions run one after the
 * other. It survives a killed process (committed is committed), but not a power cut: PGlite runs with fsync off.
 * Throws DataDirInUse while another process has it. `dataDir` null: in memory, for tests.
 */
export async function openPglite(dataDir: string | null): Promise<Database> {
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = dataDir === null ? null : await lockDataDir(dataDir);
  try {
    const client = await PGlite.create(
      dataDir === null ? "memory://" : join(dataDir, "database"),
    );
    const database = drizzle(client, { schema });
    await migrate(database, { migrationsFolder });
    return await openDatabase("pglite", database, async () => {
      await client.close();
      lock?.release();
    });
  } catch (error) {
    lock?.release();
    throw error;
  }
}
