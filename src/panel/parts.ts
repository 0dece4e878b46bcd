import {
  findingsOf,
  type Draft,
  type Finding,
  type Source,
  type Suggestion,
} from "../domain/suggestion.ts";
import { forbids } from "../domain/write-limit.ts";
import type { TabView } from "../messaging/panel-protocol.ts";
import type { FlagTarget, Part } from "./agent-store.ts";
import { words } from "./words.ts";

/** What of a suggestion the panel shows, numbers and may insert. */

/** The text that the main button inserts, or null: an abstention has none. */
export function mainPart(suggestion: Suggestion): Part | null {
  if (suggestion.answer.kind === "draft") return "reply";
  return suggestion.answer.kind === "brief" ? "brief" : null;
}

/** What is said aloud once it is there. */
export function announcementOf(suggestion: Suggestion | null): string {
  switch (suggestion?.answer.kind) {
    case "draft":
      return words.draftReady;
    case "brief":
      return words.internalBrief;
    case "abstention":
      return words.notDrafted;
    case undefined:
      return "";
  }
}

export function draftOf(suggestion: Suggestion, part: Part): Draft | null {
  const { answer } = suggestion;
  if (part === "reply") return answer.kind === "draft" ? answer.draft : null;
  if (answer.kind !== "brief") return null;
  return part === "brief" ? answer.brief : answer.acknowledgement;
}

/** Else Insert becomes Copy. */
export function mayInsertHere(
  { mayInsert, writeLimit }: TabView,
  part: Part,
): boolean {
  const isNote = part === "brief" || part === "handoff";
  return mayInsert && !forbids(writeLimit, isNote ? "internal" : "public");
}

/** How the worker knows a finding again. */
export function findingKey(finding: Finding): string {
  return `${finding.guardrail}:${finding.quote}`;
}

export function flagTargetOf(source: Source): FlagTarget {
  const { sourceId, documentId, title, owner } = source;
  return { sourceId, documentId, title, owner };
}

/** What F flags: the source opened last, else the first, else that there is none. null: nothing to say here. */
export function flagTargetIn(
  { answer, sources, intents }: Suggestion,
  openSources: string[],
): FlagTarget | null {
  const open = sources.find(({ sourceId }) => sourceId === openSources.at(-1));
  const source = open ?? sources[0];
  if (source) return flagTargetOf(source);
  if (answer.kind !== "abstention") return null;
  const { closest, missing } = answer.abstention;
  if (closest) return flagTargetOf(closest);
  return missing === "knowledge"
    ? {
        sourceId: null,
        documentId: null,
        title: intents[0]?.name ?? words.topicUnclear,
        owner: null,
      }
    : null;
}

export interface OpenFinding {
  key: string;
  finding: Finding;
  /** Sources of the sentence it is about. */
  sourceIds: string[];
}

/** Each finding once, in reading order, although two sentences may have the same. */
export function findingsToTick(draft: Draft): OpenFinding[] {
  const found = new Map<string, OpenFinding>();
  for (const sentence of draft.paragraphs.flat())
    for (const finding of sentence.findings) {
      const key = findingKey(finding);
      if (!found.has(key))
        found.set(key, { key, finding, sourceIds: sentence.sourceIds });
    }
  return [...found.values()];
}

export function hasFindings(draft: Draft): boolean {
  return findingsOf(draft).length > 0;
}

/** The number a source has in the panel: its place in the list, from 1. */
export function sourceNumber(
  sources: Source[],
  sourceId: string,
): number | null {
  const at = sources.findIndex((source) => source.sourceId === sourceId);
  return at < 0 ? null : at + 1;
}

/** Valid at this moment; a source without dates has never stopped being so. */
export function isInForce(source: Source, now: Date): boolean {
  const at = now.getTime();
  const from =
    source.effectiveFrom === null
      ? -Infinity
      : Date.parse(source.effectiveFrom);
  const until =
    source.effectiveUntil === null
      ? Infinity
      : Date.parse(source.effectiveUntil);
  return from <= at && at < until;
}

/** Ids in the page, so that a mark can lead to its row. */
export const sourceRowId = (n: number) => `source-${n}`;
export const findingTickId = (n: number) => `finding-${n}`;

/** Brings a place of the panel into sight and, if asked, gives it the focus. */
export function goTo(id: string, focus: boolean): void {
  const place = document.getElementById(id);
  place?.scrollIntoView?.({ block: "nearest" });
  if (focus) place?.focus();
}
