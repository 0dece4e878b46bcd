import type { Sentence } from "../../src/domain/suggestion.ts";
import { isFrame } from "../knowledge/reply-frame.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import { conflictsOf } from "../retrieval/conflicts.ts";
import { asks, stillAsked } from "./ask-for-fields.ts";
import type { DraftRequest } from "./engine.ts";
import { templateParagraphs } from "./fill-template.ts";

/**
 * Templates and past replies that may be the answer: near enough to the question to be drafted from, and contradicted by
 * nothing that is in force. A policy changes with its date; what was approved once has none.
 */
export function approvedFor(request: DraftRequest): Candidate[] {
  const passages = request.passages.map(({ passage }) => passage);
  return request.approved.filter(({ passage, score }) => {
    if (score < request.pack.thresholds.passage) return false;
    // What begins by asking answers nothing, also where the thread holds what it asks for.
    if (asks(passage.units[0]?.text ?? "")) return false;
    if (approvedReply(passage.documentId, request).length === 0) return false;
    const said = passage.units.map((unit) => ({ passage, text: unit.text }));
    return conflictsOf(said, passages).length === 0;
  });
}

/** The text as this reply says it: without greeting and signature, which the pack has its own of, and without asking for what is there. */
export function approvedReply(
  templateId: string,
  request: DraftRequest,
): Sentence[][] {
  const template = request.pack.templates.find(
    (one) => one.templateId === templateId,
  );
  if (!template) return [];
  return templateParagraphs(template, request.values)
    .filter(
      (paragraph) => !isFrame(paragraph.map(({ text }) => text).join(" ")),
    )
    .map((paragraph) => stillAsked(paragraph, template, request))
    .filter((paragraph) => paragraph.length > 0);
}
