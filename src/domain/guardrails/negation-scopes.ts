import {
  contentTerms,
  isNegation,
  normalised,
  withoutAnswer,
} from "./terms.ts";

/** One "not". */
export interface Scope {
  /** What it is about: the content words behind it, or before it where none follow. */
  terms: readonly string[];
  /** "If it has not arrived …" denies nothing. */
  isCondition: boolean;
}

const SCOPE_TERMS = 3;
/** A new thought begins: what follows is not about the "not" before it. */
const BREAK =
  /^(?:[.,;:!?()]|but|although|though|however|because|while|unless|except|instead|which|who)$/;
const CONDITION = /^(?:if|when|whether|unless|until)$/;
/** "Not always", "not fully": what is denied comes after. */
const HOW = /^(?:always|ever|yet|even|just|only|more|any|longer|\p{L}{2,}ly)$/u;
const PIECE = /\p{L}[\p{L}\p{M}']*|[.,;:!?()]/gu;

export function negationScopes(text: string): Scope[] {
  const pieces = normalised(withoutAnswer(text)).match(PIECE) ?? [];
  return pieces.flatMap((piece, at) => {
    // "Insurance: no" is a value, and the sources' rules are about other things.
    if (!isNegation(piece) || pieces[at - 1] === ":") return [];
    const behind = termsFrom(pieces.slice(at + 1));
    const before = pieces.slice(0, at).toReversed();
    const breakAt = before.findIndex((it) => BREAK.test(it));
    const thought = breakAt < 0 ? before : before.slice(0, breakAt);
    return [
      {
        terms: behind.length > 0 ? behind : termsFrom(before),
        isCondition: thought.some((it) => CONDITION.test(it)),
      },
    ];
  });
}

/** Up to three content words, until the thought or another "not" ends it. */
function termsFrom(pieces: string[]): string[] {
  const terms: string[] = [];
  for (const piece of pieces) {
    if (BREAK.test(piece) || isNegation(piece)) break;
    if (!HOW.test(piece)) terms.push(...contentTerms(piece));
    if (terms.length >= SCOPE_TERMS) break;
  }
  return terms;
}
