import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddingCache } from "./live-knowledge.ts";

const DIGEST_BYTES = 32;

/**
 * Vectors in files of a folder, one file per length, for commands that have no database. A record is the key's digest
 * and the vector; a last record cut short by a killed process is left out.
 */
export function createFileEmbeddingCache(folder: string): EmbeddingCache {
  mkdirSync(folder, { recursive: true });
  const kept = new Map<string, Float32Array>();
  const read = new Set<number>();
  const fileFor = (dimensions: number) => join(folder, `${dimensions}.vectors`);

  const readAll = (dimensions: number) => {
    read.add(dimensions);
    const file = fileFor(dimensions);
    if (!existsSync(file)) return;
    const bytes = readFileSync(file);
    const size = DIGEST_BYTES + dimensions * 4;
    for (let at = 0; at + size <= bytes.length; at += size) {
      const vector = new Float32Array(dimensions);
      new Uint8Array(vector.buffer).set(
        bytes.subarray(at + DIGEST_BYTES, at + size),
      );
      kept.set(bytes.toString("hex", at, at + DIGEST_BYTES), vector);
    }
  };

  return {
    get(keys) {
      for (const name of keys.length > 0 ? lengthsIn(folder) : [])
        if (!read.has(name)) readAll(name);
      const found = new Map<string, Float32Array>();
      for (const key of keys) {
        const vector = kept.get(digest(key).toString("hex"));
        if (vector) found.set(key, vector);
      }
      return Promise.resolve(found);
    },
    put(entries) {
      for (const [key, vector] of entries) {
        const name = digest(key);
        kept.set(name.toString("hex"), vector);
        appendFileSync(
          fileFor(vector.length),
          Buffer.concat([name, Buffer.from(new Float32Array(vector).buffer)]),
        );
      }
      return Promise.resolve();
    },
  };
}
