import { createHash } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Database } from "../../../backend/storage/database.ts";
import { migrationsFolder } from "../../../backend/storage/migrations.ts";
import { openOnClient } from "../../../backend/storage/pglite.ts";

/**
 * A migrated, empty database in memory with its raw connection. Making one takes 4 s of a core, so the first keeps a
 * dump in the temporary folder, named after what it was made from, and the others load it.
 */
export async function freshPglite(): Promise<{
  database: Database;
  client: PGlite;
}> {
  const template = join(tmpdir(), `heed-pglite-${versionOfTemplate()}.tar`);
  if (existsSync(template)) {
    const client = await PGlite.create({
      loadDataDir: new Blob([readFileSync(template)]),
    });
    return {
      client,
      database: await openOnClient(client, () => client.close()),
    };
  }
  const client = await PGlite.create();
  const database = await openOnClient(client, () => client.close());
  const dump = await client.dumpDataDir("none");
  // Another worker may be doing the same: a rename is all or nothing.
  const unfinished = `${template}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
  renameSync(unfinished, template);
  return { client, database };
}

function versionOfTemplate(): string {
  const hash = createHash("sha256");
  const manifest = new URL(
    "../../../node_modules/@electric-sql/pglite/package.json",
    import.meta.url,
  );
  hash.update(readFileSync(manifest));
  for (const file of readdirSync(migrationsFolder).sort())
    if (file.endsWith(".sql"))
      hash.update(readFileSync(join(migrationsFolder, file)));
  return hash.digest("hex").slice(0, 16);
}
