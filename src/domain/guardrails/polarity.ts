import { splitSentences } from "../sentences.ts";
import type { Guardrail } from "./guardrail.ts";
import { negationScopes, type Scope } from "./negation-scopes.ts";
import { contentTerms, isNegation, isVerbatim, negations } from "./terms.ts";

/** Below this share of common words the two speak of different things. */
const SAME_TOPIC = 0.6;
/** Of what a source denies, this share said without the "not" turns it around. */
const MOST = 0.6;
const QUOTE_CHARACTERS = 240;

export const polarity: Guardrail = {
  id: "polarity",
  because:
    'One lost or added "not" turns a rule around while every other word still matches.',
  needs: ["sentence", "cited"],
  check: ({ sentence, cited }) => {
    const texts = cited.map(({ text }) => text);
    if (texts.length === 0 || isVerbatim(sentence.text, texts)) return [];
    // A question says nothing that could be turned around.
    if (sentence.text.trimEnd().endsWith("?")) return [];
    const said = new Set(
      contentTerms(sentence.text).filter((term) => !isNegation(term)),
    );
    const own = negationScopes(sentence.text);
    if (said.size === 0)
      return own.length > 0 && sentence.sourceIds.length > 0
        ? [{ message: "Takes back what is said.", quote: sentence.text }]
        : [];
    const known = new Set(texts.flatMap(contentTerms));
    if (shareOf(said, known) < SAME_TOPIC) return [];
    const all = texts.flatMap(splitSentences).map((text) => ({
      text,
      likeness: shareOf(said, new Set(contentTerms(text))),
    }));
    const most = Math.max(...all.map(({ likeness }) => likeness));
    const nearest = all.filter(({ likeness }) => likeness === most);
    const [first] = nearest;
    if (!first) return [];
    // Words that name no source are an agent's own, about the case: only one rule said again can be turned around.
    if (sentence.sourceIds.length === 0 && most < SAME_TOPIC) return [];
    const isTurned =
      addsNegation(own, texts) ||
      (most >= SAME_TOPIC &&
        nearest.every(({ text }) => losesNegation(sentence.text, said, text)));
    return isTurned
      ? [
          {
            message: `The source says: "${first.text.slice(0, QUOTE_CHARACTERS)}"`,
            quote: sentence.text,
          },
        ]
      : [];
  },
};

/** A "not" of the sentence about something that no "not" of the sources is about. */
function addsNegation(own: Scope[], texts: string[]): boolean {
  if (own.length === 0) return false;
  const theirs = texts.flatMap(negationScopes);
  return own.some((scope) => !theirs.some((other) => isSame(scope, other)));
}

/** What the one denies first, the other denies too, and the other way round. "It is not." is like no other. */
function isSame(scope: Scope, other: Scope): boolean {
  const [own] = scope.terms;
  const [theirs] = other.terms;
  return (
    own !== undefined &&
    theirs !== undefined &&
    other.terms.includes(own) &&
    scope.terms.includes(theirs)
  );
}

/** The source denies what the sentence says, and the sentence has not as many "nots". */
function losesNegation(
  sentence: string,
  said: ReadonlySet<string>,
  source: string,
): boolean {
  if (negations(sentence) % 2 === negations(source) % 2) return false;
  const own = negationScopes(sentence).flatMap(({ terms }) => terms);
  const isConditional = /\b(?:if|when|whether|unless|until)\b/i.test(sentence);
  return negationScopes(source)
    .filter(({ isCondition }) => !isCondition || isConditional)
    .some(({ terms }) => {
      const turned = terms.filter(
        (term) => said.has(term) && !own.includes(term),
      );
      return (
        turned.length > 0 &&
        turned[0] === terms[0] &&
        turned.length >= MOST * terms.length
      );
    });
}

function shareOf(
  terms: ReadonlySet<string>,
  others: ReadonlySet<string>,
): number {
  return [...terms].filter((term) => others.has(term)).length / terms.size;
}
