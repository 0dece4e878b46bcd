import { added, dateIn, MONTH, type ReadAt } from "./normalise-date.ts";
import { clock, minutesOf } from "./normalise-time.ts";
import { numberIn } from "./spelled-numbers.ts";

/** Parts of a day, as most people mean them. */
const DAYPARTS: [RegExp, string][] = [
  [/\bovernight\b/, "T18:00/T06:00"],
  [/\bmornings?\b/, "T00:00/T12:00"],
  [/\bafternoons?\b/, "T12:00/T19:00"],
  [/\bevenings?\b|\btonight\b|^(?:late |at |the )*nights?$/, "T18:00/T00:00"],
];
const NUMBER =
  "\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?couple(?: of)?|(?:a )?few(?: more)?";

/**
 * A span of time, by ISO 8601: both ends included (`2026-03-01/2026-03-31`, `T12:00/T19:00`), a length (`P14D`,
 * `PT45M`), or `R` for one that comes again ("the 4th of each month"). null: it has no ends ("lately").
 */
export function periodIn(text: string, at: ReadAt): string | null {
  const said = text.toLowerCase();
  if (/\b(?:each|every)\b.*\bof\b|\bof (?:each|every)\b/.test(said)) return "R";
  const part = DAYPARTS.find(([name]) => name.test(said))?.[1];
  if (part !== undefined && !/\d/.test(said)) return part;
  return (
    inHours(said, at) ?? month(said, at) ?? inDays(said, at) ?? named(said, at)
  );
}

function inHours(said: string, { time }: ReadAt): string | null {
  const half = /\bhalf an? hour\b/.test(said);
  const match = new RegExp(
    `(?:\\b(last|past|next|coming) )?(?:(${NUMBER}) )?(?:more )?(hour|minute|min|hr)s?\\b( and a half)?`,
  ).exec(said);
  if (!match) return null;
  const [, side, number, unit = "", more] = match;
  if (!half && !side && number === undefined) return null;
  const count = half
    ? 0.5
    : (numberIn(number ?? "one") ?? 1) + (more === undefined ? 0 : 0.5);
  const minutes = count * (unit.startsWith("h") ? 60 : 1);
  const now = minutesOf(time);
  if (side === undefined) return `PT${minutes}M`;
  return /last|past/.test(side)
    ? `T${clock(now - minutes)}/T${time}`
    : `T${time}/T${clock(now + minutes)}`;
}

function inDays(said: string, at: ReadAt): string | null {
  if (/\bmonthly\b|\b(?:each|every) month\b/.test(said)) return "P30D";
  if (/\bweekly\b|\b(?:each|every) week\b/.test(said)) return "P7D";
  if (/\bdaily\b|\b(?:each|every) day\b/.test(said)) return "P1D";
  const match = new RegExp(
    `(?:\\b(last|past|previous|next|coming|this|current) )?(?:(${NUMBER}) )?\\b(day|night|week|weekend|fortnight|quarter|month|year)s?\\b`,
  ).exec(said);
  if (!match) return null;
  const [, side, number, unit = ""] = match;
  if (/\b(?:week|month) of\b/.test(said)) return weekOf(said, at);
  if (side === undefined) {
    if (/\bago\b/.test(said)) return null;
    const days =
      { week: 7, fortnight: 14, weekend: 2, month: 30, quarter: 91, year: 365 }[
        unit
      ] ?? 1;
    return number === undefined && /s$/.test(match[0])
      ? null
      : `P${(numberIn(number ?? "one") ?? 1) * days}D`;
  }
  const isWhole = whole(unit);
  const count = number === undefined ? null : (numberIn(number) ?? 1);
  const back = /last|past|previous/.test(side);
  if (count === null && isWhole !== null) {
    const step = /this|current/.test(side) ? 0 : back ? -1 : 1;
    return between(shifted(at.day, step, unit), unit);
  }
  const start = isWhole === null ? at.day : firstOf(at.day, unit);
  const other = shifted(start, (back ? -1 : 1) * (count ?? 1), unit);
  if (back) return `${other}/${start}`;
  const from =
    isWhole === null ? shifted(start, 1, "day") : shifted(start, 1, unit);
  return `${from}/${shifted(from, count ?? 1, unit)}`;
}

/** A month by its name, whole: a day of it is no period. */
function month(said: string, at: ReadAt): string | null {
  if (/\b\d{1,2}(?:st|nd|rd|th)?\b/.test(said) || !MONTH.test(said))
    return null;
  const first = dateIn(said, at);
  return first === null ? null : between(first, "month");
}

function named(said: string, at: ReadAt): string | null {
  const year = Number(at.day.slice(0, 4));
  if (/\bsummer\b/.test(said)) return `${year}-06-21/${year}-09-24`;
  if (/^(?:in |during |the year )*(?:19|20)\d{2}$/.test(said))
    return between(`${/\d{4}/.exec(said)?.[0] ?? year}-01-01`, "year");
  if (/\b(?:only )?(?:today|tomorrow)\b/.test(said)) return "P1D";
  return null;
}

function weekOf(said: string, at: ReadAt): string | null {
  const day = dateIn(said.replace(/\bweek of\b/, ""), at);
  return day === null ? null : between(day, "week");
}

function whole(unit: string): string | null {
  return /^(?:week|month|quarter|year)$/.test(unit) ? unit : null;
}

/** Both days included. */
function between(day: string, unit: string): string {
  const first = firstOf(day, unit);
  const [step, length] = unit === "quarter" ? ["month", 3] : [unit, 1];
  const next = shifted(first, Number(length), String(step));
  return `${first}/${shifted(next, -1, "day")}`;
}

function firstOf(day: string, unit: string): string {
  const [year = "", month = ""] = day.split("-");
  if (unit === "year") return `${year}-01-01`;
  if (unit === "month") return `${year}-${month}-01`;
  if (unit === "quarter")
    return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;
  if (unit === "week") {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return shifted(day, -((weekday + 6) % 7), "day");
  }
  return day;
}

function shifted(day: string, count: number, unit: string): string {
  return unit === "quarter"
    ? (added(day, 3 * count, "month") ?? day)
    : (added(day, count, unit) ?? day);
}
