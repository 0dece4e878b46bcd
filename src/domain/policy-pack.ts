import type { RiskTier } from "./risk-tier.ts";

/** Pack v1: a folder of data (design: one file or folder per property). Dates are ISO 8601 UTC once parsed. */
export interface PolicyPack {
  formatVersion: 1;
  name: string;
  owner: string;
  /** IANA zone in which the pack's local dates were written. */
  timeZone: string;
  languages: string[];
  knowledge: KnowledgeDocument[];
  notices: Notice[];
  intents: Intent[];
  templates: Template[];
  fields: FieldDefinition[];
  tone: Tone;
  guardrails: GuardrailSettings;
  thresholds: Thresholds;
  selectors: Record<string, string[]>;
  flags: {
    disabledAdapters: string[];
    disabledFeatures: string[];
    groups: Record<string, string[]>;
  };
}

export interface KnowledgeDocument {
  /** The file's name without `.md`. */
  documentId: string;
  title: string;
  owner: string | null;
  /** Half-open [from, until). */
  effectiveFrom: string | null;
  effectiveUntil: string | null;
  reviewBy: string | null;
  audience: "public" | "internal";
  product: string | null;
  locale: string | null;
  sourceUrl: string | null;
  /** Markdown without the front matter. */
  body: string;
}

export interface Notice {
  noticeId: string;
  intents: string[];
  from: string;
  until: string;
  owner: string | null;
  text: string;
}

export interface Intent {
  intentId: string;
  name: string;
  description: string;
  examples: string[];
  risk: RiskTier;
  route: string | null;
  /** Template that opens the reply, or null. */
  templateId: string | null;
  /** Pre-approved acknowledgement for a high-risk intent, or null. */
  acknowledgementId: string | null;
  checklist: string[];
  requiredFields: string[];
  /** When to hand off instead of replying, in words for the agent. */
  handoff: string | null;
}

export interface Template {
  templateId: string;
  intents: string[];
  audience: "public" | "internal";
  approvedBy: string;
  /** Text with {{placeholders}}: customer.name, customer.firstName, agent.name, ticket.subject, field.<id>. */
  text: string;
}

export interface FieldDefinition {
  fieldId: string;
  label: string;
  type:
    | "text"
    | "number"
    | "date"
    | "time"
    | "period"
    | "amount"
    | "email"
    | "phone"
    | "enum";
  /** Regular expression source; the first group, if any, is the value. */
  pattern: string | null;
  enum: string[];
  unit: string | null;
  /** Values, or sentences in which the value stands in brackets: `bought on [12 March]`. */
  examples: string[];
  required: boolean;
}

export interface Tone {
  voice: string;
  bannedPhrases: string[];
  /** Template text; may use {{customer.firstName}}. */
  greeting: string;
  closing: string;
  languages: string[];
  /** Absent in packs that were released before there were any. */
  limits?: ToneLimits | undefined;
}

/** At most this many in one sentence. What is left out has no limit. */
export interface ToneLimits {
  exclamationMarks?: number | undefined;
  emoji?: number | undefined;
  wordsInCapitals?: number | undefined;
  words?: number | undefined;
}

export interface GuardrailSettings {
  /** A language model that drafts for a customer is shown the ticket's internal notes. Missing: it is not. */
  notesInformDrafts?: boolean | undefined;
  /** Guardrail ids switched off. All others are on. */
  disabled: string[];
  /** Commitments a reply may make only if a cited document says so. */
  commitments: {
    commitmentId: string;
    words: string[];
    documents: string[];
    limit: string | null;
  }[];
}

export interface Thresholds {
  /** Below this intent score (0 to 1) Heed abstains: no clear question. */
  intent: number;
  /** Below this passage score (0 to 1) Heed abstains: no knowledge. */
  passage: number;
  /** At or above this intent score a low-risk draft is inserted in one key. */
  oneKeyInsert: number;
  handoff: {
    confidenceBelow: number;
    /** Below this score (-1 to 1) the customer is "very upset" in the panel. */
    sentimentBelow: number;
    repeatedQuestion: number;
    afterBot: boolean;
  };
}
