import { listMembers } from "../auth/members.ts";
import type { Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed members`: who is in the workspace, and on how many devices. */
export const members: Command = {
  name: "members",
  usage: "[--workspace ID]",
  summary: "list the members, their roles and their connected browsers",
  options: workspaceOption,
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock } = backend;
      const { workspaceId } = await workspaceOf(input, backend);
      const everyone = await listMembers(database, workspaceId, clock());
      return {
        exitCode: 0,
        json: { workspaceId, members: everyone },
        lines: everyone.length
          ? everyone.map(
              ({ name, role, devices }) =>
                `${name}  ${role}  ${devices} connected`,
            )
          : ["No members yet: npx heed pair --name NAME --role admin"],
      };
    },
  },
};
