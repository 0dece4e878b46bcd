import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at, workspaceId } from "./columns.ts";
import { workspaces } from "./people-tables.ts";

/** Who made a release or took one back, and when; only ever added to. It says all by itself, also beside `releases`. */
export const releaseLog = pgTable(
  "release_log",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    /** From 1, without gap. */
    sequence: integer("sequence").notNull(),
    at: at("at").notNull(),
    action: text("action", { enum: ["created", "rolled_back"] }).notNull(),
    /** Of the release that was made, or that answers no more. */
    number: integer("number").notNull(),
    /** SHA-256, hex, of each part of that release. */
    knowledgeHash: text("knowledge_hash").notNull(),
    workflowHash: text("workflow_hash").notNull(),
    behaviourHash: text("behaviour_hash").notNull(),
    /** The release that answers from then on; null: none. */
    live: integer("live"),
    /** A name, as it was given. */
    by: text("by").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.sequence] }),
    check(
      "release_log_action",
      sql`${it.action} in ('created', 'rolled_back')`,
    ),
  ],
);
