import { rowOf, type HealthCheck } from "./check.ts";
import { localTime } from "./local-day.ts";

export const pastReview: HealthCheck = {
  id: "past-review",
  title: "Past its review",
  means: "Documents whose review date has come, of all that have not expired.",
  find: ({ pack, now }) =>
    pack.knowledge.flatMap((document) => {
      const { reviewBy, effectiveUntil } = document;
      const isOver =
        effectiveUntil !== null && Date.parse(effectiveUntil) <= now.getTime();
      if (isOver || reviewBy === null || Date.parse(reviewBy) > now.getTime())
        return [];
      return [
        rowOf(
          document,
          `Its review was due on ${localTime(reviewBy, pack.timeZone)}.`,
          {
            inPack: "read it, mend it, and write a later reviewBy",
            imported:
              "Read it at its source, then npx heed knowledge label ID --review-by DATE",
          },
        ),
      ];
    }),
};
