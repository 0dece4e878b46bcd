import { expect, it } from "vitest";
import { inForce } from "../../../backend/knowledge/in-force.ts";

const FROM = "2026-09-01T00:00:00.000Z";
const UNTIL = "2026-10-01T00:00:00.000Z";

it.each<[string, string | null, string | null, string, boolean]>([
  [
    "a millisecond before it begins",
    FROM,
    UNTIL,
    "2026-08-31T23:59:59.999Z",
    false,
  ],
  ["as it begins", FROM, UNTIL, FROM, true],
  [
    "a millisecond before it ends",
    FROM,
    UNTIL,
    "2026-09-30T23:59:59.999Z",
    true,
  ],
  ["as it ends", FROM, UNTIL, UNTIL, false],
  ["no beginning stated", null, UNTIL, "1999-01-01T00:00:00.000Z", true],
  ["no end stated", FROM, null, "2099-01-01T00:00:00.000Z", true],
  ["a date nobody can read bounds everything", "soon", null, FROM, false],
])("%s", (_, effectiveFrom, effectiveUntil, now, expected) => {
  expect(inForce({ effectiveFrom, effectiveUntil }, new Date(now))).toBe(
    expected,
  );
});
