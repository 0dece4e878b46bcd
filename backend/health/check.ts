import type {
  KnowledgeDocument,
  PolicyPack,
} from "../../src/domain/policy-pack.ts";
import type { OpenFlag } from "../signals/source-flags.ts";

/** One thing that may be wrong with knowledge. One file each, with its line in index.ts. */
export interface HealthCheck {
  /** The file's name. */
  id: string;
  title: string;
  /** One sentence: what is listed, of what. */
  means: string;
  find(facts: HealthFacts): HealthRow[];
}

export interface HealthRow {
  /** null: the row is about an intent, not a document. */
  documentId: string | null;
  intentId: string | null;
  title: string;
  owner: string | null;
  /** What is wrong, in one line. */
  says: string;
  /** What to do, in one line, with the command or the file. */
  mend: string;
}

/** What was live, and what became of it. Pure data: every check is a function of this alone. */
export interface HealthFacts {
  now: Date;
  pack: PolicyPack;
  /** Suggestions of the last `WINDOW_DAYS` days, in no order. */
  suggestions: PastSuggestion[];
  flags: OpenFlag[];
}

/** How far back a check looks. */
export const WINDOW_DAYS = 90;

export interface PastSuggestion {
  /** Document → its sentences that were shown as cited. */
  cited: { documentId: string; sentences: string[] }[];
  /** What the agent sent, redacted; null: nothing, or nothing is known yet. */
  sentText: string | null;
  /** null: not rejected. */
  rejectedBecause: string | null;
  /** The intent that it was answered for; null: none was clear. */
  intentId: string | null;
  /** It abstained because no source answers. */
  lackedSource: boolean;
}

/** A row about one document, with its mend: in the pack's folder, or by a label where it was imported. */
export function rowOf(
  document: KnowledgeDocument,
  says: string,
  mend: { inPack: string; imported: string },
): HealthRow {
  const { documentId, title, owner } = document;
  const isImported = documentId.includes(":");
  return {
    documentId,
    intentId: null,
    title,
    owner,
    says,
    mend: isImported
      ? `${mend.imported.replaceAll("ID", documentId)}, then npx heed release create`
      : `knowledge/${documentId}.md: ${mend.inPack}, then npx heed release create DIR`,
  };
}
