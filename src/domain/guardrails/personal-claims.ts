import type { Guardrail } from "./guardrail.ts";
import { missesIn, statementsOf, type Place } from "./places.ts";
import {
  contentTerms,
  isVerbatim,
  normalised,
  withoutAnswer,
} from "./terms.ts";

const WE = /^(?:we|us|i|me|ours|mine)$/;
const YOU = /^(?:you|yours)$/;
/** These follow what they are about: "sent you", "a transfer from us", "it is yours". */
const OBJECT = /^(?:us|me|ours|mine|yours)$/;
const BEFORE_OBJECT = /^(?:to|for|from|with|of|on|at|by|gives?|is|are)$/;
const PIECE = /\p{L}[\p{L}\p{M}']*|[.,;:!?()\u2013\u2014]|\s-\s/gu;
const BREAK = /^(?:[.,;:!?()\u2013\u2014]|\s-\s)$/;
/** How many words beside "we" or "you" have to stand in one place. */
const NEAR = 2;
/** Pieces looked at for them. */
const FAR = 12;

/** Who a source's sentence is about: us, the customer, or anybody whom its passive leaves out. */
const SPEAKS_OF_US = /\b(?:we|us|our|ours|i|me|my)\b/;
const SPEAKS_OF_CUSTOMER =
  /\b(?:you|your|yours|customers?|users?|buyers?|members?|guests?|passengers?|travell?ers?|patients?|clients?|subscribers?|people|anyone|everyone|nobody|who|whoever|please)\b/;
const PASSIVE =
  /\b(?:is|are|was|were|be|been|being|gets?)\s+(?:not\s+|only\s+|also\s+|\p{L}+ly\s+)?\p{L}+(?:ed|en|wn|nt|ld|de|ade|one|pt|id)\b/u;

export const personalClaims: Guardrail = {
  id: "personal-claims",
  because:
    "What we do and what this customer gets has to be what the source says that we do and a customer gets.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence, cited, templateText }) => {
    const { sourceIds, templateId, text } = sentence;
    if (sourceIds.length === 0 || cited.length === 0) return [];
    if (templateId !== null && templateText !== null) return [];
    const texts = cited.map((source) => source.text);
    if (isVerbatim(text, texts)) return [];
    const places = statementsOf(cited);
    const us = places.filter((it) => speaksOf(it, SPEAKS_OF_US));
    const customers = places.filter((it) => speaksOf(it, SPEAKS_OF_CUSTOMER));
    const wrong = claimsOf(text).find(
      ({ who, terms }) =>
        terms.length > 0 && missesIn(who === "we" ? us : customers, terms) > 0,
    );
    return wrong === undefined
      ? []
      : [
          {
            message: `Says of ${wrong.who === "we" ? "us" : "the customer"} what its source does not: "${wrong.quote}"`,
            quote: wrong.quote,
          },
        ];
  },
};

interface Claim {
  who: "we" | "you";
  terms: string[];
  quote: string;
}

/** The words beside each "we" and "you", up to the next comma. */
function claimsOf(text: string): Claim[] {
  const pieces =
    normalised(withoutAnswer(text))
      .replace(/(?<=\p{L})'(?:ll|ve|re|d|m)\b/gu, "")
      .match(PIECE) ?? [];
  return pieces.flatMap((piece, at) => {
    const isWe = WE.test(piece);
    if (!isWe && !YOU.test(piece)) return [];
    const last = pieces[at - 1] ?? ",";
    // A country.
    if (last === "the") return [];
    const isObject =
      OBJECT.test(piece) ||
      (!isWe && (BEFORE_OBJECT.test(last) || contentTerms(last).length > 0));
    const sides = [
      take(pieces.slice(at + 1, at + 1 + FAR)),
      ...(isObject
        ? [
            take(
              pieces.slice(Math.max(0, at - FAR), at).toReversed(),
            ).toReversed(),
          ]
        : []),
    ];
    return sides.map((side, n) => ({
      who: isWe ? ("we" as const) : ("you" as const),
      terms: side.flatMap((word) => contentTerms(word)),
      quote: (n === 0 ? [piece, ...side] : [...side, piece]).join(" "),
    }));
  });
}

/** Words up to the second with a meaning of its own, or a break. */
function take(pieces: string[]): string[] {
  const words: string[] = [];
  let found = 0;
  for (const piece of pieces) {
    if (BREAK.test(piece)) break;
    words.push(piece);
    found += contentTerms(piece).length;
    if (found >= NEAR) break;
  }
  return words;
}

function speaksOf({ text }: Place, whom: RegExp): boolean {
  return whom.test(text) || PASSIVE.test(text);
}
