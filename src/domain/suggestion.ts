import type { RiskTier } from "./risk-tier.ts";
import type { Sentiment } from "./sentiment.ts";
import type { TicketRef } from "./ticket.ts";

/** What a sentence rests on. Shown as "matches source", never "verified". */
export type SentenceStatus = "cited" | "template" | "courtesy" | "flagged";

/** One objection of one guardrail, with the words it objects to. */
export interface Finding {
  /** The guardrail's id, which is its file's name. */
  guardrail: string;
  /** One line for the agent: `Promises a day: "by Friday"`. */
  message: string;
  quote: string;
}

/** A passage as it was when the suggestion was made. */
export interface Source {
  /** Passage id: content hash of document version and position, so that a record can be replayed. */
  sourceId: string;
  documentId: string;
  title: string;
  /** Heading path inside the document, null when the document has no headings. */
  section: string | null;
  text: string;
  /** Half-open validity [effectiveFrom, effectiveUntil), ISO 8601 UTC. null: not stated, and said so. */
  effectiveFrom: string | null;
  effectiveUntil: string | null;
  owner: string | null;
  audience: "public" | "internal";
  url: string | null;
  score: number;
}

export interface Sentence {
  text: string;
  status: SentenceStatus;
  /** Ids of the sources this sentence rests on. */
  sourceIds: string[];
  /** Id of the approved template, for status `template`. */
  templateId: string | null;
  findings: Finding[];
}

export type ConflictKind = "number" | "duration" | "yes_no";

/** Two sources in force that set the same rule differently. Both are shown; nothing here chooses between them. */
export interface Conflict {
  kind: ConflictKind;
  /** What the draft rests on. */
  said: { sourceId: string; quote: string };
  against: { sourceId: string; quote: string };
}

/** Where a text may go. A customer draft never enters a note, a brief never enters a public reply. */
export type Destination = "public" | "internal";

export interface Draft {
  destination: Destination;
  /** Paragraphs of sentences, in reading order. */
  paragraphs: Sentence[][];
}

/** What is missing when Heed does not draft. */
export interface Abstention {
  missing: "knowledge" | "customer_data" | "clear_question" | "language";
  /** The sentence the agent reads. */
  message: string;
  /** Field ids of the pack that the ticket lacks, for `customer_data`. */
  missingFields: string[];
  /** The nearest passage, in force or not, so that the agent can look for themselves. */
  closest: Source | null;
}

/** What an engine can do with an agent's wish for another draft. What it cannot is not offered. */
export const CAPABILITIES = [
  "instruction",
  "tone",
  "shorter",
  "longer",
  "rewrite",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Whose words a text is, and what can be asked of it. */
export interface EngineUsed {
  engineId: string;
  promptVersion: string;
  capabilities: Capability[];
  /** Another engine was asked and gave nothing that could be used. Missing: the one that was asked wrote it. */
  fallback?: EngineFallback | undefined;
}

export interface EngineFallback {
  /** The engine that was asked. */
  engineId: string;
  reason: FallbackReason;
  /** The sentence the agent reads. */
  message: string;
}

export const FALLBACK_REASONS = [
  "busy",
  "cut",
  "declined",
  "failed",
  "key_refused",
  "no_answer",
  "not_understood",
  "over_budget",
  "placeholders",
  "slow",
  "too_long",
  "unknown_model",
  "unreachable",
  "unreadable",
] as const;
export type FallbackReason = (typeof FALLBACK_REASONS)[number];

export interface IntentGuess {
  intentId: string;
  name: string;
  /** 0 to 1. */
  score: number;
}

export type Answer =
  | { kind: "draft"; draft: Draft }
  | { kind: "brief"; brief: Draft; acknowledgement: Draft | null }
  | { kind: "abstention"; abstention: Abstention };

export interface Suggestion {
  suggestionId: string;
  ticket: TicketRef;
  /** The customer message this answers. A newer one supersedes the suggestion. */
  lastMessageId: string;
  createdAt: string;
  releaseNumber: number;
  /** What was answered for first, then by likeness; at most three. Empty when nothing was close. */
  intents: IntentGuess[];
  risk: RiskTier;
  /** BCP 47, or null when it could not be told. */
  language: string | null;
  /** Of the customer's newest message. null: not in English, or nobody can tell. */
  sentiment: Sentiment | null;
  answer: Answer;
  sources: Source[];
  /** What the agent should know of how they were found, in one sentence. Missing: by words and by meaning, as always. */
  searchNote?: string | undefined;
  /** Where sources of the draft are contradicted; what contradicts them is among `sources`. */
  conflicts: Conflict[];
  /** The policy's checklist for this intent. */
  nextSteps: string[];
  engine: EngineUsed;
  timings: Record<string, number>;
}

/** Key moments of the thread, each with the message it comes from. */
export interface Summary {
  lines: {
    label: "problem" | "done" | "open" | "promised";
    text: string;
    messageId: string;
  }[];
  attachmentsNotRead: number;
  /** Whose words the lines are. Able to `rewrite`: a model can say them otherwise. null: an older backend's. */
  engine: EngineUsed | null;
}

export interface ExtractedField {
  fieldId: string;
  label: string;
  required: boolean;
  /** As the ticket has it; null: not in the ticket. Never guessed. */
  value: string | null;
  /** In one spelling (`2026-03-12`, `18:35`, `12.50 EUR`, `P14D`); null: it could not be told. */
  normalised: string | null;
  /** 0 to 1: as learned from marked examples, else one in so many values that fit equally well. null: no value. */
  confidence: number | null;
  quote: string | null;
  messageId: string | null;
  /** Other values that would also fit, when the ticket is ambiguous. */
  candidates: string[];
}

export function sentencesOf(draft: Draft): Sentence[] {
  return draft.paragraphs.flat();
}

/** The reply as plain text: sentences of a paragraph joined by a space, paragraphs by a blank line. */
export function textOf(draft: Draft): string {
  return draft.paragraphs
    .map((paragraph) => paragraph.map((sentence) => sentence.text).join(" "))
    .join("\n\n");
}

export function findingsOf(draft: Draft): Finding[] {
  return sentencesOf(draft).flatMap((sentence) => sentence.findings);
}

/** The customer-facing text of a suggestion, or null when there is none to send. */
export function customerDraftOf(suggestion: Suggestion): Draft | null {
  return suggestion.answer.kind === "draft" ? suggestion.answer.draft : null;
}
