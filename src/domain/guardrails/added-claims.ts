import { splitSentences } from "../sentences.ts";
import type { Guardrail } from "./guardrail.ts";
import { knownTo } from "./support.ts";
import { contentTerms, isVerbatim } from "./terms.ts";

const PERSONAL = /\b(?:we|you|yours?|ours?|us|i|my|me)\b/i;
/** Where a part of a sentence begins that may be somebody's own. */
const CONJUNCTION =
  /\b(?:and|but|so|because|while)\s+(?=(?:it|they|this|that|there|the|a|an)\b)/i;
const PERSONAL_PART =
  /[,;:()\u2013\u2014]|\s-\s|\b(?:and|but|so|because|while|although|as|which|that)\s+(?=(?:it|they|this|that|there|the|a|an|is|are)\b)|\s+(?:(?:and|but|so|because|while|although|as|which|that)\s+)?(?=(?:we|you|i|your|our|my)\b)/i;
const BRACKETS = /\(([^()]+)\)|\[([^[\]]+)\]/g;
/** "The charge has been reversed": a rule does not know what was done in this case. */
const DONE =
  /\b(?:has|have|had)\s+(?:now\s+|already\s+|just\s+)?been\s+(\p{L}+(?:ed|en|wn|nt|ld|de))\b/giu;

/**
 * On BEGIN's development rows these parts cost no fully attributable answer of wow that the other rules pass but one
 * (n 180), none of cmu (n 59) and two of topicalchat (n 74).
 */
export const addedClaims: Guardrail = {
  id: "added-claims",
  because:
    "A few words of somebody's own, added to what a source says, are carried by all the others: a promise to this customer, a deed that nobody did.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const { text, sourceIds, templateId } = sentence;
    if (sourceIds.length === 0 || cited.length === 0) return [];
    if (templateId !== null && templateText !== null) return [];
    const texts = cited.map((source) => source.text);
    if (isVerbatim(text, texts)) return [];
    // Against each source by itself: who names eight of them would find any word in one or another.
    const inEach = cited.map(({ title, section, text: body }) =>
      knownTo([[title, section, body].join(" ")]),
    );
    const misses = (terms: string[]) =>
      Math.min(
        ...inEach.map(
          (isKnown) => terms.filter((term) => !isKnown(term)).length,
        ),
      );
    const isAdded = (part: string) => {
      const terms = contentTerms(part);
      const missed = misses(terms);
      return (
        missed > 0 && missed * 2 >= terms.length && !isVerbatim(part, texts)
      );
    };
    const added =
      partsOf(text).find(isAdded) ??
      deedsOf(text).find((deed) => misses(contentTerms(deed)) > 0) ??
      splitSentences(text).find((sentence) => {
        // What was put behind the source's words without so much as a comma.
        const terms = contentTerms(sentence);
        return terms.length > 4 && misses(terms.slice(-3)) > 1;
      });
    return added === undefined
      ? []
      : [
          {
            message: `Adds to its source: "${added.trim()}"`,
            quote: added.trim(),
          },
        ];
  },
};

function partsOf(text: string): string[] {
  return splitSentences(text).flatMap((sentence) => [
    ...sentence.split(PERSONAL_PART).filter((part) => PERSONAL.test(part)),
    ...sentence.split(CONJUNCTION).slice(1),
    ...[...sentence.matchAll(BRACKETS)].map(
      ([, round, square]) => round ?? square ?? "",
    ),
    // One word before a colon is a heading.
    ...(/:\s/.test(sentence)
      ? sentence.split(/:\s/).filter((part) => contentTerms(part).length > 1)
      : []),
  ]);
}

function deedsOf(text: string): string[] {
  return [...text.matchAll(DONE)].map(([deed]) => deed);
}
