import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at, json, workspaceId } from "./columns.ts";
import { workspaces } from "./people-tables.ts";

/**
 * What was imported and is not yet, or no longer, live: the candidate. Nothing here is read by retrieval; a release
 * copies it. Row-level security is in the end of migrations/0003_knowledge.sql.
 */
const ofWorkspace = () =>
  workspaceId().references(() => workspaces.workspaceId);

/** One place that knowledge comes from, with the import of it that runs now or ran last. */
export const knowledgeSources = pgTable(
  "knowledge_sources",
  {
    workspaceId: ofWorkspace(),
    /** `zendesk:acme` */
    sourceId: text("source_id").notNull(),
    /** Number of the newest import of this source. */
    run: integer("run").notNull(),
    state: text("state", { enum: ["running", "finished"] }).notNull(),
    /** Who writes: an older import of the same source that still runs finds another token here and stops. */
    runToken: text("run_token").notNull(),
    /** Hash of what decides which items are read: only an equal import goes on where a killed one stopped. */
    settingsHash: text("settings_hash").notNull(),
    /** Where the next page begins, as `{ at }`. */
    cursor: json("cursor").notNull(),
    startedAt: at("started_at").notNull(),
    finishedAt: at("finished_at"),
    /** When the newest import that finished had begun: an incremental one asks for what changed since. */
    readUpTo: at("read_up_to"),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId] })],
);

/** One article, macro or page of a source. A row stays when the thing is gone; `contentHash` is null then. */
export const knowledgeItems = pgTable(
  "knowledge_items",
  {
    workspaceId: ofWorkspace(),
    sourceId: text("source_id").notNull(),
    /** The source's own id, with the locale where there are several. */
    itemId: text("item_id").notNull(),
    title: text("title").notNull(),
    /** In the candidate with this content; null: not in it. */
    contentHash: text("content_hash"),
    /** Why it was left out when it was read last; null: it was not. */
    leftOut: text("left_out"),
    /** The newest import that saw it, and what that import found: part of the candidate once the import finishes. */
    seenRun: integer("seen_run").notNull(),
    seenHash: text("seen_hash"),
    seenLeftOut: text("seen_left_out"),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.sourceId, it.itemId] })],
);

/** Every version of every item, by the hash of its content. */
export const knowledgeContents = pgTable(
  "knowledge_contents",
  {
    workspaceId: ofWorkspace(),
    contentHash: text("content_hash").notNull(),
    /** ImportedContent */
    content: json("content").notNull(),
    firstSeenAt: at("first_seen_at").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.contentHash] })],
);

/** What people here say about imported items, over what the source says; kept when the source is imported again. */
export const knowledgeLabels = pgTable(
  "knowledge_labels",
  {
    workspaceId: ofWorkspace(),
    /** A document's id, or the beginning of several: `zendesk:acme`. */
    documentId: text("document_id").notNull(),
    /** Labels */
    labels: json("labels").notNull(),
    setAt: at("set_at").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.documentId] })],
);
