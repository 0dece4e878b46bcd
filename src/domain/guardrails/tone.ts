import type { ToneLimits } from "../policy-pack.ts";
import type { Guardrail } from "./guardrail.ts";
import { isVerbatim } from "./terms.ts";

export const tone: Guardrail = {
  id: "tone",
  because: "The pack says how loud and how long a sentence of this company is.",
  needs: ["sentence", "cited", "templateText", "toneLimits"],
  check: ({ sentence: { text }, cited, templateText, toneLimits }) => {
    if (templateText !== null && isVerbatim(text, [templateText])) return [];
    const known = new Set(cited.flatMap((source) => inCapitals(source.text)));
    const found: Record<keyof ToneLimits, string[]> = {
      exclamationMarks: text.match(/[!！]/g) ?? [],
      emoji: text.match(EMOJI) ?? [],
      wordsInCapitals: inCapitals(text).filter((word) => !known.has(word)),
      words: text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,-]*/gu) ?? [],
    };
    return LIMITS.flatMap(({ limit, called }) => {
      const most = toneLimits[limit] ?? Infinity;
      const over = found[limit];
      if (over.length <= most) return [];
      return [
        {
          message: `Not our tone: ${over.length} ${called} in a sentence, at most ${most}.`,
          quote: limit === "words" ? text : (over[most] ?? text),
        },
      ];
    });
  },
};

const LIMITS: { limit: keyof ToneLimits; called: string }[] = [
  { limit: "exclamationMarks", called: "exclamation marks" },
  { limit: "emoji", called: "emoji" },
  { limit: "wordsInCapitals", called: "words in capitals" },
  { limit: "words", called: "words" },
];

const EMOJI =
  /\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic})*/gu;

/** Four letters and more: "DHL" and "PDF" are names. */
function inCapitals(text: string): string[] {
  return text.match(/(?<![\p{L}\p{N}_⟦-])\p{Lu}{4,}(?![\p{L}\p{N}_-])/gu) ?? [];
}
