import { contentTerms, isNegation, normalised } from "./terms.ts";

/** What one "not" is about: the content words behind it, or before it where none follow. */
export type Scope = readonly string[];

const SCOPE_TERMS = 3;
/** A new thought begins: what follows is not about the "not" before it. */
const BREAK =
  /^(?:[.,;:!?()]|but|although|though|however|because|while|unless|except|instead|which|who)$/;
const PIECE = /\p{L}[\p{L}\p{M}']*|[.,;:!?()]/gu;

/** "Yes", "no" and the like in front answer a question; they turn nothing around. */
const ANSWERS =
  /^(?:(?:yes|yeah|yep|no|nope|well|oh|ok|okay|sure|hi|hello)[\s,.!]+)+/;

export function negationScopes(text: string): Scope[] {
  const pieces = normalised(text).replace(ANSWERS, "").match(PIECE) ?? [];
  return pieces.flatMap((piece, at) => {
    if (!isNegation(piece)) return [];
    const behind = termsFrom(pieces.slice(at + 1));
    const before = termsFrom(pieces.slice(0, at).toReversed());
    return [behind.length > 0 ? behind : before];
  });
}

/** Up to three content words, until the thought or another "not" ends it. */
function termsFrom(pieces: string[]): string[] {
  const terms: string[] = [];
  for (const piece of pieces) {
    if (BREAK.test(piece) || isNegation(piece)) break;
    terms.push(...contentTerms(piece));
    if (terms.length >= SCOPE_TERMS) break;
  }
  return terms;
}
