import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, json } from "./columns.ts";

export * from "./intercom-tables.ts";
export * from "./knowledge-tables.ts";

/**
 * Every table carries the workspace id, first in its key. Row-level security on it, and what the app may do with each
 * table, is written by hand: in migrations/0001_row_level_security.sql, and for a later table below its own CREATE (a test says
 * which lack it).
 */
const workspaceId = () => text("workspace_id").notNull();
const at = (name: string) => timestamp(name, { withTimezone: true });

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

/** One row per suggestion asked for, from the moment it is asked for, so that the funnel misses none. */
export const suggestions = pgTable(
  "suggestions",
  {
    workspaceId: workspaceId(),
    suggestionId: text("suggestion_id").notNull(),
    memberId: uuid("member_id").notNull(),
    /** SuggestionRecord; null until it is answered. */
    record: json("record"),
    answer: text("answer", { enum: ["draft", "brief", "abstention"] }),
    /** Why there is no answer; null: there is one. `unfinished` while it is being made, and after a crash. */
    failure: text("failure", { enum: ["unfinished", "aborted", "error"] }),
    createdAt: at("created_at").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.suggestionId] }),
    ofMember("suggestions_member", it),
  ],
);

/** The log: append-only, in the order of `position` within a workspace. Gaps in `position` mean nothing. */
export const signals = pgTable(
  "signals",
  {
    workspaceId: workspaceId(),
    position: bigserial("position", { mode: "number" }).notNull(),
    signalId: text("signal_id").notNull(),
    suggestionId: text("suggestion_id").notNull(),
    revision: bigint("revision", { mode: "number" }).notNull(),
    /** Who sent it: the member of the token, not what the signal claims. */
    memberId: uuid("member_id").notNull(),
    /** Signal */
    body: json("body").notNull(),
    /** How it came: next in turn, with earlier revisions still missing, or after a later one. */
    arrival: text("arrival", {
      enum: ["in_turn", "after_gap", "late"],
    }).notNull(),
    receivedAt: at("received_at").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.position] }),
    unique("signals_once").on(it.workspaceId, it.signalId),
    index("signals_of_suggestion").on(it.workspaceId, it.suggestionId),
    ofMember("signals_member", it),
    ofSuggestion("signals_suggestion", it),
  ],
);

/** What counts of each suggestion now: its signal with the highest revision. Can be rebuilt from the log. */
export const suggestionOutcomes = pgTable(
  "suggestion_outcomes",
  {
    workspaceId: workspaceId(),
    suggestionId: text("suggestion_id").notNull(),
    revision: bigint("revision", { mode: "number" }).notNull(),
    outcome: text("outcome", {
      enum: [
        "pending",
        "accepted",
        "edited",
        "rejected",
        "ignored",
        "superseded",
      ],
    }).notNull(),
    displayed: boolean("displayed").notNull(),
    inserted: boolean("inserted").notNull(),
    receivedAt: at("received_at").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.suggestionId] }),
    ofSuggestion("suggestion_outcomes_suggestion", it),
  ],
);

/**
 * What agents said about sources, for their owners: one row per suggestion and passage, kept up to date from the
 * signals. Open: `problem` is set and `closedAt` is not. Can be rebuilt from the log, but for `closedAt`.
 */
export const sourceFlags = pgTable(
  "source_flags",
  {
    workspaceId: workspaceId(),
    flagId: bigserial("flag_id", { mode: "number" }).notNull(),
    suggestionId: text("suggestion_id").notNull(),
    /** The passage; '' when it is said that there is none. */
    sourceId: text("source_id").notNull(),
    documentId: text("document_id"),
    title: text("title").notNull(),
    owner: text("owner"),
    /** null: taken back. */
    problem: text("problem", { enum: ["wrong", "out_of_date", "missing"] }),
    /** Redacted. */
    note: text("note"),
    intentId: text("intent_id"),
    releaseNumber: integer("release_number").notNull(),
    memberId: uuid("member_id").notNull(),
    flaggedAt: at("flagged_at").notNull(),
    /** Of the signal that says it. */
    revision: bigint("revision", { mode: "number" }).notNull(),
    receivedAt: at("received_at").notNull(),
    closedAt: at("closed_at"),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.flagId] }),
    unique("source_flags_once").on(
      it.workspaceId,
      it.suggestionId,
      it.sourceId,
    ),
    index("source_flags_of_document").on(it.workspaceId, it.documentId),
    ofMember("source_flags_member", it),
    ofSuggestion("source_flags_suggestion", it),
  ],
);

/** Signals that could not be stored, each once. */
export const deadLetters = pgTable(
  "dead_letters",
  {
    workspaceId: workspaceId(),
    position: bigserial("position", { mode: "number" }).notNull(),
    /** SHA-256 of the body and the reason: a batch that is sent again adds nothing. */
    letterHash: text("letter_hash").notNull(),
    signalId: text("signal_id"),
    reason: text("reason").notNull(),
    /** JSON as text: its shape is unknown, and `jsonb` refuses some. null: too long or too deep to keep. */
    body: text("body"),
    memberId: uuid("member_id").notNull(),
    receivedAt: at("received_at").notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.position] }),
    unique("dead_letters_once").on(it.workspaceId, it.letterHash),
    ofMember("dead_letters_member", it),
  ],
);

/** What a workspace may spend on language models in a month. No row: as much as it likes. */
export const modelBudgets = pgTable(
  "model_budgets",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    /** null: not limited in this. */
    tokens: bigint("tokens", { mode: "number" }),
    /** Millionths of the currency in which prices are given. */
    moneyMicros: bigint("money_micros", { mode: "number" }),
    setAt: at("set_at").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId] })],
);

/** What was spent, by calendar month in UTC. */
export const modelUsage = pgTable(
  "model_usage",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    /** `2026-11` */
    month: text("month").notNull(),
    inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
    outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
    moneyMicros: bigint("money_micros", { mode: "number" }).notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.month] })],
);

type Column = Parameters<typeof foreignKey>[0]["columns"][0];

function ofMember(name: string, it: { workspaceId: Column; memberId: Column }) {
  return foreignKey({
    name,
    columns: [it.workspaceId, it.memberId],
    foreignColumns: [members.workspaceId, members.memberId],
  });
}

function ofSuggestion(
  name: string,
  it: { workspaceId: Column; suggestionId: Column },
) {
  return foreignKey({
    name,
    columns: [it.workspaceId, it.suggestionId],
    foreignColumns: [suggestions.workspaceId, suggestions.suggestionId],
  });
}
