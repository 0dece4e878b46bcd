/** Text as guardrails compare it: characters that editors exchange freely are one, words lose their inflection. */

export function normalised(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘ʼ]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[\p{Cf}\p{Co}]/gu, "")
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/\s+/g, " ")
    .trim();
}

/** "٧" is 7: the digits of a script stand together in Unicode, from zero on. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1)))
    value += 1;
  return String(value);
}

/** Does the text have this piece as a whole? "shop.example" is no part of "myshop.example" nor of "shop.example.org". */
export function hasWhole(text: string, piece: string): boolean {
  if (piece === "") return true;
  for (
    let at = text.indexOf(piece);
    at >= 0;
    at = text.indexOf(piece, at + 1)
  ) {
    const end = at + piece.length;
    if (
      !/[\p{L}\p{N}_-]/u.test(text.slice(Math.max(0, at - 1), at)) &&
      !/^(?:[\p{L}\p{N}_]|[.-][\p{L}\p{N}])/u.test(text.slice(end, end + 2))
    )
      return true;
  }
  return false;
}

/**
 * Said word for word in one of the texts, from the beginning of a sentence to the end of one: a rule without its "not",
 * its condition or its exception has all its words in a text, too.
 */
export function isVerbatim(sentence: string, texts: string[]): boolean {
  const said = withoutEnd(normalised(sentence));
  return said !== "" && texts.some((text) => hasSentence(text, said));
}

function hasSentence(text: string, said: string): boolean {
  const lines = text.split(/\n+/).map(normalised).join("\n");
  const whole = lines.includes(said) ? lines : normalised(text);
  for (
    let at = whole.indexOf(said);
    at >= 0;
    at = whole.indexOf(said, at + 1)
  ) {
    if (
      BEGINS.test(whole.slice(Math.max(0, at - 4), at)) &&
      ENDS.test(whole.slice(at + said.length, at + said.length + 3))
    )
      return true;
  }
  return false;
}

const BEGINS = /(?:^|\n|[.!?:;]["')\]]*\s|^[^\p{L}\p{N}]*|[-*•|#>]\s)$/u;
const ENDS = /^["')\]*_|]*(?:$|\n|[.!?:;])/u;

function withoutEnd(text: string): string {
  return text.replace(/[.!?:]+$/, "");
}

const FUNCTION_WORDS = new Set(
  "a an the and or but if as at by for from in into of on onto out over per than that then this these those to up via with within you your yours we our ours us i me my mine he she it its they them their is are was were be been being am do does did have has had will would shall should can could may might must please also so there here when where which who whom whose what how why while until once after before about".split(
    " ",
  ),
);

/** "Yes," and the like in front answer a question and claim nothing of their own. */
const ANSWERS =
  /^[\s"']*(?:(?:yes|yeah|yep|no|nope|well|oh|ok|okay|sure|hi|hello|absolutely|certainly|definitely|exactly|indeed|of course|actually)\b[\s,.!:]*)+/i;

export function withoutAnswer(text: string): string {
  return text.replace(ANSWERS, "");
}

/** "We'll" is "we will"; "can't" stays one word, for its "not". */
const SHORTENED = /(?<=\p{L})'(?:s|ll|ve|re|d|m)(?![\p{L}'])/gu;

export function contentTerms(text: string): string[] {
  return (
    normalised(text)
      .replace(SHORTENED, "")
      .match(/\p{L}[\p{L}\p{M}']*/gu) ?? []
  )
    .filter((word) => word.length > 1 && !FUNCTION_WORDS.has(word))
    .map(rootOf);
}

function rootOf(word: string): string {
  if (word.length < 5) return word.replace(/(?<=\p{L}{2}[^su])s$/u, "");
  return word
    .replace(/ies$/, "y")
    .replace(/(?:ing|ed|es|s)$/, "")
    .replace(/e$/, "");
}

const NEGATIONS = new Set(
  "not no never none nothing nobody neither nor without cannot can't won't don't doesn't didn't isn't aren't wasn't weren't couldn't shouldn't wouldn't haven't hasn't hadn't unable excluded".split(
    " ",
  ),
);

export function isNegation(word: string): boolean {
  return NEGATIONS.has(word);
}

export function negations(text: string): number {
  return (normalised(text).match(/\p{L}[\p{L}']*/gu) ?? []).filter(isNegation)
    .length;
}
