import { splitSentences } from "../../src/domain/sentences.ts";
import type { Sentence } from "../../src/domain/suggestion.ts";

const PLACEHOLDER = /\{\{([\w.-]+)\}\}/g;

/** One line of text with its placeholders filled, or null when one of them has no value. */
export function fill(text: string, values: Map<string, string>): string | null {
  let isComplete = true;
  const filled = text.replace(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined || value === "") isComplete = false;
    return value ?? "";
  });
  return isComplete ? filled : null;
}

/** For greeting and closing: a missing name leaves no gap. "Hi ," becomes "Hi,". */
export function fillLoosely(text: string, values: Map<string, string>): string {
  return text
    .replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? "")
    .replace(/ +([,.!?])/g, "$1")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

/** Paragraphs of approved sentences. A sentence whose placeholder has no value is left out. */
export function templateParagraphs(
  template: { templateId: string; text: string },
  values: Map<string, string>,
): Sentence[][] {
  return template.text
    .split(/\n\s*\n/)
    .map((paragraph) =>
      splitSentences(paragraph).flatMap((sentence): Sentence[] => {
        const text = fill(sentence, values);
        return text === null
          ? []
          : [
              {
                text,
                status: "template",
                sourceIds: [],
                templateId: template.templateId,
                findings: [],
              },
            ];
      }),
    )
    .filter((sentences) => sentences.length > 0);
}
