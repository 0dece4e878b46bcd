import { and, eq, gt, isNull } from "drizzle-orm";
import type { Database, Workspace } from "../storage/database.ts";
import { members, pairingCodes, workspaces } from "../storage/schema.ts";
import { normalized, randomCharacters } from "./crockford.ts";
import { sha256 } from "./hash.ts";
import type { Member } from "./member.ts";
import { issueToken } from "./tokens.ts";

/** Long enough to walk to another desk, too short to be found in yesterday's chat. */
export const PAIRING_CODE_LIFETIME_MS = 15 * 60 * 1000;
/** 2 × 4 characters of 5 bits: 40 random bits, guessed at 10 a minute (routes/post-pairings.ts). */
const SECRET_CHARACTERS = 8;

/** `k7m2qd-4F8T-9QXM`: the workspace's id, so that the code finds its rows, and a secret that works once. */
export async function createPairingCode(
  database: Database,
  workspaceId: string,
  memberId: string,
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const secret = randomCharacters(SECRET_CHARACTERS);
  const expiresAt = new Date(now.getTime() + PAIRING_CODE_LIFETIME_MS);
  await database.inWorkspace(workspaceId, (tx) =>
    tx.insert(pairingCodes).values({
      workspaceId,
      codeHash: sha256(secret),
      memberId,
      createdAt: now,
      expiresAt,
    }),
  );
  const shown = secret.toUpperCase();
  return {
    code: `${workspaceId}-${shown.slice(0, 4)}-${shown.slice(4)}`,
    expiresAt,
  };
}

export interface Pairing {
  token: string;
  expiresAt: Date;
  member: Member;
  workspace: Workspace;
}

/** A code for a token, once. null: wrong, used or expired; which one is not said to a stranger. */
export async function redeemPairingCode(
  database: Database,
  typed: string,
  deviceName: string,
  now: Date,
  tokenLifetimeMs: number,
): Promise<Pairing | null> {
  const code = readCode(typed);
  if (!code) return null;
  const { workspaceId, secret } = code;
  return database.inWorkspace(workspaceId, async (tx) => {
    // One statement finds and uses it, so two that race for one code can't both win.
    const [used] = await tx
      .update(pairingCodes)
      .set({ usedAt: now })
      .where(
        and(
          eq(pairingCodes.workspaceId, workspaceId),
          eq(pairingCodes.codeHash, sha256(secret)),
          isNull(pairingCodes.usedAt),
          gt(pairingCodes.expiresAt, now),
        ),
      )
      .returning({ memberId: pairingCodes.memberId });
    if (!used) return null;
    const [row] = await tx
      .select({ member: members, workspace: workspaces })
      .from(members)
      .innerJoin(workspaces, eq(workspaces.workspaceId, members.workspaceId))
      .where(
        and(
          eq(members.workspaceId, workspaceId),
          eq(members.memberId, used.memberId),
        ),
      );
    if (!row) return null;
    const { memberId, name, role } = row.member;
    const issued = await issueToken(tx, {
      workspaceId,
      memberId,
      deviceName,
      now,
      lifetimeMs: tokenLifetimeMs,
    });
    return {
      ...issued,
      member: { memberId, name, role },
      workspace: { workspaceId, name: row.workspace.name },
    };
  });
}

/** Hyphens and spaces are for the eye; the last eight characters are the secret, what stands before is the workspace. */
function readCode(
  typed: string,
): { workspaceId: string; secret: string } | null {
  const characters = normalized(typed.replace(/[\s-]/g, ""));
  if (!characters || characters.length <= SECRET_CHARACTERS) return null;
  return {
    workspaceId: characters.slice(0, -SECRET_CHARACTERS),
    secret: characters.slice(-SECRET_CHARACTERS),
  };
}
