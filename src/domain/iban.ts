/** Length of the whole number by country (ISO 13616 registry). */
const IBAN_LENGTHS: [length: number, countries: string][] = [
  [15, "NO"],
  [16, "BE"],
  [18, "DK FI FO GL NL"],
  [19, "MK SI"],
  [20, "AT BA EE KZ LT LU XK"],
  [21, "CH HR LI LV"],
  [22, "BG BH CR DE GB GE IE ME RS"],
  [23, "AE GI IL IQ OM"],
  [24, "AD CZ ES MD PK RO SA SE SK TN VG"],
  [25, "PT ST"],
  [26, "IS TR"],
  [27, "BI DJ FR GR IT MC MR SM"],
  [28, "AL AZ BY CY DO GT HU LB PL SV"],
  [29, "BR EG PS QA UA"],
  [30, "JO KW MU"],
  [31, "MT SC"],
];

/** Any country's, with this between its characters. */
export function ibanPattern(gap: string): RegExp {
  const byLength = IBAN_LENGTHS.map(
    ([length, countries]) =>
      `(?:${countries.replaceAll(" ", "|")})\\d{2}(?:${gap}[A-Z0-9]){${length - 4}}`,
  );
  return new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${byLength.join("|")})(?![\\p{L}\\p{N}])`,
    "giu",
  );
}

/** ISO 13616: mod 97 of the rearranged number is 1. */
export function isIban(match: string): boolean {
  const iban = match.replace(/[^A-Z0-9]/gi, "").toUpperCase();
  if (iban.length < 15 || iban.length > 34) return false;
  const rearranged = (iban.slice(4) + iban.slice(0, 4)).replace(
    /[A-Z]/g,
    (letter) => String(letter.charCodeAt(0) - 55),
  );
  let remainder = 0;
  for (const digit of rearranged)
    remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}
