import { utcOfLocalDate } from "../packs/local-date.ts";

/** The day at `now` on a clock in `timeZone`, or `days` later, as 2026-11-25. */
export function localDay(now: Date, timeZone: string, days = 0): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(now);
  // Days of the calendar, not of 24 hours: clocks change.
  const date = new Date(`${parts}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The first instant of the day `days` after that of `now`, ISO 8601 UTC. */
export function startOfLocalDay(
  now: Date,
  timeZone: string,
  days: number,
): string {
  const day = localDay(now, timeZone, days);
  const start = utcOfLocalDate(day, timeZone);
  if (start === null) throw new Error(`The calendar has no ${day}.`);
  return start;
}

/** `2026-11-25 14:30`, or without the time where it is midnight, on a clock in `timeZone`. */
export function localTime(utc: string, timeZone: string): string {
  const at = new Date(utc);
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
  const day = localDay(at, timeZone);
  return time === "00:00" ? day : `${day} ${time}`;
}
