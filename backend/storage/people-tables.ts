import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { at, workspaceId } from "./columns.ts";

export const workspaces = pgTable(
  "workspaces",
  {
    workspaceId: text("workspace_id").primaryKey(),
    name: text("name").notNull(),
    createdAt: at("created_at").notNull(),
  },
  // "No workspace set" reads as '' after a transaction that had one.
  (it) => [check("workspaces_id", sql`${it.workspaceId} <> ''`)],
);

export const members = pgTable(
  "members",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    memberId: uuid("member_id").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["agent", "lead", "admin"] }).notNull(),
    createdAt: at("created_at").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.memberId] }),
    check("members_role", sql`${it.role} in ('agent', 'lead', 'admin')`),
  ],
);

/** One-time codes. Only their SHA-256 is kept. */
export const pairingCodes = pgTable(
  "pairing_codes",
  {
    workspaceId: workspaceId(),
    codeHash: text("code_hash").notNull(),
    memberId: uuid("member_id").notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.codeHash] }),
    ofMember("pairing_codes_member", it),
  ],
);

/** Only the SHA-256 of a token is kept. */
export const tokens = pgTable(
  "tokens",
  {
    workspaceId: workspaceId(),
    tokenHash: text("token_hash").notNull(),
    memberId: uuid("member_id").notNull(),
    deviceName: text("device_name").notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    revokedAt: at("revoked_at"),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.tokenHash] }),
    ofMember("tokens_member", it),
  ],
);

type Column = Parameters<typeof foreignKey>[0]["columns"][0];

/** Of a row that says who did it. */
export function ofMember(
  name: string,
  it: { workspaceId: Column; memberId: Column },
) {
  return foreignKey({
    name,
    columns: [it.workspaceId, it.memberId],
    foreignColumns: [members.workspaceId, members.memberId],
  });
}
