import type { Guardrail } from "./guardrail.ts";

/** Alphabets with letters that look alike. */
const ALIKE = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];
const ALPHABETS = [
  ...ALIKE,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Thai}/u,
];
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** "r e f u n d", "r.e.f.u.n.d": three letters and more, each by itself. */
const SET_APART =
  /(?<![\p{L}\p{N}])\p{L}(?:[ ._*-]\p{L}){2,}(?![\p{L}\p{N}])/gu;

export const disguisedWords: Guardrail = {
  id: "disguised-words",
  because:
    "A word in letters of two alphabets, or letter by letter, looks like another to a reader and like none to a rule.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const text = sentence.text.normalize("NFKC").replace(/⟦[^⟦⟧]*⟧/g, " ");
    const known = [...cited.map((source) => source.text), templateText]
      .join(" ")
      .normalize("NFKC");
    const isForeign = (word: string) =>
      sentence.sourceIds.length > 0 &&
      cited.length > 0 &&
      ALPHABETS.some((letter) => letter.test(word) && !letter.test(known));
    const isMixed = (word: string) =>
      ALIKE.filter((letter) => letter.test(word)).length > 1;
    const found = [
      ...(text.match(SET_APART) ?? []),
      ...(text.match(WORD) ?? []).filter(
        (word) => isMixed(word) || isForeign(word),
      ),
    ].filter((word) => !known.includes(word));
    return [...new Set(found)].map((quote) => ({
      message: `Letters that no source writes like this: "${quote}"`,
      quote,
    }));
  },
};
