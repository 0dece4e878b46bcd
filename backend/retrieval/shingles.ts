/** All rows of so many words that follow one another. */
export function shinglesOf(
  words: readonly string[],
  size: number,
): Set<string> {
  const shingles = new Set<string>();
  for (let at = 0; at + size <= words.length; at++)
    shingles.add(words.slice(at, at + size).join(" "));
  return shingles;
}
