const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
];

/** "1 Sep 2026". Written out here because browsers' own short months differ ("Sept"). */
export function dayOf(iso: string): string {
  const at = new Date(iso);
  return `${shortDayOf(iso)} ${at.getFullYear()}`;
}

/** "18 Nov", for the thread's own messages. */
export function shortDayOf(iso: string): string {
  const at = new Date(iso);
  return `${at.getDate()} ${MONTHS[at.getMonth()] ?? ""}`;
}

/** "09:41". */
export function clockOf(iso: string): string {
  const at = new Date(iso);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** "09:41" today, "18 Nov, 09:41" before. */
export function momentOf(iso: string, now: Date): string {
  const today = new Date(iso).toDateString() === now.toDateString();
  return today ? clockOf(iso) : `${shortDayOf(iso)}, ${clockOf(iso)}`;
}

/** End of a half-open validity, as people say it: "31 Oct 2026, 24:00" rather than "1 Nov 2026, 00:00". */
export function endOf(iso: string): string {
  if (clockOf(iso) !== "00:00") return `${dayOf(iso)}, ${clockOf(iso)}`;
  return `${lastDayOf(iso)}, 24:00`;
}

/** The last whole day of a half-open validity: "31 Oct 2026". */
export function lastDayOf(iso: string): string {
  return dayOf(new Date(new Date(iso).getTime() - 1).toISOString());
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
