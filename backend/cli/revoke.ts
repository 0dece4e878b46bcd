import { signOutEverywhere } from "../auth/members.ts";
import { CommandError, textOption, type Command } from "./command.ts";
import { memberNamed } from "./member-option.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed revoke`: a member's browsers are signed out from the next request on. */
export const revoke: Command = {
  name: "revoke",
  usage: "--name NAME [--workspace ID]",
  summary: "sign a member out everywhere, and end their unused codes",
  options: { name: { type: "string" }, ...workspaceOption },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock } = backend;
      const name = textOption(input, "name");
      if (!name) throw new CommandError("Whom? Add --name NAME.");
      const { workspaceId } = await workspaceOf(input, backend);
      const member = await memberNamed(backend, workspaceId, name);
      const { memberId } = member;
      await signOutEverywhere(database, workspaceId, memberId, clock());
      return {
        exitCode: 0,
        json: { workspaceId, memberId, name, signedOut: member.devices },
        lines: [`${name} is signed out of ${member.devices} browser(s).`],
      };
    },
  },
};
