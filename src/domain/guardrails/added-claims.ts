import { splitSentences } from "../sentences.ts";
import type { Guardrail } from "./guardrail.ts";
import { missesIn, placesOf, type Place } from "./places.ts";
import {
  contentTerms,
  isVerbatim,
  normalised,
  withoutAnswer,
} from "./terms.ts";

/** Where a part of a sentence begins that may be somebody's own. */
const CONJUNCTION =
  /\b(?:and|but|so|because|while)\s+(?=(?:it|they|this|that|there|the|a|an)\b)/i;
const BRACKETS = /\(([^()]+)\)|\[([^[\]]+)\]/g;
/** "The charge has been reversed": a rule does not know what was done in this case. */
const DONE =
  /\b(?:has|have|had)\s+(?:now\s+|already\s+|just\s+)?been\s+(\p{L}+(?:ed|en|wn|nt|ld|de))\b/giu;
/** With fewer words a sentence of the source is found in any other. */
const WHOLE_SENTENCE_WORDS = 4;
const OWN_WORDS = 3;

export const addedClaims: Guardrail = {
  id: "added-claims",
  because:
    "A few words of somebody's own, added to what a source says, are carried by all the others: a promise, a deed that nobody did.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const { sourceIds, templateId } = sentence;
    if (sourceIds.length === 0 || cited.length === 0) return [];
    if (templateId !== null && templateText !== null) return [];
    const texts = cited.map((source) => source.text);
    if (isVerbatim(sentence.text, texts)) return [];
    const text = withoutAnswer(sentence.text);
    const places = placesOf(cited);
    const added =
      partsOf(text).find(
        (part) => isAdded(part, places) && !isVerbatim(part, texts),
      ) ??
      deedsOf(text).find((deed) => missesIn(places, contentTerms(deed)) > 0) ??
      splitSentences(text).find((part) => hasOwnWords(part, places)) ??
      splitSentences(text)
        .flatMap((part) => gluedOn(part, texts))
        .find((part) => !isSaid(part, places) && !isVerbatim(part, texts));
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

/** Half of its words, or more, stand nowhere together. */
function isAdded(part: string, places: Place[]): boolean {
  const terms = contentTerms(part);
  const missed = missesIn(places, terms);
  return missed > 0 && missed * 2 >= terms.length;
}

/** Three words in a row that stand nowhere together. */
function hasOwnWords(part: string, places: Place[]): boolean {
  const terms = contentTerms(part);
  return (
    terms.length > OWN_WORDS &&
    terms.some(
      (_, at) =>
        at + OWN_WORDS <= terms.length &&
        missesIn(places, terms.slice(at, at + OWN_WORDS)) === OWN_WORDS,
    )
  );
}

/** What stands before, in or behind a whole sentence of a source, also without a space between. */
function gluedOn(text: string, texts: string[]): string[] {
  const said = plain(text);
  return texts.flatMap(splitSentences).flatMap((sentence) => {
    const known = plain(sentence);
    const more = said.length - known.length;
    if (known.split(" ").length < WHOLE_SENTENCE_WORDS || more <= 0) return [];
    const at = said.indexOf(known);
    if (at >= 0)
      return [said.slice(0, at), said.slice(at + known.length)].filter(
        (part) => part.trim() !== "",
      );
    const before = commonStart(said, known);
    return said.endsWith(known.slice(before))
      ? [said.slice(before, before + more)]
      : [];
  });
}

/** All its words in one place, and more than one of them. */
function isSaid(part: string, places: Place[]): boolean {
  const terms = contentTerms(part);
  return (
    terms.length === 0 || (terms.length > 1 && missesIn(places, terms) === 0)
  );
}

/** Words alone: a full stop or a comma more is no addition. */
function plain(text: string): string {
  return (
    normalised(text).match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}']*/gu) ?? []
  ).join(" ");
}

function commonStart(left: string, right: string): number {
  let at = 0;
  while (at < right.length && left[at] === right[at]) at += 1;
  return at;
}
