import { inForce } from "../knowledge/in-force.ts";
import { rowOf, WINDOW_DAYS, type HealthCheck } from "./check.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** With fewer, most documents were never asked for, which says nothing about them. */
const MIN_SUGGESTIONS = 100;
/** A newer document has not had its chance. */
const MIN_AGE_DAYS = 30;

export const neverCited: HealthCheck = {
  id: "never-cited",
  title: "Never cited",
  means: `Documents in force for 30 days or more that no suggestion of the last ${WINDOW_DAYS} days cited; none are listed before there are ${MIN_SUGGESTIONS} suggestions.`,
  find: ({ pack, now, suggestions }) => {
    if (suggestions.length < MIN_SUGGESTIONS) return [];
    const cited = new Set(
      suggestions.flatMap((it) => it.cited.map(({ documentId }) => documentId)),
    );
    const age = new Date(now.getTime() - MIN_AGE_DAYS * DAY_MS);
    return pack.knowledge
      .filter(
        (document) =>
          inForce(document, now) &&
          inForce({ ...document, effectiveUntil: null }, age),
      )
      .filter(({ documentId }) => !cited.has(documentId))
      .map((document) =>
        rowOf(document, `None of ${suggestions.length} suggestions cited it.`, {
          inPack: "say it in the customers' words, or delete it",
          imported:
            "See whether customers ask for it in other words, or archive ID at its source",
        }),
      );
  },
};
