import { and, desc, eq } from "drizzle-orm";
import type { Database, Transaction } from "../../storage/database.ts";
import {
  intercomAccounts,
  intercomAgents,
  intercomChanges,
} from "../../storage/schema.ts";
import { seal, unseal } from "../seal.ts";
import type { Region, Teammate } from "./client.ts";
import type { AccessRule } from "./may-read.ts";

export interface Account {
  appId: string;
  name: string;
  region: Region;
  access: AccessRule;
}

/** Where a token may be opened again. */
const placeOf = (workspaceId: string, appId: string) =>
  `intercom ${workspaceId} ${appId}`;

/** Keeps the token, sealed. Connecting again replaces it and leaves the rule and the links as they are. */
export async function connectAccount(
  database: Database,
  workspaceId: string,
  account: Omit<Account, "access">,
  token: string,
  key: Buffer,
  now: Date,
): Promise<void> {
  const { appId, name, region } = account;
  const sealedToken = seal(token, key, placeOf(workspaceId, appId));
  await database.inWorkspace(workspaceId, async (tx) => {
    await tx
      .insert(intercomAccounts)
      .values({
        workspaceId,
        appId,
        name,
        region,
        sealedToken,
        access: "involved",
        connectedAt: now,
      })
      .onConflictDoUpdate({
        target: [intercomAccounts.workspaceId, intercomAccounts.appId],
        set: { name, region, sealedToken, connectedAt: now },
      });
    await log(tx, workspaceId, appId, "connected", { name, region }, now);
  });
}

export function listAccounts(
  database: Database,
  workspaceId: string,
): Promise<Account[]> {
  return database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        appId: intercomAccounts.appId,
        name: intercomAccounts.name,
        region: intercomAccounts.region,
        access: intercomAccounts.access,
      })
      .from(intercomAccounts)
      .where(eq(intercomAccounts.workspaceId, workspaceId))
      .orderBy(intercomAccounts.appId),
  );
}

/** The account's token in the clear. null: there is no such account, or the key is not the one it was sealed with. */
export async function tokenOf(
  database: Database,
  workspaceId: string,
  appId: string,
  key: Buffer,
): Promise<string | null> {
  const [row] = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({ sealedToken: intercomAccounts.sealedToken })
      .from(intercomAccounts)
      .where(isAccount(workspaceId, appId)),
  );
  return row ? unseal(row.sealedToken, key, placeOf(workspaceId, appId)) : null;
}

export async function linkAgent(
  database: Database,
  workspaceId: string,
  appId: string,
  memberId: string,
  { adminId, name }: Pick<Teammate, "adminId" | "name">,
  now: Date,
): Promise<void> {
  await database.inWorkspace(workspaceId, async (tx) => {
    const link = { adminId, adminName: name, linkedAt: now };
    await tx
      .insert(intercomAgents)
      .values({ workspaceId, appId, memberId, ...link })
      .onConflictDoUpdate({
        target: [
          intercomAgents.workspaceId,
          intercomAgents.appId,
          intercomAgents.memberId,
        ],
        set: link,
      });
    const detail = { memberId, adminId, name };
    await log(tx, workspaceId, appId, "linked", detail, now);
  });
}

/** Which teammate a member is. null: nobody has said. */
export async function linkOf(
  database: Database,
  workspaceId: string,
  appId: string,
  memberId: string,
): Promise<{ adminId: string; name: string } | null> {
  const [row] = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        adminId: intercomAgents.adminId,
        name: intercomAgents.adminName,
      })
      .from(intercomAgents)
      .where(
        and(
          eq(intercomAgents.workspaceId, workspaceId),
          eq(intercomAgents.appId, appId),
          eq(intercomAgents.memberId, memberId),
        ),
      ),
  );
  return row ?? null;
}

/** Who is given which conversations. Every change is logged, the widening ones above all. */
export async function changeAccess(
  database: Database,
  workspaceId: string,
  { appId, access: before }: Account,
  access: AccessRule,
  now: Date,
): Promise<void> {
  await database.inWorkspace(workspaceId, async (tx) => {
    await tx
      .update(intercomAccounts)
      .set({ access })
      .where(isAccount(workspaceId, appId));
    const detail = { from: before, to: access };
    await log(tx, workspaceId, appId, "access", detail, now);
  });
}

/** Newest first. */
export function listChanges(
  database: Database,
  workspaceId: string,
  appId: string,
): Promise<{ change: string; detail: unknown; changedAt: Date }[]> {
  return database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        change: intercomChanges.change,
        detail: intercomChanges.detail,
        changedAt: intercomChanges.changedAt,
      })
      .from(intercomChanges)
      .where(
        and(
          eq(intercomChanges.workspaceId, workspaceId),
          eq(intercomChanges.appId, appId),
        ),
      )
      .orderBy(desc(intercomChanges.position)),
  );
}

function log(
  tx: Transaction,
  workspaceId: string,
  appId: string,
  change: "connected" | "linked" | "access",
  detail: object,
  now: Date,
) {
  return tx
    .insert(intercomChanges)
    .values({ workspaceId, appId, change, detail, changedAt: now });
}

function isAccount(workspaceId: string, appId: string) {
  return and(
    eq(intercomAccounts.workspaceId, workspaceId),
    eq(intercomAccounts.appId, appId),
  );
}
