import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at, bytea, json, workspaceId } from "./columns.ts";
import { workspaces } from "./people-tables.ts";

/** The newest one that is not rolled back is live. */
export const releases = pgTable(
  "releases",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    number: integer("number").notNull(),
    packName: text("pack_name").notNull(),
    /** PolicyPack */
    pack: json("pack").notNull(),
    /** SHA-256, hex, of each part. */
    knowledgeHash: text("knowledge_hash").notNull(),
    workflowHash: text("workflow_hash").notNull(),
    behaviourHash: text("behaviour_hash").notNull(),
    createdAt: at("created_at").notNull(),
    rolledBackAt: at("rolled_back_at"),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.number] })],
);

/** A cache: everything in it can be computed again. Bytes, so that no extension of the database is needed. */
export const embeddings = pgTable(
  "embeddings",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    embedder: text("embedder").notNull(),
    textHash: text("text_hash").notNull(),
    /** Float32, little-endian. */
    vector: bytea("vector").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.embedder, it.textHash] })],
);
