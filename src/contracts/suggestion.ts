import * as z from "zod";
import {
  CAPABILITIES,
  FALLBACK_REASONS,
  type Conflict,
  type Draft,
  type EngineUsed,
  type ExtractedField,
  type Finding,
  type Source,
  type Suggestion,
  type Summary,
} from "../domain/suggestion.ts";
import { isoTime, ticketRef } from "./ticket.ts";

export const source: z.ZodType<Source> = z.object({
  sourceId: z.string(),
  documentId: z.string(),
  title: z.string(),
  section: z.string().nullable(),
  text: z.string(),
  effectiveFrom: isoTime.nullable(),
  effectiveUntil: isoTime.nullable(),
  owner: z.string().nullable(),
  audience: z.enum(["public", "internal"]),
  url: z.string().nullable(),
  score: z.number(),
});

export const finding: z.ZodType<Finding> = z.object({
  guardrail: z.string(),
  message: z.string(),
  quote: z.string(),
});

const quoted = z.object({ sourceId: z.string(), quote: z.string() });

export const conflict: z.ZodType<Conflict> = z.object({
  kind: z.enum(["number", "duration", "yes_no"]),
  said: quoted,
  against: quoted,
});

export const draft: z.ZodType<Draft> = z.object({
  destination: z.enum(["public", "internal"]),
  paragraphs: z.array(
    z.array(
      z.object({
        text: z.string(),
        status: z.enum(["cited", "template", "courtesy", "flagged"]),
        sourceIds: z.array(z.string()),
        templateId: z.string().nullable(),
        findings: z.array(finding),
      }),
    ),
  ),
});

export const engineUsed: z.ZodType<EngineUsed> = z.object({
  engineId: z.string(),
  promptVersion: z.string(),
  /** Missing in what was stored before there were any; one that a newer backend has and we do not know offers nothing. */
  capabilities: z.array(z.enum(CAPABILITIES)).catch([]),
  fallback: z
    .object({
      engineId: z.string(),
      reason: z.enum(FALLBACK_REASONS).catch("failed"),
      message: z.string(),
    })
    .optional(),
});

export const suggestion: z.ZodType<Suggestion> = z.object({
  suggestionId: z.uuid(),
  ticket: ticketRef,
  lastMessageId: z.string(),
  createdAt: isoTime,
  releaseNumber: z.number().int(),
  intents: z
    .array(
      z.object({ intentId: z.string(), name: z.string(), score: z.number() }),
    )
    .max(3),
  risk: z.enum(["low", "medium", "high"]),
  language: z.string().nullable(),
  // Missing in what was made and stored before there was any, and from an older backend.
  sentiment: z
    .object({
      score: z.number().min(-1).max(1),
      mood: z.enum(["calm", "upset", "very_upset"]),
    })
    .nullable()
    .default(null),
  answer: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("draft"), draft }),
    z.object({
      kind: z.literal("brief"),
      brief: draft,
      acknowledgement: draft.nullable(),
    }),
    z.object({
      kind: z.literal("abstention"),
      abstention: z.object({
        missing: z.enum([
          "knowledge",
          "customer_data",
          "clear_question",
          "language",
        ]),
        message: z.string(),
        missingFields: z.array(z.string()),
        closest: source.nullable(),
      }),
    }),
  ]),
  sources: z.array(source),
  searchNote: z.string().optional(),
  // What was made and stored before there were conflicts has none.
  conflicts: z.array(conflict).default([]),
  nextSteps: z.array(z.string()),
  engine: engineUsed,
  timings: z.record(z.string(), z.number()),
});

export const summary: z.ZodType<Summary> = z.object({
  lines: z.array(
    z.object({
      label: z.enum(["problem", "done", "open", "promised"]),
      text: z.string(),
      messageId: z.string(),
    }),
  ),
  attachmentsNotRead: z.number().int(),
  // An older backend does not say.
  engine: engineUsed.nullable().default(null),
});

export const extractedField: z.ZodType<ExtractedField> = z.object({
  fieldId: z.string(),
  label: z.string(),
  required: z.boolean(),
  value: z.string().nullable(),
  // An older backend says neither.
  normalised: z.string().nullable().default(null),
  confidence: z.number().nullable().default(null),
  quote: z.string().nullable(),
  messageId: z.string().nullable(),
  candidates: z.array(z.string()),
});
