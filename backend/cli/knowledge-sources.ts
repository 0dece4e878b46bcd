import { readSources } from "../imports/candidate.ts";
import type { Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed knowledge sources`: what was imported from where, and what stopped half way. */
export const knowledgeSources: Command = {
  name: "knowledge sources",
  usage: "[--workspace ID]",
  summary: "where knowledge was imported from, and how much",
  options: workspaceOption,
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const sources = await readSources(backend.database, workspaceId);
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, sources },
        lines:
          sources.length === 0
            ? ["Nothing is imported yet. See: npx heed --help"]
            : sources.map(
                ({ sourceId, items, leftOut, unfinished, finishedAt }) =>
                  `${sourceId}  ${items} items, ${leftOut} left out, ${
                    finishedAt === null
                      ? "never finished"
                      : `imported ${finishedAt}`
                  }${unfinished ? "; an import stopped half way: run it again" : ""}`,
              ),
      };
    },
  },
};
