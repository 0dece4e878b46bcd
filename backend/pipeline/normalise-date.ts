import { numberIn } from "./spelled-numbers.ts";

/** When and where a text was written: what "tomorrow" and "03/04" mean. */
export interface ReadAt {
  /** The writer's own day, `2026-03-15`. */
  day: string;
  /** The writer's own time of day, `09:00`. */
  time: string;
  order: "day-first" | "month-first";
  /** Which of two years a date without one is in. */
  leaning: "coming" | "past";
}

/** The writer's day and time of day at a moment, ISO 8601 UTC. */
export function localClock(
  at: string,
  timeZone: string,
): Pick<ReadAt, "day" | "time"> {
  const moment = new Date(at);
  const known = Number.isNaN(moment.getTime()) ? new Date(0) : moment;
  // Swedish writes dates and times as ISO 8601 does: "2026-03-15 09:00".
  const [day = "", time = ""] = known
    .toLocaleString("sv-SE", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
    })
    .split(" ");
  return { day, time };
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
export const MONTH =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?|ember|ober)?\b/i;
const WEEKDAYS = "sun mon tue wed thu fri sat".split(" ");
const WEEKDAY =
  /\b(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|s|nesday|r|rs|rsday|urday)?s?\b/i;
const DAY_MS = 86_400_000;

/** The first date a text names, as `YYYY-MM-DD`; a month or a year alone is its first day. null: it names none. */
export function dateIn(text: string, at: ReadAt): string | null {
  return (
    isoDate(text) ??
    inFigures(text, at) ??
    ago(text, at) ??
    namedDay(text, at) ??
    inWords(text, at) ??
    weekday(text, at) ??
    dayOfMonth(text, at) ??
    yearAlone(text)
  );
}

function isoDate(text: string): string | null {
  const [, year, month, day] = /\b(\d{4})-(\d{2})-(\d{2})\b/.exec(text) ?? [];
  return year ? checked(Number(year), Number(month), Number(day)) : null;
}

