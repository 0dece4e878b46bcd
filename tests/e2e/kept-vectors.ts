import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../backend/storage/database.ts";
import { embeddings } from "../../backend/storage/schema.ts";

/**
 * Vectors that earlier stacks made, by embedder (its version is in its name) and hash of the text: embedding the sample
 * pack takes seconds of the processor, and every file of browser tests starts a backend of its own.
 */
const FOLDER = join(tmpdir(), "heed-test-vectors");
const FILE = join(FOLDER, "vectors.json");
type Kept = [embedder: string, textHash: string, vector: string];

/** Puts them into a new workspace and says how many. */
export async function lendVectors(
  database: Database,
  workspaceId: string,
): Promise<number> {
  if (!existsSync(FILE)) return 0;
  const kept = JSON.parse(readFileSync(FILE, "utf8")) as Kept[];
  const rows = kept.map(([embedder, textHash, vector]) => ({
    workspaceId,
    embedder,
    textHash,
    vector: new Uint8Array(Buffer.from(vector, "base64")),
  }));
  for (let at = 0; at < rows.length; at += 1000)
    await database.inWorkspace(workspaceId, (tx) =>
      tx.insert(embeddings).values(rows.slice(at, at + 1000)),
    );
  return rows.length;
}

/** Keeps what this workspace has beside the `lent` ones. Written whole, so that a stack beside reads no half. */
export async function keepVectors(
  database: Database,
  workspaceId: string,
  lent: number,
): Promise<void> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx.select().from(embeddings),
  );
  if (rows.length <= lent) return;
  const kept = rows.map(({ embedder, textHash, vector }): Kept => [
    embedder,
    textHash,
    Buffer.from(vector).toString("base64"),
  ]);
  mkdirSync(FOLDER, { recursive: true });
  const part = `${FILE}.${process.pid}`;
  writeFileSync(part, JSON.stringify(kept));
  renameSync(part, FILE);
}
