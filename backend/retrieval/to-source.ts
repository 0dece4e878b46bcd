import type { Passage } from "../knowledge/passage.ts";
import type { Source } from "../../src/domain/suggestion.ts";

/** A passage as it was when it was found. */
export function toSource(passage: Passage, score: number): Source {
  return {
    sourceId: passage.passageId,
    documentId: passage.documentId,
    title: passage.title,
    section: passage.section,
    text: passage.text,
    effectiveFrom: passage.effectiveFrom,
    effectiveUntil: passage.effectiveUntil,
    owner: passage.owner,
    audience: passage.audience,
    url: passage.url,
    score: Math.round(score * 1000) / 1000,
  };
}
