import { splitSentences } from "../sentences.ts";
import type { Guardrail } from "./guardrail.ts";
import { contentTerms, normalised } from "./terms.ts";

/** A capital inside a sentence: after a word, a comma or "and", never at its beginning. */
const CAPITALISED = /(?<=[\p{L}\p{N},;'’]\s+)\p{Lu}\p{Ll}[\p{L}\p{M}'’-]+/gu;
/** From this share of its words on a text is in a language that writes nouns with a capital. */
const NOUNS_HAVE_CAPITALS = 0.2;

export const namesInSources: Guardrail = {
  id: "names-in-sources",
  because:
    "A name that stands in neither the source nor the ticket is another customer's, or made up.",
  needs: ["sentence", "cited", "ticketText", "templateText"],
  check: ({ sentence, cited, ticketText, templateText }) => {
    if (sentence.sourceIds.length === 0 || cited.length === 0) return [];
    const texts = cited.map(({ title, section, text, owner }) =>
      [title, section, text, owner].join(" "),
    );
    const known = new Set(
      wordsOf([...texts, templateText, ticketText].join(" ")),
    );
    const own = splitSentences(sentence.text.replace(/⟦[^⟦⟧]*⟧/g, " "));
    const names = own
      .flatMap((part) => part.match(CAPITALISED) ?? [])
      .filter(
        (name) =>
          contentTerms(name).length > 0 &&
          wordsOf(name).some((word) => !known.has(word)),
      );
    if (names.length === 0 || hasCapitalNouns(texts)) return [];
    return [...new Set(names)].map((name) => ({
      message: `Name not in a source: "${name}"`,
      quote: name,
    }));
  },
};

function wordsOf(text: string): string[] {
  return (normalised(text).match(/\p{L}[\p{L}\p{M}']*/gu) ?? []).map((word) =>
    word.replace(/'s$/, ""),
  );
}

/** In German every noun would be a name. There the other rules have to do. */
function hasCapitalNouns(texts: string[]): boolean {
  const text = texts.join(" ");
  const words = text.match(/(?<=[\p{L},]\s+)\p{L}+/gu) ?? [];
  const capitalised = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return words.length > 0 && capitalised / words.length > NOUNS_HAVE_CAPITALS;
}
