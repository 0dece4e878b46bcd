import { readHealth } from "../health/read-health.ts";
import type { Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** The rest is in --json. */
const ROWS_SHOWN = 5;

/** `heed knowledge health`: what is wrong with what is live, and what mends it. */
export const knowledgeHealth: Command = {
  name: "knowledge health",
  usage: "[--workspace ID]",
  summary:
    "what is wrong with the knowledge that is live, each row with its mend",
  options: workspaceOption,
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const report = await readHealth(
        backend.database,
        workspaceId,
        backend.clock(),
      );
      const { releaseNumber, documents, suggestions, sections } = report;
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, ...report },
        lines:
          releaseNumber === null
            ? ["There is no release yet, so there is nothing to judge."]
            : [
                `Release ${releaseNumber}: ${documents} documents, ${suggestions} suggestions looked at.`,
                ...sections.flatMap(({ title, total, rows }) => [
                  `${title}: ${total}`,
                  ...rows
                    .slice(0, ROWS_SHOWN)
                    .map(
                      ({ documentId, title: of, says, mend }) =>
                        `  ${documentId ?? of}: ${says} ${mend}`,
                    ),
                  ...(total > ROWS_SHOWN
                    ? [`  … and ${total - ROWS_SHOWN} more (--json)`]
                    : []),
                ]),
              ],
      };
    },
  },
};
