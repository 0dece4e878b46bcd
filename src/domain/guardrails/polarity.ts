import { splitSentences } from "../sentences.ts";
import type { Guardrail } from "./guardrail.ts";
import { contentTerms, isVerbatim, negations } from "./terms.ts";

/** Below this share of common words the two sentences speak of different things. */
const SAME_TOPIC = 0.6;

export const polarity: Guardrail = {
  id: "polarity",
  because:
    'One lost or added "not" turns a rule around while every other word still matches.',
  needs: ["sentence", "cited"],
  check: ({ sentence, cited }) => {
    if (cited.length === 0) return [];
    const texts = cited.map(({ text }) => text);
    if (isVerbatim(sentence.text, texts)) return [];
    const said = new Set(contentTerms(sentence.text));
    if (said.size === 0) return [];
    const nearest = texts
      .flatMap(splitSentences)
      .map((text) => {
        const terms = new Set(contentTerms(text));
        const met = [...said].filter((term) => terms.has(term)).length;
        return { text, likeness: met / said.size };
      })
      .sort((a, b) => b.likeness - a.likeness)[0];
    if (!nearest || nearest.likeness < SAME_TOPIC) return [];
    return negations(sentence.text) % 2 === negations(nearest.text) % 2
      ? []
      : [
          {
            message: `The source says: "${nearest.text}"`,
            quote: sentence.text,
          },
        ];
  },
};
