export interface Span {
  start: number;
  end: number;
}

/** Fewer words in common than this say nothing. */
const FEWEST_WORDS = 3;

/**
 * The longest run of words that a passage shares with the sentences resting on it, as a span of the passage, so that
 * the panel can show where to look. null: they say it in other words, and the passage is shown unmarked.
 */
export function matchingSpan(
  passage: string,
  sentences: string[],
): Span | null {
  const here = wordsOf(passage);
  let best: { at: number; length: number } | null = null;
  for (const sentence of sentences) {
    const there = wordsOf(sentence);
    // Lengths of the run that ends at each pair of words; one row is enough.
    let above = new Array<number>(there.length + 1).fill(0);
    for (const [i, word] of here.entries()) {
      const row = new Array<number>(there.length + 1).fill(0);
      for (const [j, other] of there.entries()) {
        if (word.text !== other.text) continue;
        const length = (above[j] ?? 0) + 1;
        row[j + 1] = length;
        if (length > (best?.length ?? 0)) best = { at: i - length + 1, length };
      }
      above = row;
    }
  }
  if (best === null || best.length < FEWEST_WORDS) return null;
  const first = here[best.at];
  const last = here[best.at + best.length - 1];
  return first && last ? { start: first.start, end: last.end } : null;
}

/** A passage in pieces, those apart that begin with a word of the question. Particles of one or two letters say nothing. */
export function parted(
  passage: string,
  question: string,
): { text: string; isAsked: boolean }[] {
  const asked = wordsOf(question).filter(({ text }) => text.length > 2);
  const pieces: { text: string; isAsked: boolean }[] = [];
  let at = 0;
  for (const { text, start, end } of wordsOf(passage)) {
    if (!asked.some((word) => text.startsWith(word.text))) continue;
    pieces.push({ text: passage.slice(at, start), isAsked: false });
    pieces.push({ text: passage.slice(start, end), isAsked: true });
    at = end;
  }
  return [...pieces, { text: passage.slice(at), isAsked: false }];
}

/** A long passage cut to about `length` characters around the span, at word bounds. */
export function excerptAround(
  passage: string,
  span: Span | null,
  length: number,
): Span {
  if (passage.length <= length) return { start: 0, end: passage.length };
  const middle = span ? (span.start + span.end) / 2 : length / 2;
  const half = Math.max(length, span ? span.end - span.start : 0) / 2;
  let start = Math.max(0, Math.floor(middle - half));
  let end = Math.min(passage.length, Math.ceil(middle + half));
  while (start > 0 && passage[start - 1] !== " ") start -= 1;
  while (end < passage.length && passage[end] !== " ") end += 1;
  return { start, end };
}

function wordsOf(text: string): { text: string; start: number; end: number }[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
