/**
 * Dates, times and numbers as the agent's browser writes them. The locale is an argument only for tests; everywhere
 * else it is the browser's.
 */

type Locale = string | undefined;

const browserLocale = (): Locale => globalThis.navigator?.language;

const made = new Map<string, Intl.DateTimeFormat>();
/** Making a format costs more than using it a hundred times. */
function format(
  locale: Locale,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${name}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, options);
  made.set(key, known);
  return known;
}

/** "1 Sept 2026". */
export function dayOf(iso: string, locale = browserLocale()): string {
  return format(locale, "day", {
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(new Date(iso));
}

/** "18 Nov", for the thread's own messages. */
export function shortDayOf(iso: string, locale = browserLocale()): string {
  return format(locale, "short", { day: "numeric", month: "short" }).format(
    new Date(iso),
  );
}

/** "09:41". */
export function clockOf(iso: string, locale = browserLocale()): string {
  return clockFormat(locale).format(new Date(iso));
}

/** "09:41" today, "18 Nov, 09:41" before. */
export function momentOf(
  iso: string,
  now: Date,
  locale = browserLocale(),
): string {
  const today = new Date(iso).toDateString() === now.toDateString();
  return today
    ? clockOf(iso, locale)
    : `${shortDayOf(iso, locale)}, ${clockOf(iso, locale)}`;
}

/**
 * End of a half-open validity, as people say it: "31 Oct 2026, 24:00" rather than "1 Nov 2026, 00:00". Where a day has
 * two times twelve hours there is no 24:00: the day alone says it.
 */
export function endOf(iso: string, locale = browserLocale()): string {
  const at = new Date(iso);
  if (at.getHours() !== 0 || at.getMinutes() !== 0)
    return `${dayOf(iso, locale)}, ${clockOf(iso, locale)}`;
  const last = lastDayOf(iso, locale);
  return clockFormat(locale).resolvedOptions().hour12 ? last : `${last}, 24:00`;
}

/** The last whole day of a half-open validity: "31 Oct 2026". */
export function lastDayOf(iso: string, locale = browserLocale()): string {
  return dayOf(new Date(new Date(iso).getTime() - 1).toISOString(), locale);
}

/** A count or a figure with so many decimals. */
export function numberOf(
  value: number,
  decimals = 0,
  locale = browserLocale(),
): string {
  return value.toLocaleString(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** A share of 0 to 1 as whole per cent. */
export function shareOf(value: number, locale = browserLocale()): string {
  return value.toLocaleString(locale, { style: "percent" });
}

function clockFormat(locale: Locale): Intl.DateTimeFormat {
  return format(locale, "clock", { hour: "2-digit", minute: "2-digit" });
}
