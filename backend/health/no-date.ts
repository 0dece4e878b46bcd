import { rowOf, type HealthCheck } from "./check.ts";

export const noDate: HealthCheck = {
  id: "no-date",
  title: "No date",
  means:
    "Documents that do not say since when they hold, of all that have not expired.",
  find: ({ pack, now }) =>
    pack.knowledge
      .filter(({ effectiveFrom }) => effectiveFrom === null)
      .filter(
        ({ effectiveUntil }) =>
          effectiveUntil === null || Date.parse(effectiveUntil) > now.getTime(),
      )
      .map((document) =>
        rowOf(document, "It does not say since when it holds.", {
          inPack: "add a line effectiveFrom: 2026-09-01",
          imported: "npx heed knowledge label ID --effective-from 2026-09-01",
        }),
      ),
};
