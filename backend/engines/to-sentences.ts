import { isCourtesy } from "../../src/domain/courtesy.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import type { Sentence } from "../../src/domain/suggestion.ts";
import { EngineFault } from "./chat.ts";
import type { ModelSentence } from "./read-sentences.ts";
import { placeholdersIn, type DraftPrompt } from "./write-prompt.ts";

type Known = Pick<DraftPrompt, "passages" | "templates" | "placeholders">;

/**
 * What a model wrote as sentences that the guard can weigh: one at a time, whatever the model calls one, with the
 * sources that its marks name. A sentence that names none counts as courtesy only when it is; else the guard objects.
 * Throws EngineFault for a placeholder that was not in the prompt.
 */
export function toSentences(written: ModelSentence, known: Known): Sentence[] {
  const marks = [...new Set(written.sources.map(markOf))];
  const passageIds = marks.flatMap((mark) => known.passages.get(mark) ?? []);
  const templates = marks.flatMap((mark) => known.templates.get(mark) ?? []);
  return splitSentences(plain(written.text)).map((text): Sentence => {
    checkPlaceholders(text, known.placeholders);
    const approved = templates.find(({ paragraphs }) =>
      paragraphs.flat().includes(text),
    );
    if (approved)
      return {
        text,
        status: "template",
        sourceIds: [],
        templateId: approved.templateId,
        findings: [],
      };
    const sourceIds = [
      ...passageIds,
      ...templates.map(({ source }) => source.sourceId),
    ];
    return {
      text,
      status: sourceIds.length === 0 && isCourtesy(text) ? "courtesy" : "cited",
      sourceIds,
      templateId: null,
      findings: [],
    };
  });
}

/** "[P1]", "p1" and "P1: Returns" all mean P1; a summary names messages, M1. */
function markOf(said: string): string {
  return /[PTM]\d+/i.exec(said)?.[0].toUpperCase() ?? said;
}

/** Line breaks would begin a paragraph, and what cannot be seen can hide words from the reader. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cf}\p{Co}]/gu, "")
    .trim();
}

/** Anything like a placeholder that was not in the prompt: made up, mangled, or a guess at somebody else's data. */
const LIKE_A_PLACEHOLDER =
  /[⟦⟧〚〛]|\[\[|\]\]|\b(?:NAME|EMAIL|PHONE|CARD|IBAN|IP|SSN|ADDRESS)[ _-]?\d+\b/u;

function checkPlaceholders(text: string, allowed: Set<string>): void {
  let rest = text;
  for (const placeholder of placeholdersIn(text))
    if (allowed.has(placeholder)) rest = rest.replaceAll(placeholder, " ");
  if (LIKE_A_PLACEHOLDER.test(rest)) throw new EngineFault("placeholders");
}
