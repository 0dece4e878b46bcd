import {
  bigint,
  bigserial,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { at, json, workspaceId } from "./columns.ts";
import { ofMember } from "./people-tables.ts";

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

type Column = Parameters<typeof foreignKey>[0]["columns"][0];

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
