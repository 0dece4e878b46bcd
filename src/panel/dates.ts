/**
 * Dates, times and numbers as the agent's browser writes them. The locale is an argument only for tests; everywhere
 * else it is the browser's. So is the time zone, but for the knowledge's days: those are meant in the pack's.
 */

interface Where {
  locale?: string;
  /** IANA zone in which the days are meant; left out or null: the browser's. */
  timeZone?: string | null;
}

const made = new Map<string, Intl.DateTimeFormat>();
/** Making a format costs more than using it a hundred times. */
function format(
  { locale = globalThis.navigator?.language, timeZone = null }: Where,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  const known =
    made.get(key) ??
    new Intl.DateTimeFormat(locale, {
      ...options,
      ...(timeZone !== null && { timeZone }),
    });
  made.set(key, known);
  return known;
}

const CLOCK = { hour: "2-digit", minute: "2-digit" } as const;

/** "1 Sept 2026". */
export function dayOf(iso: string, where: Where = {}): string {
  return format(where, {
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(iso));
}

/** "18 Nov", for the thread's own messages. */
export function shortDayOf(iso: string, where: Where = {}): string {
  return format(where, { day: "numeric", month: "short" }).format(
    new Date(iso),
  );
}

/** "09:41". */
export function clockOf(iso: string, where: Where = {}): string {
  return format(where, CLOCK).format(new Date(iso));
}

/** "09:41" today, "18 Nov, 09:41" before. */
export function momentOf(iso: string, now: Date, where: Where = {}): string {
  return dayOf(iso, where) === dayOf(now.toISOString(), where)
    ? clockOf(iso, where)
    : `${shortDayOf(iso, where)}, ${clockOf(iso, where)}`;
}

/** Beginning of a validity: "1 Sept 2026", or "1 Sept 2026, 14:30" where it begins within a day. */
export function startOf(iso: string, where: Where = {}): string {
  return isMidnight(iso, where) ? dayOf(iso, where) : minuteOf(iso, where);
}

/** The last of a half-open validity: "31 Oct 2026", or "1 Nov 2026, 14:30" where it ends within a day. */
export function lastOf(iso: string, where: Where = {}): string {
  return isMidnight(iso, where) ? dayBefore(iso, where) : minuteOf(iso, where);
}

/**
 * When a half-open validity ended, as people say it: "31 Oct 2026, 24:00" rather than "1 Nov 2026, 00:00". Where a day
 * has two times twelve hours there is no 24:00: the day alone says it.
 */
export function endOf(iso: string, where: Where = {}): string {
  if (!isMidnight(iso, where)) return minuteOf(iso, where);
  const last = dayBefore(iso, where);
  return format(where, CLOCK).resolvedOptions().hour12
    ? last
    : `${last}, 24:00`;
}

/** A count or a figure with so many decimals. */
export function numberOf(
  value: number,
  decimals = 0,
  locale = globalThis.navigator?.language,
): string {
  return value.toLocaleString(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** A share of 0 to 1 as whole per cent. */
export function shareOf(
  value: number,
  locale = globalThis.navigator?.language,
): string {
  return value.toLocaleString(locale, { style: "percent" });
}

/** "1 Nov 2026, 14:30", and in a zone that is not the browser's "1 Nov 2026, 14:30 CET": another clock says another time. */
function minuteOf(iso: string, where: Where): string {
  const isHere =
    !where.timeZone ||
    format({}, CLOCK).format(new Date(iso)) ===
      format({ timeZone: where.timeZone }, CLOCK).format(new Date(iso));
  const clock = format(where, {
    ...CLOCK,
    ...(!isHere && { timeZoneName: "short" }),
  });
  return `${dayOf(iso, where)}, ${clock.format(new Date(iso))}`;
}

function isMidnight(iso: string, { timeZone = null }: Where): boolean {
  const clock = format(
    { locale: "en", timeZone },
    { ...CLOCK, hourCycle: "h23" },
  );
  return clock.format(new Date(iso)) === "00:00";
}

/** The last whole day before a midnight. */
function dayBefore(iso: string, where: Where): string {
  return dayOf(new Date(new Date(iso).getTime() - 1).toISOString(), where);
}
