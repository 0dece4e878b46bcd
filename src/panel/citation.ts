import type { Source } from "../domain/suggestion.ts";
import { lastOf, startOf } from "./dates.ts";
import type { usePackZone } from "./pack-zone.ts";
import { isInForce } from "./parts.ts";
import { words } from "./words.ts";

/** A passage with where it stands, since when it holds or when it ended, and whether it is internal. */
export function withCitation(
  source: Source,
  zone: ReturnType<typeof usePackZone>,
  now: Date,
): string {
  const { text, title, section, effectiveFrom, effectiveUntil } = source;
  const ended = effectiveUntil !== null && !isInForce(source, now);
  const dates = ended
    ? words.expiredOn(lastOf(effectiveUntil, zone))
    : effectiveFrom !== null && words.since(startOf(effectiveFrom, zone));
  const place = [
    [title, section].filter(Boolean).join(", "),
    dates,
    source.audience === "internal" && words.internal,
  ];
  return `${text}\n\n(${place.filter(Boolean).join("; ")})`;
}
