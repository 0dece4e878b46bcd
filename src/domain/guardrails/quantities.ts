import { normalised } from "./terms.ts";

/** A number with what it counts, in one spelling: "14 days", "fourteen days" and "14-day" are the same claim. */
export interface Quantity {
  value: string;
  /** "day", "€", "%", "january" …; null: a bare number. */
  unit: string | null;
  quote: string;
}

const NUMBER_WORDS: Record<string, string> = Object.fromEntries(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, value) => [word, String(value)]),
);
Object.assign(NUMBER_WORDS, {
  thirty: "30",
  forty: "40",
  fifty: "50",
  sixty: "60",
  seventy: "70",
  eighty: "80",
  ninety: "90",
  hundred: "100",
  thousand: "1000",
  million: "1000000",
  billion: "1000000000",
  dozen: "12",
});
const WORD = Object.keys(NUMBER_WORDS).join("|");
const CURRENCY =
  "[€$£¥₹]|eur\\b|usd\\b|gbp\\b|chf\\b|euros?\\b|dollars?\\b|pounds?\\b";
const MONTH =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const COUNTED =
  "seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|percent|%|°c|°f|km|kg|cm|mm|litres?|liters?|am\\b|pm\\b|times?\\b";
const DIGITS = "\\d+(?:[.,:/]\\d+)*";

// "14-20" is two numbers, "A-20" and "-20" of an id none.
const QUANTITY = new RegExp(
  `(?<before>(?:${CURRENCY})\\s?|\\b(?:${MONTH})\\.?\\s)?` +
    `(?<![\\p{L}\\p{N}_⟦]|(?<!\\p{N})-)(?<number>${DIGITS}|(?:${WORD})\\b)(?:st|nd|rd|th)?(?![\\p{L}\\p{N}_]*[_⟧])` +
    `(?:[\\s-]?(?<after>${CURRENCY}|(?:of\\s)?(?:${MONTH})\\b|(?:(?:working|business|calendar|full|more|or more)[\\s-])*(?:${COUNTED}))|(?<stuck>(?!s\\b)\\p{L}{1,3}(?![\\p{L}\\p{N}_-])))?`,
  "giu",
);

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const ISO_DATE = /(?<!\d)(\d{4})-(0[1-9]|1[0-2])-([0-3]\d)(?!\d)/g;

/** Every number of a text. "One" alone is a pronoun more often than a number; ids are read elsewhere. */
export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = [];
  // "2026-05-23" and "May 23, 2026" are the same day.
  const plain = normalised(text)
    .replace(/⟦[^⟦⟧]*⟧/g, "⟦⟧")
    .replace(ISO_DATE, (quote, year: string, month: string, day: string) => {
      const unit = MONTHS[Number(month) - 1] ?? null;
      found.push({ value: year, unit: null, quote });
      found.push({ value: canonical(day), unit, quote });
      return " ";
    });
  for (const match of plain.matchAll(QUANTITY)) {
    const { before, number = "", after, stuck } = match.groups ?? {};
    // "3D" is no other number of anything than of D.
    const unit = unitOf(after ?? before ?? stuck ?? "");
    if ((number === "one" || number === "zero") && unit === null) continue;
    found.push({
      value: canonical(NUMBER_WORDS[number] ?? number),
      unit,
      quote: match[0].trim(),
    });
  }
  for (const match of plain.matchAll(PERIOD)) {
    const { vague, units, single } = match.groups ?? {};
    found.push({
      value: vague === undefined ? "1" : (VAGUE[vague] ?? vague),
      unit: unitOf(units ?? single ?? "fortnight"),
      quote: match[0],
    });
  }
  return found;
}

const PERIODS = "second|minute|hour|day|night|week|month|year";
/** A length of time without a figure: "a couple of hours", "within the hour", "every month", "a fortnight". */
const PERIOD = new RegExp(
  `\\b(?:(?<vague>couple of|few|several|half an?)\\s(?<units>(?:${PERIODS})s?)` +
    `|(?:within|in|for|after|every|another)\\s(?:an?\\s|the\\s)?(?:next\\s)?(?<single>${PERIODS})|fortnight)\\b(?!\\s\\d)`,
  "giu",
);
const VAGUE: Record<string, string> = {
  "couple of": "2",
  "half a": "0.5",
  "half an": "0.5",
};

const WEEKDAY =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tomorrow|tonight|noon|midnight|weekend|(?:this|next) (?:morning|afternoon|evening|week|month|year))\b/gi;

export function namedDaysIn(text: string): string[] {
  return normalised(text).match(WEEKDAY) ?? [];
}

/** "1,000.50" and "1000.5" are one number; "4,90" and "4.90" too. */
function canonical(number: string): string {
  if (/[:/]/.test(number)) return number.replace(/^(\d{1,2}:\d\d):00$/, "$1");
  const plain = number
    .replace(/[.,](?=\d{3}(?:[.,]|$))/g, "")
    .replace(",", ".");
  return plain.includes(".")
    ? plain.replace(/0+$/, "").replace(/\.$/, "")
    : plain.replace(/^0+(?=\d)/, "");
}

function unitOf(text: string): string | null {
  const unit = text.trim().replace(/^of\s/, "").replace(/\.$/, "");
  if (unit === "") return null;
  if (/^(?:€|eur|euros?)$/.test(unit)) return "€";
  if (/^(?:\$|usd|dollars?)$/.test(unit)) return "$";
  if (/^(?:£|gbp|pounds?)$/.test(unit)) return "£";
  if (/^(?:%|percent)$/.test(unit)) return "%";
  const last = unit.split(/[\s-]/).at(-1) ?? unit;
  if (new RegExp(`^(?:${MONTH})$`).test(last)) return last.slice(0, 3);
  const working = /\b(?:working|business)\b/.test(unit) ? "working " : "";
  return (
    working +
    last
      .replace(/^hrs?$/, "hour")
      .replace(/^mins?$/, "minute")
      .replace(/s$/, "")
  );
}

export function isMoney(unit: string | null): boolean {
  return unit === "€" || unit === "$" || unit === "£";
}
