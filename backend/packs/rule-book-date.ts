import { utcOfLocalDate } from "./local-date.ts";

const MONTHS = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];
const ISO = String.raw`(\d{4}-\d{2}-\d{2})`;
const LONG = String.raw`(\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, ?\d{4})`;
/** What the book says about its own day, most telling first. */
const SAYS = [
  "effective (?:from|date|as of|since)|in force (?:from|since)|valid from",
  "current (?:time|date)|as of|last updated|today is",
];
const ZONES: Record<string, string> = {
  EST: "America/New_York",
  EDT: "America/New_York",
  ET: "America/New_York",
  CST: "America/Chicago",
  CDT: "America/Chicago",
  MST: "America/Denver",
  PST: "America/Los_Angeles",
  PDT: "America/Los_Angeles",
  CET: "Europe/Berlin",
  CEST: "Europe/Berlin",
  BST: "Europe/London",
};

/**
 * From when the book counts: from the beginning of the day it names. A book that only says what time it is
 * was in force then, so that day is the earliest we can stand for. null: it names none.
 */
export function dateOfRuleBook(markdown: string): {
  timeZone: string;
  effectiveFrom: string | null;
} {
  for (const says of SAYS) {
    const match = new RegExp(
      `\\b(?:${says})\\b[^\\n\\d]{0,20}?(?:${ISO}|${LONG})([^\\n]{0,20})`,
      "i",
    ).exec(markdown);
    if (!match) continue;
    const timeZone =
      ZONES[/\b[A-Z]{2,4}\b/.exec(match[3] ?? "")?.[0] ?? ""] ?? "UTC";
    const day = match[1] ?? isoOfLongDate(match[2] ?? "");
    const effectiveFrom = day === null ? null : utcOfLocalDate(day, timeZone);
    if (effectiveFrom !== null) return { timeZone, effectiveFrom };
  }
  return { timeZone: "UTC", effectiveFrom: null };
}

function isoOfLongDate(text: string): string | null {
  const month =
    MONTHS.indexOf((/[A-Za-z]{3}/.exec(text)?.[0] ?? "").toLowerCase()) + 1;
  const year = /\d{4}/.exec(text)?.[0];
  const day = /\b\d{1,2}\b/.exec(text)?.[0];
  if (month === 0 || year === undefined || day === undefined) return null;
  return `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
