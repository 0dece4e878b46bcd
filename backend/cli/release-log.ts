import { readReleaseLog, type ReleaseLogEntry } from "../log/release-log.ts";
import type { Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed release log`: who made or took back which release, and when. */
export const releaseLog: Command = {
  name: "release log",
  usage: "[--workspace ID]",
  summary: "who made or rolled back which release and when, newest first",
  options: workspaceOption,
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const entries = await readReleaseLog(backend.database, workspaceId);
      return {
        exitCode: 0,
        json: { workspaceId, entries },
        lines: entries.length
          ? entries.flatMap(linesOf)
          : ["No release was made yet: npx heed release create DIR"],
      };
    },
  },
};

function linesOf({
  sequence,
  at,
  action,
  number,
  parts,
  live,
  by,
}: ReleaseLogEntry): string[] {
  const what =
    action === "created"
      ? `release ${number} created`
      : `release ${number} rolled back, ${live === null ? "none" : live} live`;
  return [
    `${sequence}  ${at.slice(0, 16).replace("T", " ")} UTC  ${what}, by ${by}`,
    `   knowledge ${parts.knowledge.slice(0, 12)}, workflow ${parts.workflow.slice(0, 12)}, behaviour ${parts.behaviour.slice(0, 12)}`,
  ];
}
