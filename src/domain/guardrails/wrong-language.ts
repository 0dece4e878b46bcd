import { detectLanguage } from "../language.ts";
import type { Guardrail } from "./guardrail.ts";

/** A sentence shorter than this is a name or a greeting more often than a language. */
const ENOUGH_WORDS = 5;

export const wrongLanguage: Guardrail = {
  id: "wrong-language",
  because: "A customer is answered in the language they wrote in.",
  needs: ["sentence", "destination", "customerLanguage"],
  check: ({ sentence: { text }, destination, customerLanguage }) => {
    // A note is for colleagues, whatever the customer speaks.
    if (destination === "internal" || customerLanguage === null) return [];
    const language = detectLanguage(text);
    if (language === null || isOne(language, customerLanguage)) return [];
    const hasOwnScript = !WITH_LATIN_LETTERS.has(language);
    const words = text.match(/\p{L}+/gu)?.length ?? 0;
    if (words < ENOUGH_WORDS && !hasOwnScript) return [];
    return [
      {
        message: `Not the customer's language: ${nameOf(language)}, they wrote ${nameOf(customerLanguage)}.`,
        quote: text,
      },
    ];
  },
};

const WITH_LATIN_LETTERS = new Set("en de fr es it nl pt pl".split(" "));

/** A Japanese sentence may be written in Han characters alone. */
const HAN = new Set(["ja", "zh"]);

function isOne(a: string, b: string): boolean {
  const [one = "", other = ""] = [a, b].map((tag) => tag.split("-")[0]);
  if (one === "und" || other === "und") return a === b;
  return one === other || (HAN.has(one) && HAN.has(other));
}

const LANGUAGE_NAMES = new Intl.DisplayNames("en", { type: "language" });

function nameOf(language: string): string {
  const script = language.startsWith("und-") ? language.slice(4) : null;
  return script === null
    ? (LANGUAGE_NAMES.of(language) ?? language)
    : `${new Intl.DisplayNames("en", { type: "script" }).of(script) ?? script} script`;
}
