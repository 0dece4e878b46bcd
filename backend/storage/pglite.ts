import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
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
 * Throws DataDirInUse while another process has it.
 */
export async function openPglite(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockDataDir(dataDir);
  try {
    const client = await openFolder(join(dataDir, "database"));
    return await openOnClient(client, async () => {
      await client.close();
      lock.release();
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Making a database takes seconds, and one half made does not open: it gets its name when it is whole. */
async function openFolder(folder: string): Promise<PGlite> {
  if (!existsSync(folder)) {
    const unfinished = `${folder}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    const client = await PGlite.create(unfinished);
    await client.close();
    renameSync(unfinished, folder);
  }
  return PGlite.create(folder);
}

/** Migrates and opens a database that is running already. */
export async function openOnClient(
  client: PGlite,
  close: () => Promise<void>,
): Promise<Database> {
  const database = drizzle(client, { schema });
  await migrate(database, { migrationsFolder });
  return openDatabase("pglite", database, close);
}
