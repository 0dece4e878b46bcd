import { WINDOW_DAYS, type HealthCheck } from "./check.ts";

const SHOWN = 20;

export const intentsWithoutSource: HealthCheck = {
  id: "intents-without-source",
  title: "Asked for, and no source",
  means: `The ${SHOWN} intents that most often got no draft in the last ${WINDOW_DAYS} days because no source answered; of all suggestions for that intent.`,
  find: ({ pack, suggestions }) => {
    const counts = new Map<string, { lacking: number; all: number }>();
    for (const { intentId, lackedSource } of suggestions) {
      const key = intentId ?? "";
      const count = counts.get(key) ?? { lacking: 0, all: 0 };
      count.all += 1;
      if (lackedSource) count.lacking += 1;
      counts.set(key, count);
    }
    return [...counts]
      .filter(([, { lacking }]) => lacking > 0)
      .sort(([a, x], [b, y]) => y.lacking - x.lacking || (a < b ? -1 : 1))
      .slice(0, SHOWN)
      .map(([key, { lacking, all }]) => {
        const intentId = key === "" ? null : key;
        const name = pack.intents.find((it) => it.intentId === key)?.name;
        return {
          documentId: null,
          intentId,
          title: name ?? intentId ?? "No clear intent",
          owner: null,
          says: `No source answered ${lacking} of ${all} tickets.`,
          mend:
            intentId === null
              ? "Read some of these tickets, and name what they ask for in intents.yaml"
              : `Write a document that answers it (knowledge/${intentId.replaceAll("_", "-")}.md), or import one, then npx heed release create`,
        };
      });
  },
};
