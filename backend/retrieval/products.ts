import type { Label, PassageIndex } from "./passage-index.ts";

/** Products that a passage is about, in lower case: "Kite, Harrier 3" are two. */
export function productsOf({ product }: Pick<Label, "product">): string[] {
  return (product ?? "")
    .toLowerCase()
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Products that passages are about and one of these texts names, as `productsOf` spells them. */
export function productsNamedIn(
  index: PassageIndex,
  texts: readonly string[],
): ReadonlySet<string> {
  const said = texts.map(plain);
  const names = new Set(index.labels.flatMap(productsOf));
  return new Set(
    [...names].filter((name) => {
      const words = plain(name)
        .split(BETWEEN_WORDS)
        .filter((word) => word !== "");
      const [first] = words;
      if (first === undefined) return false;
      // The cheap question first: most products of a base are in no ticket.
      const texts = said.filter((text) => text.includes(first));
      if (texts.length === 0) return false;
      const whole = wholeName(words);
      return texts.some((text) => whole.test(text));
    }),
  );
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** A helpdesk's field says "harrier_3" or "product::harrier-3" for Harrier 3. */
const BETWEEN_WORDS = /[\s_\p{Pd}]+/u;

/** Written without spaces: there a name stands right beside the next word. */
const UNSPACED =
  "[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]";
const IN_WORD = `(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}]`;
/** Not in the middle of a word; what begins or ends with a sign ("C++") has its edge by itself. */
const EDGE = `(?:(?<!${IN_WORD})|(?!${IN_WORD}))`;

/** The words of a name one after the other, and not as part of a longer one: "go" is not in "going". */
function wholeName(words: readonly string[]): RegExp {
  const name = words.map(literally).join(BETWEEN_WORDS.source);
  return new RegExp(`${EDGE}${name}${EDGE}`, "u");
}

function literally(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
