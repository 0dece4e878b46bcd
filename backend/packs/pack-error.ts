import type { PolicyPack } from "../../src/domain/policy-pack.ts";

/** What is wrong with a pack, where, and what to do about it. */
export interface PackError {
  /** Path inside the pack, with `/`: `knowledge/returns.md`. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** What is wrong, in one sentence. */
  message: string;
  /** What to do, in one sentence. */
  mend: string;
}

export type PackReading =
  { ok: true; pack: PolicyPack } | { ok: false; errors: PackError[] };

/** By file, then by line: the order in which a person mends them. */
export function inReadingOrder(errors: readonly PackError[]): PackError[] {
  const seen = new Set<string>();
  return errors
    .filter((error) => {
      const key = JSON.stringify([error.file, error.line, error.message]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
