import { onlyWorkspace } from "../auth/members.ts";
import type { Backend } from "../main.ts";
import type { Workspace } from "../storage/database.ts";
import { CommandError, textOption, type Input } from "./command.ts";

export const workspaceOption = { workspace: { type: "string" } } as const;

/** The workspace a command is about: the one named, else the only one, which a new backend gets here. */
export async function workspaceOf(
  input: Input,
  backend: Backend,
): Promise<Workspace> {
  const id = textOption(input, "workspace");
  const all = await backend.database.listWorkspaces();
  const named = all.find(({ workspaceId }) => workspaceId === id);
  if (named) return named;
  const names = all.map((it) => `${it.workspaceId} (${it.name})`).join(", ");
  if (id !== null)
    throw new CommandError(
      `There is no workspace ${id}. There is: ${names || "none yet"}.`,
    );
  const only = await onlyWorkspace(backend.database, backend.clock());
  if (!only)
    throw new CommandError(`Which workspace? Add --workspace ID: ${names}.`);
  return only;
}
