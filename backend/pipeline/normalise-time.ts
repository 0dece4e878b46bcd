import { numberIn } from "./spelled-numbers.ts";
import type { ReadAt } from "./normalise-date.ts";

/** A time of day as `HH:MM`, 24 hours. "25 to 7 p.m." is 18:35. null: the text names none. */
export function timeIn(text: string, at: ReadAt): string | null {
  const said = text.toLowerCase().replace(/\b([ap])\.? ?m\b\.?/g, "$1m");
  if (/\bnow\b/.test(said)) return at.time;
  const relative =
    /(?:\b(in) )?(\d+|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten) (minute|min|hour|hr)s?\b(?: (ago|from now|later))?/.exec(
      said,
    );
  if (relative && (relative[1] || relative[4])) {
    const [, , number = "", unit = "", when] = relative;
    const count = number.startsWith("half") ? 0.5 : (numberIn(number) ?? 1);
    const minutes = count * (unit.startsWith("h") ? 60 : 1);
    return clock(minutesOf(at.time) + (when === "ago" ? -minutes : minutes));
  }
  if (/\bmidnight\b/.test(said)) return "00:00";
  const spoken =
    /\b(half|quarter|\d{1,2}|five|ten|twenty|twenty-five)(?: minutes?)? (past|to|after|before) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/.exec(
      said,
    );
  if (spoken) {
    const [, part = "", side = "", whole = ""] = spoken;
    const minutes =
      part === "half" ? 30 : part === "quarter" ? 15 : (numberIn(part) ?? 0);
    const hour = numberIn(whole) ?? 0;
    return onDay(
      hour * 60 + (/past|after/.test(side) ? minutes : -minutes),
      said,
      hour,
    );
  }
  const plain = /\b(\d{1,2})(?:[:.h ](\d{2}))?(?!\d)/.exec(said);
  if (plain) {
    const hour = Number(plain[1]);
    const minute = Number(plain[2] ?? 0);
    return hour > 24 || minute > 59
      ? null
      : onDay(hour * 60 + minute, said, hour);
  }
  if (/\bnoon\b|\bmidday\b/.test(said)) return "12:00";
  const hour = numberIn(said);
  return hour === null || hour > 24 ? null : onDay(hour * 60, said, hour);
}

/** Afternoon and evening belong to the second half of the day; a night has both. */
function onDay(minutes: number, said: string, hour: number): string {
  const isMorning = /am\b|\bmorning\b/.test(said);
  const isLate =
    /pm\b|\bafternoon\b|\bevening\b|\btonight\b/.test(said) ||
    (/\bnight\b/.test(said) && hour >= 6 && hour < 12);
  if (isLate && hour < 12) return clock(minutes + 720);
  if ((isMorning || /\bnight\b/.test(said)) && hour === 12)
    return clock(minutes - 720);
  return clock(minutes);
}

export function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}

export function clock(minutes: number): string {
  const inDay = ((Math.round(minutes) % 1440) + 1440) % 1440;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
}
