import { compare } from "./time-order.ts";

/** What an agent says beside the outcome: about a source, about a field, about an edit of their own. */

export const SOURCE_PROBLEMS = ["wrong", "out_of_date", "missing"] as const;
export type SourceProblem = (typeof SOURCE_PROBLEMS)[number];

/** One agent's word on one passage, for its owner. */
export interface SourceFlag {
  at: string;
  /** The passage; null: there is none, and there should be. */
  sourceId: string | null;
  documentId: string | null;
  /** The document's title; without a passage, the topic that has none. */
  title: string;
  owner: string | null;
  /** null: taken back. */
  problem: SourceProblem | null;
  note: string | null;
}

/** What the agent put in the place of what was read in the ticket. */
export interface FieldCorrection {
  at: string;
  fieldId: string;
  /** What had been read; null: nothing had. */
  from: string | null;
  value: string;
}

/** What an agent mainly changed in a draft before sending it. */
export const EDIT_CLASSES = [
  "fact",
  "missing_step",
  "tone",
  "length",
  "personal",
] as const;
export type EditClass = (typeof EDIT_CLASSES)[number];

export interface EditClassing {
  at: string;
  /** null: asked, and waved away. */
  editClass: EditClass | null;
}

/** The newest word on each passage or field counts, in whatever order they arrive. */
export function withNewest<T extends { at: string }>(
  said: T[] | undefined,
  fresh: T,
  subjectOf: (it: T) => string,
): T[] {
  const subject = subjectOf(fresh);
  const others = (said ?? []).filter((it) => subjectOf(it) !== subject);
  const before = said?.find((it) => subjectOf(it) === subject);
  return [...others, newer(before, fresh)].toSorted((a, b) =>
    compare(subjectOf(a), subjectOf(b)),
  );
}

/** By time; at the same time by content, so that the order of arrival never matters. */
export function newer<T extends { at: string }>(
  before: T | undefined,
  fresh: T,
): T {
  if (!before) return fresh;
  const order =
    compare(before.at, fresh.at) ||
    compare(JSON.stringify(before), JSON.stringify(fresh));
  return order >= 0 ? before : fresh;
}

/** Of an agent's edits at most one in so many is asked about. */
export const EDITS_PER_QUESTION = 10;

/**
 * Whether to ask the agent what an edit was about. By the suggestion's id alone, so that the same edit is always or
 * never asked about, and never within ten edits of the last question.
 * `editedBefore`: ids of this agent's edited suggestions, oldest first.
 */
export function asksAboutEdit(
  suggestionId: string,
  editedBefore: string[],
): boolean {
  return (
    isPicked(suggestionId) &&
    !editedBefore.slice(1 - EDITS_PER_QUESTION).some(isPicked)
  );
}

/** A random id's last four hex digits are as good as a die. */
function isPicked(suggestionId: string): boolean {
  return parseInt(suggestionId.slice(-4), 16) % EDITS_PER_QUESTION === 0;
}
