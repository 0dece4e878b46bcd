import type { Guardrail } from "./guardrail.ts";
import { supportOf } from "./support.ts";
import { isVerbatim, withoutAnswer } from "./terms.ts";

/** On BEGIN's development rows (wow) 9 in 10 fully attributable answers pass the whole guard with it (`heed eval grounding`). */
export const ENOUGH_SUPPORT = 0.7;

/** Who names all there are finds any word in one or another. */
const MOST_SOURCES = 3;

export const matchesSource: Guardrail = {
  id: "matches-source",
  because:
    "A sentence marked with a source has to say what that source says; one marked as approved has to be the approved text.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const { text, status, sourceIds, templateId } = sentence;
    if (templateId !== null && templateText !== null)
      return isVerbatim(text, [templateText])
        ? []
        : [{ message: "Differs from the approved template.", quote: text }];
    if (sourceIds.length === 0)
      return status === "cited"
        ? [{ message: "Names no source.", quote: text }]
        : [];
    if (cited.length === 0)
      return [{ message: "Its source is missing.", quote: text }];
    const texts = cited.map((source) => source.text);
    if (isVerbatim(text, texts)) return [];
    if (cited.length > MOST_SOURCES)
      return [{ message: "Names too many sources to compare.", quote: text }];
    const read = cited.map(
      ({ title, section, text: body }) => `${title} ${section ?? ""} ${body}`,
    );
    return supportOf(withoutAnswer(text), read) >= ENOUGH_SUPPORT
      ? []
      : [{ message: "Says more than its source.", quote: text }];
  },
};
