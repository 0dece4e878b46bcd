import type { Token } from "./field-tokens.ts";

/**
 * What a learner may see of each word: itself, its kind, what stands around it, and the first plain words to the left
 * and right of the run of numbers, months and units it stands in ("from the 3rd of May *to* …"). Words seen once say no
 * more than that they are rare: most of them are names.
 */
export function featuresOf(
  tokens: Token[],
  isKnown: (word: string) => boolean,
): string[][] {
  const words = tokens.map(({ text, kind }) => {
    const word = text.toLowerCase();
    if (kind?.startsWith("digits")) return kind;
    return isKnown(word) || kind !== null ? word : "<rare>";
  });
  const classes = tokens.map(({ kind }, at) => kind ?? words[at] ?? "");
  const isQuantity = tokens.map(
    ({ kind, text }) => kind !== null || /^[.,:/-]$/.test(text),
  );
  const word = (at: number) => words[at] ?? (at < 0 ? "<s>" : "</s>");
  const kind = (at: number) => classes[at] ?? (at < 0 ? "<s>" : "</s>");
  return tokens.map(({ text }, at) => {
    let left = at;
    while (left >= 0 && (isQuantity[left] || isLinking(word(left)))) left--;
    let right = at;
    while (right < tokens.length && isQuantity[right]) right++;
    const earlier = classes
      .slice(0, Math.max(0, left + 1))
      .filter(isOfTime).length;
    const later = classes.slice(right).filter(isOfTime).length;
    return [
      "bias",
      `w=${word(at)}`,
      `k=${kind(at)}`,
      `w-1=${word(at - 1)}`,
      `w+1=${word(at + 1)}`,
      `w-2=${word(at - 2)}`,
      `w+2=${word(at + 2)}`,
      `k-1=${kind(at - 1)}`,
      `k+1=${kind(at + 1)}`,
      `k-2=${kind(at - 2)}`,
      `k+2=${kind(at + 2)}`,
      `k-1,0=${kind(at - 1)} ${kind(at)}`,
      `k0,1=${kind(at)} ${kind(at + 1)}`,
      `k-1,0,1=${kind(at - 1)} ${kind(at)} ${kind(at + 1)}`,
      `k-2,-1=${kind(at - 2)} ${kind(at - 1)}`,
      `k1,2=${kind(at + 1)} ${kind(at + 2)}`,
      `k-2,-1,0=${kind(at - 2)} ${kind(at - 1)} ${kind(at)}`,
      `k0,1,2=${kind(at)} ${kind(at + 1)} ${kind(at + 2)}`,
      `head=${word(left)} ${isQuantity[at] ? 1 : 0}`,
      `head2=${word(left - 1)} ${word(left)} ${isQuantity[at] ? 1 : 0}`,
      `headk=${word(left)} ${kind(at)}`,
      `next=${word(right)} ${isQuantity[at] ? 1 : 0}`,
      `times=${Math.min(earlier, 2)} ${Math.min(later, 2)} ${isQuantity[at] ? 1 : 0}`,
      `shape=${shapeOf(text)} ${at === 0 ? "first" : ""}`,
      `pre=${text.toLowerCase().slice(0, 3)}`,
      `suf=${text.toLowerCase().slice(-3)}`,
      ...(tokens.length <= 4 ? [`short=${tokens.length} ${kind(at)}`] : []),
    ];
  });
}

function isLinking(word: string): boolean {
  return word === "the" || word === "of" || word === "a" || word === "an";
}

function isOfTime(kind: string): boolean {
  return /^(?:month|weekday|near|ordinal)$/.test(kind);
}

function shapeOf(text: string): string {
  return text
    .replace(/\p{Lu}+/gu, "A")
    .replace(/\p{Ll}+/gu, "a")
    .replace(/\p{N}+/gu, "9");
}
