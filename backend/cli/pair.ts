import { ROLES, type Role } from "../auth/member.ts";
import { addMember } from "../auth/members.ts";
import { createPairingCode } from "../auth/pairing.ts";
import { CommandError, textOption, type Command } from "./command.ts";
import { findMember } from "./member-option.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed pair`: a one-time code for a member, who is added when there is none of that name. */
export const pair: Command = {
  name: "pair",
  usage: "--name NAME [--role agent|lead|admin] [--workspace ID]",
  summary: "print a one-time code with which a member connects a browser",
  options: {
    name: { type: "string" },
    role: { type: "string" },
    ...workspaceOption,
  },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock } = backend;
      const name = textOption(input, "name");
      if (!name)
        throw new CommandError(
          "Whose browser? Add --name NAME, and --role agent, lead or admin.",
        );
      const role = roleOf(textOption(input, "role"));
      const { workspaceId } = await workspaceOf(input, backend);
      const existing = await findMember(backend, workspaceId, name);
      // Roles are not changed in passing: the code would say one thing and the old devices another.
      if (existing && role && existing.role !== role)
        throw new CommandError(
          `${name} is ${existing.role} here. Leave --role out, or use another name.`,
        );
      const member =
        existing ??
        (await addMember(
          database,
          workspaceId,
          { name, role: role ?? "agent" },
          clock(),
        ));
      const { code, expiresAt } = await createPairingCode(
        database,
        workspaceId,
        member.memberId,
        clock(),
      );
      return {
        exitCode: 0,
        json: {
          code,
          expiresAt: expiresAt.toISOString(),
          workspaceId,
          memberId: member.memberId,
          name,
          role: member.role,
        },
        lines: [
          `Pairing code for ${name} (${member.role}): ${code}`,
          "It works once, within 15 minutes. Type it into the extension's options page.",
        ],
      };
    },
  },
};

function roleOf(text: string | null): Role | null {
  const role = ROLES.find((it) => it === text);
  if (text !== null && !role)
    throw new CommandError(
      `There is no role ${text}. Roles: ${ROLES.join(", ")}.`,
    );
  return role ?? null;
}
