const WORDS: Record<string, number> = Object.assign(
  Object.create(null),
  Object.fromEntries(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
      .split(" ")
      .map((word, value) => [word, value]),
  ),
  {
    no: 0,
    none: 0,
    without: 0,
    both: 2,
    couple: 2,
    few: 3,
    dozen: 12,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  },
) as Record<string, number>;
const TIMES: Record<string, number> = {
  hundred: 100,
  thousand: 1000,
  k: 1000,
  million: 1_000_000,
};

/** The first number of a text, in figures or words: "1 thousand dollars", "2,500.00", "two". null: there is none. */
export function numberIn(text: string): number | null {
  const figures = /\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?/.exec(text);
  const [word] = wordsOf(text).filter((one) => one in WORDS);
  if (!figures && word === undefined)
    return (
      TIMES[
        /\ban? (hundred|thousand|million)\b/i.exec(text)?.[1]?.toLowerCase() ??
          ""
      ] ?? null
    );
  const value = figures ? figure(figures[0]) : (WORDS[word ?? ""] ?? 0);
  const after = figures
    ? text.slice(figures.index + figures[0].length)
    : text.slice(text.toLowerCase().indexOf(word ?? "") + (word ?? "").length);
  const times = /^[\s-]?(hundred|thousand|k|million)\b/i.exec(after)?.[1];
  return value * (TIMES[times?.toLowerCase() ?? ""] ?? 1);
}

/**
 * How many the text speaks of: its number, or one for each thing or person it names ("me and my wife", "a child and a
 * baby"). null: neither.
 */
export function countIn(text: string): number | null {
  const parts = text
    .split(/\s*(?:,|&|\band\b|\bwith\b|\bplus\b)\s*/i)
    .filter((part) => part !== "");
  if (parts.length < 2 || /\d[.,]\d/.test(text))
    return numberIn(text) ?? (namesOne(text) ? 1 : null);
  const counts = parts.map(
    (part) => numberIn(part) ?? (namesOne(part) ? 1 : 0),
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.every((count) => count === 0) && numberIn(text) === null
    ? null
    : sum;
}

function namesOne(text: string): boolean {
  return /\b(?:an?|another|my|our|your|the|single|i|me|myself)\b/i.test(text);
}

/** "1,000.50" and "1 000,50" are one number; so are "4,90" and "4.90". */
function figure(digits: string): number {
  const plain = digits
    .replace(/\s/g, "")
    .replace(/[.,](?=\d{3}(?:[.,]|$))/g, "");
  return Number(plain.replace(",", "."));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
