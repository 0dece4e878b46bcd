import { contentTerms } from "./terms.ts";

/** Words of one root: "popular" and "popularity" say the same about a source. */
const ROOT_LENGTH = 5;
const ROOT_DIFFERENCE = 4;

/**
 * How well a text rests on others, 0 to 1, by its content words: `1 - misses / (3 √words)`.
 *
 * A long sentence may hold a few words of its own; what counts is how many, against the root of its length, not their
 * plain share. This form was chosen with the development rows of all three parts of BEGIN in view (wow n 430, cmu n 416,
 * topicalchat n 383; human labels), and so was the way in which "not" is read (negation-scopes.ts); the threshold
 * (matches-source.ts) is from wow's alone. On those same rows the whole guard orders answers with AUC .952, .965 and .925
 * against .936, .964 and .909 of the plain share (`heed eval grounding`): expect less on any others.
 */
export function supportOf(text: string, sources: readonly string[]): number {
  const said = contentTerms(text);
  if (said.length === 0) return 1;
  const isKnown = knownTo(sources);
  const misses = said.filter((term) => !isKnown(term)).length;
  return Math.max(0, 1 - misses / (3 * Math.sqrt(said.length)));
}

/** Do the sources have this word (of `contentTerms`), or one of its root? */
export function knownTo(sources: readonly string[]): (term: string) => boolean {
  const known = new Set(sources.flatMap(contentTerms));
  const roots = new Map<string, number[]>();
  for (const term of known) {
    if (term.length < ROOT_LENGTH) continue;
    const root = term.slice(0, ROOT_LENGTH);
    roots.set(root, [...(roots.get(root) ?? []), term.length]);
  }
  return (term) =>
    known.has(term) ||
    (term.length >= ROOT_LENGTH &&
      (roots.get(term.slice(0, ROOT_LENGTH)) ?? []).some(
        (length) => Math.abs(length - term.length) <= ROOT_DIFFERENCE,
      ));
}
