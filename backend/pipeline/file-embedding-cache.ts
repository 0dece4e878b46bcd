import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
} from "node:fs";
import { join } from "node:path";
import type { Embedder } from "../retrieval/embedder.ts";
import type { EmbeddingCache } from "./live-knowledge.ts";

const DIGEST_BYTES = 32;

/**
 * One embedder's vectors in a file of a folder, for commands that have no database. A record is the key's digest and
 * the vector; one cut short by a killed process is cut off.
 */
export function createFileEmbeddingCache(
  folder: string,
  { id, dimensions }: Embedder,
): EmbeddingCache {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${id.replace(/[^\w.@-]+/g, "_")}.vectors`);
  const size = DIGEST_BYTES + dimensions * 4;
  const kept = new Map<string, Float32Array>();
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  for (let at = 0; at + size <= bytes.length; at += size) {
    const vector = new Float32Array(dimensions);
    new Uint8Array(vector.buffer).set(
      bytes.subarray(at + DIGEST_BYTES, at + size),
    );
    kept.set(bytes.toString("hex", at, at + DIGEST_BYTES), vector);
  }
  if (bytes.length % size !== 0)
    truncateSync(file, bytes.length - (bytes.length % size));
  return {
    get(keys) {
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const vector = kept.get(digest(key).toString("hex"));
        if (vector) found.set(key, vector);
      }
      return Promise.resolve(found);
    },
    put(entries) {
      const records = [...entries].map(([key, vector]) => {
        kept.set(digest(key).toString("hex"), vector);
        return Buffer.concat([
          digest(key),
          Buffer.from(Float32Array.from(vector).buffer),
        ]);
      });
      appendFileSync(file, Buffer.concat(records));
      return Promise.resolve();
    },
  };
}

function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
