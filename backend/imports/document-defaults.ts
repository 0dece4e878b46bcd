import type { KnowledgeDocument } from "../../src/domain/policy-pack.ts";

/** What the person who imports says of all documents that say nothing themselves. */
export interface DocumentDefaults {
  owner: string | null;
  audience: "public" | "internal" | null;
  product: string | null;
  locale: string | null;
  /** ISO 8601 UTC; `edited`: the day on which the source says it was edited last. null: not stated. */
  effectiveFrom: string | "edited" | null;
  reviewBy: string | null;
  /** IANA zone of dates that are written without one. */
  timeZone: string;
}

/** Nothing is guessed: a missing owner or date stays missing, and is shown so wherever the document is cited. */
export function withDefaults(
  said: Pick<KnowledgeDocument, "documentId" | "title" | "body"> &
    Partial<KnowledgeDocument>,
  defaults: DocumentDefaults,
  editedAt: string | null,
): KnowledgeDocument {
  const from =
    defaults.effectiveFrom === "edited" ? editedAt : defaults.effectiveFrom;
  return {
    documentId: said.documentId,
    title: said.title,
    owner: said.owner ?? defaults.owner,
    effectiveFrom: said.effectiveFrom ?? from,
    effectiveUntil: said.effectiveUntil ?? null,
    reviewBy: said.reviewBy ?? defaults.reviewBy,
    // Who may read it is unknown, and unknown counts as internal.
    audience: said.audience ?? defaults.audience ?? "internal",
    product: said.product ?? defaults.product,
    locale: said.locale ?? defaults.locale,
    sourceUrl: said.sourceUrl ?? null,
    body: said.body,
  };
}
