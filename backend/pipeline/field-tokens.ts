/** A text in words, numbers and marks, each with the kind of thing it may be a part of. */
export interface Token {
  text: string;
  start: number;
  end: number;
  /** `month`, `digits2` …; null: a word like any other. */
  kind: string | null;
}

/** Longer lines are tables and logs. */
const MAX_TOKENS = 200;

const TOKEN = /\p{L}[\p{L}\p{M}]*|\p{N}+|[^\s\p{L}\p{N}]/gu;

const KINDS: Record<string, string> = kindsOf({
  month:
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
  weekday:
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun mondays tuesdays wednesdays thursdays fridays saturdays sundays",
  near: "today tomorrow yesterday tonight now",
  season: "spring summer autumn winter christmas easter",
  days: "day days night nights week weeks weekend weekends fortnight month months year years quarter nightly weekly monthly yearly daily",
  hours: "hour hours hr hrs minute minutes min mins second seconds",
  daypart:
    "morning mornings afternoon afternoons evening evenings noon midday midnight overnight",
  halfday: "am pm",
  ordinal:
    "st nd rd th first second third fourth fifth sixth seventh eighth ninth tenth",
  number:
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million couple few dozen both",
  currency:
    "euro euros eur dollar dollars usd pound pounds gbp quid bucks cent cents pence chf k",
  relative: "last next this previous past coming following each every current",
});
const MONEY = /^[€$£¥₹]$/u;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    if (tokens.length === MAX_TOKENS) break;
    const start = match.index;
    tokens.push({
      text: match[0],
      start,
      end: start + match[0].length,
      kind: kindOf(match[0]),
    });
  }
  return tokens;
}

function kindOf(text: string): string | null {
  if (/^\p{N}+$/u.test(text)) return `digits${Math.min(text.length, 5)}`;
  if (MONEY.test(text)) return "currency";
  return KINDS[text.toLowerCase()] ?? null;
}

function kindsOf(words: Record<string, string>): Record<string, string> {
  return Object.assign(
    Object.create(null),
    ...Object.entries(words).map(([kind, list]) =>
      Object.fromEntries(list.split(" ").map((word) => [word, kind])),
    ),
  ) as Record<string, string>;
}
