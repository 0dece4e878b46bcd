import { and, eq, inArray } from "drizzle-orm";
import type { EmbeddingCache } from "../pipeline/live-knowledge.ts";
import type { Database } from "../storage/database.ts";
import { embeddings } from "../storage/schema.ts";

/** The embedded database answers in this thread: five hundred vectors are a megabyte, and others wait that long. */
const KEYS_PER_QUERY = 500;
/** Four parameters each. */
const ROWS_PER_INSERT = 1_000;

/** Vectors of one workspace, by `<embedder>:<hash of the text>`. A restart then embeds only what is new. */
export function createEmbeddingCache(
  database: Database,
  workspaceId: string,
): EmbeddingCache {
  return {
    async get(keys) {
      const found = new Map<string, Float32Array>();
      for (const part of inParts(keys, KEYS_PER_QUERY))
        for (const [embedder, hashes] of byEmbedder(part)) {
          const rows = await database.inWorkspace(workspaceId, (tx) =>
            tx
              .select({
                textHash: embeddings.textHash,
                vector: embeddings.vector,
              })
              .from(embeddings)
              .where(
                and(
                  eq(embeddings.workspaceId, workspaceId),
                  eq(embeddings.embedder, embedder),
                  inArray(embeddings.textHash, hashes),
                ),
              ),
          );
          for (const { textHash, vector } of rows)
            found.set(`${embedder}:${textHash}`, toFloats(vector));
        }
      return found;
    },
    async put(entries) {
      const rows = [...entries].map(([key, vector]) => ({
        workspaceId,
        ...splitKey(key),
        vector: new Uint8Array(
          vector.buffer,
          vector.byteOffset,
          vector.byteLength,
        ),
      }));
      for (const part of inParts(rows, ROWS_PER_INSERT))
        await database.inWorkspace(workspaceId, (tx) =>
          tx.insert(embeddings).values(part).onConflictDoNothing(),
        );
    },
  };
}

/** Was this embedder ever in use here? */
export async function hasVectorsOf(
  database: Database,
  workspaceId: string,
  embedderId: string,
): Promise<boolean> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({ embedder: embeddings.embedder })
      .from(embeddings)
      .where(
        and(
          eq(embeddings.workspaceId, workspaceId),
          eq(embeddings.embedder, embedderId),
        ),
      )
      .limit(1),
  );
  return rows.length > 0;
}

/** An embedder's id may hold colons; a hash does not. */
function splitKey(key: string): { embedder: string; textHash: string } {
  const at = key.lastIndexOf(":");
  return { embedder: key.slice(0, at), textHash: key.slice(at + 1) };
}

function byEmbedder(keys: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { embedder, textHash } of keys.map(splitKey)) {
    const group = groups.get(embedder) ?? [];
    group.push(textHash);
    groups.set(embedder, group);
  }
  return groups;
}

/** A copy: the driver's bytes may start anywhere, and floats must start at a multiple of four. */
function toFloats(bytes: Uint8Array): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

function* inParts<T>(items: T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size)
    yield items.slice(at, at + size);
}
