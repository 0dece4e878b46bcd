/** Members of the European Union since February 2020, ISO 3166-1. */
const MEMBERS =
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(
    " ",
  );
/** Others that shops' rules tell apart. */
const OTHERS = "AU CA CH GB IS JP LI NO NZ UA US".split(" ");
/** What people write beside the names that `Intl` has. */
const ALSO: Record<string, string> = {
  "Czech Republic": "CZ",
  England: "GB",
  "Great Britain": "GB",
  Holland: "NL",
  "Northern Ireland": "GB",
  Scotland: "GB",
  UK: "GB",
  USA: "US",
  Wales: "GB",
};

const english = new Intl.DisplayNames(["en"], { type: "region" });
const CODES = new Map([
  ...Object.entries(ALSO),
  ...[...MEMBERS, ...OTHERS].map((code): [string, string] => [
    english.of(code) ?? code,
    code,
  ]),
]);
const COUNTRY = new RegExp(
  `\\b(?:${[...CODES.keys()].toSorted((a, b) => b.length - a.length).join("|")})\\b`,
  "g",
);
const UNION = /\bEuropean Union\b|\bEU\b/;
/** "Other countries of the European Union": not those that are named beside it. */
const OTHER_MEMBERS = /\bother\b[^.]{0,30}(?:European Union|\bEU\b)/;
const MEMBER_SET = new Set(MEMBERS);

/** Codes of the countries that a text names, in English and with capitals. */
export function countriesIn(text: string): Set<string> {
  return new Set(
    Array.from(text.matchAll(COUNTRY), ([name]) => CODES.get(name) ?? name),
  );
}

/** The countries that a sentence speaks of, the Union's members among them. Empty: it names none, and is for all. */
export function reachOf(sentence: string, section: string): Set<string> {
  const reach = countriesIn(sentence);
  if (!UNION.test(sentence)) return reach;
  const beside = OTHER_MEMBERS.test(sentence)
    ? countriesIn(section)
    : new Set<string>();
  for (const code of MEMBER_SET) if (!beside.has(code)) reach.add(code);
  return reach;
}

/** How rules name a country that they do not name: "European Union", "United Kingdom". Empty: nothing to add. */
export function widerNames(text: string): string {
  const named = [...countriesIn(text)];
  return [
    ...named.map((code) => english.of(code) ?? ""),
    ...(named.some((code) => MEMBER_SET.has(code)) ? ["European Union"] : []),
  ]
    .filter((name) => !text.includes(name))
    .join(" ");
}
