import { rowOf, type HealthCheck } from "./check.ts";
import { localTime } from "./local-day.ts";

export const expired: HealthCheck = {
  id: "expired",
  title: "Expired",
  means:
    "Documents whose end has come: they are in the release and no longer cited.",
  find: ({ pack, now }) =>
    pack.knowledge.flatMap((document) => {
      const { effectiveUntil } = document;
      if (effectiveUntil === null || Date.parse(effectiveUntil) > now.getTime())
        return [];
      return [
        rowOf(
          document,
          `It ended on ${localTime(effectiveUntil, pack.timeZone)}.`,
          {
            inPack:
              "write its successor, or a later effectiveUntil, or delete it",
            imported:
              "Archive it at its source and import again, or npx heed knowledge label ID --effective-until none",
          },
        ),
      ];
    }),
};
