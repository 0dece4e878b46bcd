/** Shorter words are seldom mistyped, and then seldom to be told from another word. */
const LONG = /[a-zA-Z]{5,}/g;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * A text as a hurried customer types it: in a share of its words of five letters and more one slip behind the first
 * letter (two exchanged, one left out, one doubled, one mistaken). `random`: 0 to 1, so that a seed decides.
 */
export function withTypos(
  text: string,
  share: number,
  random: () => number,
): string {
  return text.replace(LONG, (word) =>
    random() < share ? mistyped(word, random) : word,
  );
}

function mistyped(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, here, next, rest] = [
    word.slice(0, at),
    word.charAt(at),
    word.charAt(at + 1),
    word.slice(at + 2),
  ];
  const ways = [
    next + here + rest,
    next + rest,
    here + here + next + rest,
    LETTERS.charAt(Math.floor(random() * LETTERS.length)) + next + rest,
  ];
  return before + (ways[Math.floor(random() * ways.length)] ?? here);
}
