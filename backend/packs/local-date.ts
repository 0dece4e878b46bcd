const LOCAL_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?$/;
const DAY_MS = 86_400_000;

/**
 * `2026-09-01` or `2026-09-01 14:30` on a wall clock in `timeZone`, as ISO 8601 UTC.
 * A day without a time starts at 00:00. null: the calendar has no such day, or the clock no such minute.
 *
 * When the clocks change, a local time can happen twice or not at all. Twice: the first one.
 * Not at all: as much later as the clock jumped, so that 02:30 becomes 03:30 and a day that has
 * no midnight begins with its first minute. (Temporal calls this "compatible".)
 */
export function utcOfLocalDate(local: string, timeZone: string): string | null {
  const wall = wallClockMs(local);
  if (wall === null) return null;
  const before = offsetMs(wall - DAY_MS, timeZone);
  const after = offsetMs(wall + DAY_MS, timeZone);
  const candidates = [wall - before, wall - after].filter(
    (instant) => instant + offsetMs(instant, timeZone) === wall,
  );
  const instant =
    candidates.length > 0 ? Math.min(...candidates) : wall - before;
  return new Date(instant).toISOString();
}

/** The local date and time as if it were UTC. */
function wallClockMs(local: string): number | null {
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0] = (
    LOCAL_DATE.exec(local) ?? []
  ).map((part) => Number(part ?? 0));
  // Below 1900 it is a typing error, and `Date.UTC` would read 0026 as 1926.
  if (year < 1900 || hour > 23 || minute > 59) return null;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() : null;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far the clock in `timeZone` is ahead of UTC at this instant. */
function offsetMs(instant: number, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(timeZone, clock);
  }
  const part = Object.fromEntries(
    clock
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const {
    year = 0,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
    second = 0,
  } = part;
  return (
    Date.UTC(year, month - 1, day, hour, minute, second) -
    Math.floor(instant / 1000) * 1000
  );
}
