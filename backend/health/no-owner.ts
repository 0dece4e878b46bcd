import { rowOf, type HealthCheck } from "./check.ts";

export const noOwner: HealthCheck = {
  id: "no-owner",
  title: "No owner",
  means:
    "Documents that name nobody who answers for them, of all that have not expired.",
  find: ({ pack, now }) =>
    pack.knowledge
      .filter(({ owner }) => owner === null)
      .filter(
        ({ effectiveUntil }) =>
          effectiveUntil === null || Date.parse(effectiveUntil) > now.getTime(),
      )
      .map((document) =>
        rowOf(document, "Nobody owns it.", {
          inPack: "add a line owner: NAME",
          imported: "npx heed knowledge label ID --owner NAME",
        }),
      ),
};
