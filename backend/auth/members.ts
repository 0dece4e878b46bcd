import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Database, Workspace } from "../storage/database.ts";
import { members, pairingCodes, tokens } from "../storage/schema.ts";
import { randomCharacters } from "./crockford.ts";
import type { Member, Role } from "./member.ts";

/** 30 bits: short enough to stand in a pairing code. It is no secret. */
const WORKSPACE_ID_CHARACTERS = 6;

/** An empty workspace: no members, no release. */
export async function createWorkspace(
  database: Database,
  name: string,
  now: Date,
): Promise<Workspace> {
  for (;;) {
    const workspace = {
      workspaceId: randomCharacters(WORKSPACE_ID_CHARACTERS),
      name,
    };
    if (await database.addWorkspace(workspace, now)) return workspace;
  }
}

/** The workspace of a backend that has one; the first to ask makes it, empty. null: there are several. */
export async function onlyWorkspace(
  database: Database,
  now: Date,
): Promise<Workspace | null> {
  const [first, second] = await database.listWorkspaces();
  if (first) return second ? null : first;
  return createWorkspace(database, "My workspace", now);
}

export async function addMember(
  database: Database,
  workspaceId: string,
  { name, role }: { name: string; role: Role },
  now: Date,
): Promise<Member> {
  const member = { memberId: randomUUID(), name, role };
  await database.inWorkspace(workspaceId, (tx) =>
    tx.insert(members).values({ workspaceId, ...member, createdAt: now }),
  );
  return member;
}

/** By name, then id. `devices`: tokens that still work. */
export function listMembers(
  database: Database,
  workspaceId: string,
  now: Date,
): Promise<(Member & { devices: number })[]> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const everyone = await tx
      .select()
      .from(members)
      .where(eq(members.workspaceId, workspaceId))
      .orderBy(members.name, members.memberId);
    const live = await tx
      .select()
      .from(tokens)
      .where(
        and(eq(tokens.workspaceId, workspaceId), isNull(tokens.revokedAt)),
      );
    return everyone.map(({ memberId, name, role }) => ({
      memberId,
      name,
      role,
      devices: live.filter(
        (token) => token.memberId === memberId && token.expiresAt > now,
      ).length,
    }));
  });
}

/** Signs a member out everywhere: all tokens and unused codes end now. Resolves to the number of tokens that did. */
export function signOutEverywhere(
  database: Database,
  workspaceId: string,
  memberId: string,
  now: Date,
): Promise<number> {
  return database.inWorkspace(workspaceId, async (tx) => {
    await tx
      .update(pairingCodes)
      .set({ usedAt: now })
      .where(
        and(
          eq(pairingCodes.workspaceId, workspaceId),
          eq(pairingCodes.memberId, memberId),
          isNull(pairingCodes.usedAt),
        ),
      );
    const ended = await tx
      .update(tokens)
      .set({ revokedAt: now })
      .where(
        and(
          eq(tokens.workspaceId, workspaceId),
          eq(tokens.memberId, memberId),
          isNull(tokens.revokedAt),
        ),
      )
      .returning({ tokenHash: tokens.tokenHash });
    return ended.length;
  });
}
