import {
  bigserial,
  foreignKey,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { at, json, workspaceId } from "./columns.ts";
import { members, workspaces } from "./people-tables.ts";

/** An Intercom workspace that this one reads from. */
export const intercomAccounts = pgTable(
  "intercom_accounts",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    appId: text("app_id").notNull(),
    name: text("name").notNull(),
    region: text("region", { enum: ["us", "eu", "au"] }).notNull(),
    /** See helpdesks/seal.ts: useless without HEED_SECRET_KEY. */
    sealedToken: text("sealed_token").notNull(),
    access: text("access", { enum: ["involved", "everyone"] }).notNull(),
    connectedAt: at("connected_at").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.appId] })],
);

/** Which teammate of Intercom a member is. */
export const intercomAgents = pgTable(
  "intercom_agents",
  {
    workspaceId: workspaceId(),
    appId: text("app_id").notNull(),
    memberId: uuid("member_id").notNull(),
    adminId: text("admin_id").notNull(),
    adminName: text("admin_name").notNull(),
    linkedAt: at("linked_at").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.appId, it.memberId] }),
    foreignKey({
      name: "intercom_agents_account",
      columns: [it.workspaceId, it.appId],
      foreignColumns: [intercomAccounts.workspaceId, intercomAccounts.appId],
    }),
    foreignKey({
      name: "intercom_agents_member",
      columns: [it.workspaceId, it.memberId],
      foreignColumns: [members.workspaceId, members.memberId],
    }),
  ],
);

/** What admins changed about who may read what. Append-only. */
export const intercomChanges = pgTable(
  "intercom_changes",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    position: bigserial("position", { mode: "number" }).notNull(),
    appId: text("app_id").notNull(),
    change: text("change", {
      enum: ["connected", "linked", "access"],
    }).notNull(),
    /** No token, no text: names and ids of teammates and rules. */
    detail: json("detail").notNull(),
    changedAt: at("changed_at").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.position] })],
);
