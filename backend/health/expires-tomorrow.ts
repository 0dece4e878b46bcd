import { rowOf, type HealthCheck } from "./check.ts";
import { localTime, startOfLocalDay } from "./local-day.ts";

export const expiresTomorrow: HealthCheck = {
  id: "expires-tomorrow",
  title: "Expires by tomorrow",
  means:
    "Documents in force now whose end comes today or tomorrow, on the clock of the pack.",
  find: ({ pack, now }) => {
    // Half-open: what holds until the first minute of a day has its last day before.
    const endOfTomorrow = Date.parse(startOfLocalDay(now, pack.timeZone, 2));
    return pack.knowledge.flatMap((document) => {
      const { effectiveFrom, effectiveUntil } = document;
      if (effectiveUntil === null) return [];
      const end = Date.parse(effectiveUntil);
      const hasBegun =
        effectiveFrom === null || Date.parse(effectiveFrom) <= now.getTime();
      if (!hasBegun || end <= now.getTime() || end > endOfTomorrow) return [];
      return [
        rowOf(
          document,
          `It ends on ${localTime(effectiveUntil, pack.timeZone)}.`,
          {
            inPack: "write its successor, or a later effectiveUntil",
            imported: "npx heed knowledge label ID --effective-until DATE",
          },
        ),
      ];
    });
  },
};