/** 03/04/2026 is what the account's locale says it is; 25/03 can only be one of the two. */
function inFigures(text: string, { day, order }: ReadAt): string | null {
  const match = /\b(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\b/.exec(text);
  if (!match) return null;
  const [, first, , second, last] = match;
  const written = [Number(first), Number(second)] as const;
  const year = last
    ? Number(last.length === 2 ? `20${last}` : last)
    : Number(day.slice(0, 4));
  const [d, m] =
    order === "day-first" ? written : ([written[1], written[0]] as const);
  return checked(year, m, d) ?? checked(year, d, m);
}

function ago(text: string, { day }: ReadAt): string | null {
  const match =
    /\b(?:(in|after) )?((?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|couple of)) (day|week|fortnight|month|year)s?\b(?: (ago|earlier|before|from now|from today|later))?/i.exec(
      text,
    );
  const [, into, number = "", unit = "", when] = match ?? [];
  if (!match || (!into && !when) || WEEKDAY.test(text)) return null;
  const past = when ? /ago|earlier|before/i.test(when) : false;
  const count = (numberIn(number) ?? 1) * (past ? -1 : 1);
  return added(day, count, unit.toLowerCase());
}

function namedDay(text: string, { day }: ReadAt): string | null {
  if (/\bday after tomorrow\b/i.test(text)) return added(day, 2, "day");
  if (/\bday before yesterday\b/i.test(text)) return added(day, -2, "day");
  if (/\btomorrow\b/i.test(text)) return added(day, 1, "day");
  if (/\byesterday\b|\blast night\b/i.test(text)) return added(day, -1, "day");
  if (/\bfortnight today\b/i.test(text)) return added(day, 14, "day");
  if (
    /\btoday|\btonight\b|\bnow\b|\bthis (?:morning|afternoon|evening)\b/i.test(
      text,
    )
  )
    return day;
  return null;
}

/** "12 March", "March the 12th 2025", "May". */
function inWords(text: string, { day, leaning }: ReadAt): string | null {
  const match = MONTH.exec(text);
  if (!match) return null;
  const month = MONTHS.indexOf((match[1] ?? "").toLowerCase()) + 1;
  const rest = text.replace(match[0], " ").replace(/\s+/g, " ");
  const written = /\b(\d{4})\b/.exec(rest)?.[1];
  const date = /\b(\d{1,2})(?:st|nd|rd|th)?\b/i.exec(
    rest.replace(written ?? "", ""),
  )?.[1];
  const now = { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
  const year = written
    ? Number(written)
    : /\blast year\b/i.test(text)
      ? now.year - 1
      : leaning === "past"
        ? now.year - (month > now.month ? 1 : 0)
        : now.year + (month < now.month ? 1 : 0);
  return checked(year, month, Number(date ?? 1));
}

/** "Monday" is the coming one, today's name the one in a week; "last" and "last week" look back, "next week" ahead. */
function weekday(text: string, { day, leaning }: ReadAt): string | null {
  const match = WEEKDAY.exec(text);
  if (!match || /\d/.test(text.replace(/\bin \d+ weeks?\b/i, ""))) return null;
  const wanted = WEEKDAYS.indexOf((match[1] ?? "").toLowerCase());
  const today = new Date(`${day}T00:00:00Z`).getUTCDay();
  const ahead = (wanted - today + 7) % 7 || 7;
  const monday = added(day, -((today + 6) % 7), "day") ?? day;
  const inWeek = (weeks: number) =>
    added(monday, 7 * weeks + ((wanted + 6) % 7), "day");
  if (/\blast week\b/i.test(text)) return inWeek(-1);
  if (/\bnext week\b/i.test(text)) return inWeek(1);
  const weeks = /\bin (?:(\d+|an?|one|two|three|four) )weeks?\b/i.exec(text);
  if (weeks)
    return added(day, ahead + 7 * (numberIn(weeks[1] ?? "") ?? 1), "day");
  if (/\bnext\b/i.test(text)) return inWeek(1);
  if (/\blast\b|\bpast\b/i.test(text) || leaning === "past")
    return added(
      day,
      ahead - 7 - (ahead === 7 && wanted === today ? 7 : 0),
      "day",
    );
  return added(day, ahead, "day");
}

/** "the 18th": this month's, or the next one's once it has passed; with a weekday, the next month where both meet. */
function dayOfMonth(text: string, { day, leaning }: ReadAt): string | null {
  const match =
    /\b(\d{1,2})(?:st|nd|rd|th)\b/i.exec(text) ??
    /^(?:the )?(\d{1,2})$/i.exec(text);
  if (!match) return null;
  const date = Number(match[1]);
  const named = WEEKDAY.exec(text)?.[1]?.toLowerCase();
  const [year = 0, month = 0, today = 0] = day.split("-").map(Number);
  const isPast =
    leaning === "past" || /\blast (?:month|\d)/i.test(text) ? -1 : 1;
  const isThis = isPast === 1 ? date >= today : date <= today;
  const first = /\bof the month\b|\bthis month\b/i.test(text) || isThis ? 0 : 1;
  for (let step = first; step < first + (named ? 24 : 2); step++) {
    const moved = month - 1 + step * isPast;
    const found = checked(
      year + Math.floor(moved / 12),
      (((moved % 12) + 12) % 12) + 1,
      date,
    );
    if (
      found !== null &&
      (named === undefined ||
        WEEKDAYS[new Date(`${found}T00:00:00Z`).getUTCDay()] === named)
    )
      return found;
  }
  return null;
}

function yearAlone(text: string): string | null {
  const year = /\b((?:19|20)\d{2})\b/.exec(text)?.[1];
  return year === undefined || MONTH.test(text) ? null : `${year}-01-01`;
}

/** Days and weeks to the day; months and years on the same date, or the last there is. */
export function added(day: string, count: number, unit: string): string | null {
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === "day" || unit === "night") return iso(date, count);
  if (unit === "week") return iso(date, 7 * count);
  if (unit === "fortnight") return iso(date, 14 * count);
  const months = date.getUTCMonth() + count * (unit === "year" ? 12 : 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0));
  last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()));
  return iso(last, 0);
}

function iso(date: Date, days: number): string | null {
  const time = new Date(date.getTime() + days * DAY_MS);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999
    ? null
    : time.toISOString().slice(0, 10);
}

/** null for a 31st of June. */
function checked(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}
