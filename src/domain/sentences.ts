/** Split prose into sentences. `Intl.Segmenter` first, then lines, then mend what abbreviations broke. */

const ABBREVIATION =
  /(?:\b(?:mr|mrs|ms|dr|prof|st|no|nr|vs|etc|approx|inc|ltd|co|jr|sr|fig|z\.b|e\.g|i\.e|bzw|ca|tel)\.|\b\p{Lu}\.)$/iu;

export function splitSentences(text: string): string[] {
  return text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .flatMap(sentencesOfLine);
}

function sentencesOfLine(line: string): string[] {
  const segments = joinedUrls(
    [
      ...new Intl.Segmenter("en", { granularity: "sentence" }).segment(line),
    ].map(({ segment }) => segment),
  ).map((segment) => segment.trim());
  const sentences: string[] = [];
  for (const segment of segments) {
    if (segment === "") continue;
    const last = sentences.at(-1);
    if (last !== undefined && ABBREVIATION.test(last))
      sentences[sentences.length - 1] = `${last} ${segment}`;
    else sentences.push(segment);
  }
  return sentences;
}

/** The question mark of an address ends no sentence: "page?id=4". */
function joinedUrls(segments: string[]): string[] {
  const joined: string[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last !== undefined && /https?:\/\/\S+$/.test(last))
      joined[joined.length - 1] = last + segment;
    else joined.push(segment);
  }
  return joined;
}
