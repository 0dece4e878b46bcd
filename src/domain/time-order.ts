/** Order of times and ids, and what "later" means when one of them is missing. ISO 8601 UTC strings compare as text. */

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earliest(a: string | null, b: string): string {
  return a !== null && a < b ? a : b;
}

export function latest(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}

export function isAfter(a: string | null, b: string | null): boolean {
  return a !== null && (b === null || a > b);
}

/** Not later than `b`, or `b` never happened. */
export function isBefore(a: string, b: string | null): boolean {
  return b === null || a <= b;
}

export function isOlder(at: string | null, now: string, ms: number): boolean {
  return at !== null && Date.parse(now) - Date.parse(at) >= ms;
}
