import { randomBytes } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import type { Database, Transaction } from "../storage/database.ts";
import { members, tokens, workspaces } from "../storage/schema.ts";
import { sha256 } from "./hash.ts";
import type { Member } from "./member.ts";

export const TOKEN_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;
/** The workspace id in front lets the lookup run inside that workspace, so no query ever looks across them. */
const TOKEN = /^heed_([0-9a-z]{1,32})_([A-Za-z0-9_-]{43})$/;

/** Who is asking, with the workspace that is theirs and the token's hash for signing out. */
export interface Session {
  workspaceId: string;
  workspaceName: string;
  member: Member;
  tokenHash: string;
}

/** A new token. Its text exists only in the answer: the database keeps the hash. */
export async function issueToken(
  tx: Transaction,
  it: {
    workspaceId: string;
    memberId: string;
    deviceName: string;
    now: Date;
    lifetimeMs: number;
  },
): Promise<{ token: string; expiresAt: Date }> {
  const token = `heed_${it.workspaceId}_${randomBytes(32).toString("base64url")}`;
  const expiresAt = new Date(it.now.getTime() + it.lifetimeMs);
  await tx.insert(tokens).values({
    workspaceId: it.workspaceId,
    tokenHash: sha256(token),
    memberId: it.memberId,
    deviceName: it.deviceName,
    createdAt: it.now,
    expiresAt,
  });
  return { token, expiresAt };
}

/** null: no such token in that workspace, or it expired, or was revoked. */
export async function sessionOfToken(
  database: Database,
  token: string,
  now: Date,
): Promise<Session | null> {
  const workspaceId = TOKEN.exec(token)?.[1];
  if (!workspaceId) return null;
  const tokenHash = sha256(token);
  const [row] = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({ member: members, workspace: workspaces })
      .from(tokens)
      .innerJoin(
        members,
        and(
          eq(members.workspaceId, tokens.workspaceId),
          eq(members.memberId, tokens.memberId),
        ),
      )
      .innerJoin(workspaces, eq(workspaces.workspaceId, tokens.workspaceId))
      .where(
        and(
          eq(tokens.workspaceId, workspaceId),
          eq(tokens.tokenHash, tokenHash),
          isNull(tokens.revokedAt),
          gt(tokens.expiresAt, now),
        ),
      ),
  );
  if (!row) return null;
  const { memberId, name, role } = row.member;
  return {
    workspaceId,
    workspaceName: row.workspace.name,
    member: { memberId, name, role },
    tokenHash,
  };
}

export async function revokeToken(
  database: Database,
  { workspaceId, tokenHash }: Session,
  now: Date,
): Promise<void> {
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .update(tokens)
      .set({ revokedAt: now })
      .where(
        and(
          eq(tokens.workspaceId, workspaceId),
          eq(tokens.tokenHash, tokenHash),
        ),
      ),
  );
}
