import { listMembers } from "../auth/members.ts";
import type { Backend } from "../main.ts";
import { CommandError } from "./command.ts";

type ListedMember = Awaited<ReturnType<typeof listMembers>>[number];

/** The member of this name, or null. */
export async function findMember(
  { database, clock }: Backend,
  workspaceId: string,
  name: string,
): Promise<ListedMember | null> {
  const everyone = await listMembers(database, workspaceId, clock());
  return everyone.find((member) => member.name === name) ?? null;
}

/** The member of this name; without one the command ends and says where the names are. */
export async function memberNamed(
  backend: Backend,
  workspaceId: string,
  name: string,
): Promise<ListedMember> {
  const member = await findMember(backend, workspaceId, name);
  if (!member)
    throw new CommandError(
      `There is no member ${name}. See: npx heed members.`,
    );
  return member;
}
