/** A piece of a document that can be found, shown and cited on its own. */
export interface Passage {
  /** Content hash of document version and position: the same text at the same place has the same id. */
  passageId: string;
  documentId: string;
  /** Hash of all that a reader of the document could see, its dates and its labels. */
  documentVersion: string;
  /** Place in the document, from 0. */
  position: number;
  /** `approved`: a template or past reply that somebody approved, looked for on its own beside the knowledge. */
  kind: "article" | "notice" | "approved";
  title: string;
  /** Heading path, null when the document has no headings. */
  section: string | null;
  /** Plain text: the document's words without its markup. */
  text: string;
  units: Unit[];
  audience: "public" | "internal";
  /** Half-open [effectiveFrom, effectiveUntil). null: not stated. */
  effectiveFrom: string | null;
  effectiveUntil: string | null;
  owner: string | null;
  url: string | null;
  locale: string | null;
  product: string | null;
  /** Intents a notice or an approved reply is for. Empty for articles, and for replies that nobody gave one. */
  intents: string[];
}

/** What the extractive engine may say in one breath: a sentence, or a whole list with its lead-in. */
export interface Unit {
  text: string;
  kind: "sentence" | "list" | "table";
}
