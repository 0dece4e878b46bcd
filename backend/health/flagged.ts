import type { HealthCheck } from "./check.ts";

const PROBLEM = {
  wrong: "It is wrong",
  out_of_date: "It is out of date",
  missing: "Something is missing",
} as const;

export const flagged: HealthCheck = {
  id: "flagged",
  title: "Flagged by agents",
  means: "Flags that agents set on a source, and that nobody has closed.",
  find: ({ flags }) =>
    flags.map(
      ({ flagId, documentId, intentId, title, owner, problem, note }) => ({
        documentId,
        intentId,
        title,
        owner,
        says: `${PROBLEM[problem]}${note === null ? "." : `: ${note}`}`,
        mend: `Mend the source, then npx heed flags close ${flagId}`,
      }),
    ),
};
