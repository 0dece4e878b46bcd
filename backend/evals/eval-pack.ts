import type {
  KnowledgeDocument,
  PolicyPack,
} from "../../src/domain/policy-pack.ts";

/** A pack that is nothing but its knowledge: no intents, no templates, nothing posted. */
export function packOfKnowledge(knowledge: KnowledgeDocument[]): PolicyPack {
  return {
    formatVersion: 1,
    name: "evaluation",
    owner: "evaluation",
    timeZone: "UTC",
    languages: ["en"],
    knowledge,
    notices: [],
    intents: [],
    templates: [],
    fields: [],
    tone: {
      voice: "",
      bannedPhrases: [],
      greeting: "",
      closing: "",
      languages: ["en"],
    },
    guardrails: { disabled: [], commitments: [] },
    thresholds: {
      intent: 0.5,
      passage: 0.5,
      oneKeyInsert: 0.8,
      handoff: {
        confidenceBelow: 0.4,
        sentimentBelow: -0.5,
        repeatedQuestion: 3,
        afterBot: false,
      },
    },
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [], groups: {} },
  };
}

export function document(
  fields: Pick<KnowledgeDocument, "documentId" | "title" | "body"> &
    Partial<KnowledgeDocument>,
): KnowledgeDocument {
  return {
    owner: null,
    effectiveFrom: null,
    effectiveUntil: null,
    reviewBy: null,
    audience: "public",
    product: null,
    locale: null,
    sourceUrl: null,
    ...fields,
  };
}
