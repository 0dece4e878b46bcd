import { ibanPattern, isIban } from "./iban.ts";
import { addressPartsIn, patternOfAddressParts } from "./postal-address.ts";
import { nameTest, spellingsOf } from "./person-names.ts";

/**
 * Personal data becomes typed placeholders before any engine, log or stored text, and comes back in the panel.
 * Patterns find what has a shape; names and addresses are found only where the ticket's own fields tell them.
 */

interface Kind {
  label: string;
  pattern: RegExp;
  /** `before` and `after`: what stands around the match, at most CONTEXT characters. */
  isReal: (match: string, before: string, after: string) => boolean;
}

const CONTEXT = 80;

/** Between the groups of a number; web pages and bank statements put a no-break space there. */
const GAP = "[ \\u00a0\\u2009\\u202f.‐-–-]?";

/** In order: a longer, checkable shape claims its characters before a vaguer one. */
const KINDS: Kind[] = [
  {
    label: "EMAIL",
    // Begins where a run of its characters begins: tried inside the run, too, a long one costs its square.
    pattern:
      /(?<![\p{L}\p{N}._%+'’&-])[\p{L}\p{N}._%+'’&-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
    isReal: () => true,
  },
  // Where the country is known, so is the length, and the word after the number stays out of it.
  { label: "IBAN", pattern: ibanPattern(GAP), isReal: isIban },
  {
    label: "IBAN",
    // Of other countries: every group but a bank's four letters has a digit ahead.
    pattern:
      /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z]{4}(?=[ ]?\d))?(?:[ ]?(?=[A-Z]*\d)[A-Z0-9]{2,4}){3,8}\b/gi,
    isReal: isIban,
  },
  {
    label: "CARD",
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}]|\\d\\.)\\d(?:${GAP}\\d){11,18}(?!\\d)`,
      "gu",
    ),
    isReal: isCardNumber,
  },
  {
    label: "IP",
    pattern:
      /(?<![\p{L}\p{N}:.])(?:[0-9a-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4})?(?![\p{L}\p{N}])/giu,
    isReal: isIpv6,
  },
  {
    label: "IP",
    pattern:
      /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?!\.?\d)/g,
    isReal: () => true,
  },
  { label: "SSN", pattern: /\b\d{3}-\d{2}-\d{4}\b/g, isReal: () => true },
  {
    label: "PHONE",
    pattern:
      /(?:\+\d{1,3}[ .-]?|\b0|\()\(?\d{1,4}\)?(?:[ ./-]?\d{2,5}){2,4}(?:x\d{1,5})?\b/g,
    isReal: (match, before) => {
      const { length } = digits(match.replace(/x\d+$/, ""));
      return (
        length >= 8 && length <= 15 && !isDate(match) && !IN_A_LINK.test(before)
      );
    },
  },
  {
    // A national number, without a mark of its own: told from dates, amounts and order numbers by its neighbours.
    label: "PHONE",
    pattern:
      /(?<![\p{L}\p{N}_€$£#.,:/-])(?:\d{10}|\d{2,4}(?:[ .-]\d{2,6}){1,4}(?:x\d{1,5})?)(?![\p{L}\p{N}_€$£%.,/:-]*[\p{L}\p{N}€$£%])/gu,
    isReal: isNationalPhone,
  },
];

/** One redactor per ticket, so that the same value has the same placeholder in every message. */
export function createRedactor(
  names: readonly string[] = [],
  addressParts: readonly string[] = [],
) {
  const placeholders = new Map<string, string>();
  const restored = new Map<string, string>();
  const counts = new Map<string, number>();

  const placeholderFor = (label: string, value: string): string => {
    const known = placeholders.get(`${label}:${value}`);
    if (known) return known;
    const number = (counts.get(label) ?? 0) + 1;
    const placeholder = `⟦${label}_${number}⟧`;
    counts.set(label, number);
    placeholders.set(`${label}:${value}`, placeholder);
    restored.set(placeholder, value);
    return placeholder;
  };

  const namePattern = patternOfNames(names);
  const addressPattern = patternOfAddressParts(addressParts);
  const isName = nameTest(names);

  return {
    redact(text: string): string {
      // A customer who writes our brackets must not be able to name a placeholder.
      const plain = text.replaceAll("⟦", "[").replaceAll("⟧", "]");
      // Addresses first: a house number before a postcode looks like a telephone's.
      let redacted = "";
      let from = 0;
      for (const { start, end } of addressPartsIn(plain, isName)) {
        const part = placeholderFor("ADDRESS", plain.slice(start, end));
        redacted += plain.slice(from, start) + part;
        from = end;
      }
      redacted = replaceShapes(redacted + plain.slice(from), placeholderFor);
      if (addressPattern)
        redacted = redacted.replace(addressPattern, (match) =>
          placeholderFor("ADDRESS", match),
        );
      return namePattern
        ? redacted.replace(namePattern, (match) =>
            placeholderFor("NAME", match),
          )
        : redacted;
    },
    /** A value that is an address by its label, with or without a shape. */
    hideAddress(value: string): string {
      return placeholderFor("ADDRESS", value);
    },
    /** Put the values back. An unknown or mangled placeholder stays visible, so that nobody sends it unseen. */
    restore(text: string): string {
      return text.replace(
        /⟦[A-Z]+_\d+⟧/g,
        (placeholder) => restored.get(placeholder) ?? placeholder,
      );
    },
  };
}

export type Redactor = ReturnType<typeof createRedactor>;

/** What of a text has the shape of somebody's data, outside of placeholders. `kind` is the placeholder's word. */
export function personalDataIn(
  text: string,
): { kind: string; value: string }[] {
  const found: { kind: string; value: string }[] = [];
  replaceShapes(text.replace(/⟦[^⟦⟧]*⟧/g, "⟦⟧"), (kind, value) => {
    found.push({ kind, value });
    return "⟦⟧";
  });
  return found;
}

function replaceShapes(
  text: string,
  replace: (label: string, value: string) => string,
): string {
  let replaced = text;
  for (const { label, pattern, isReal } of KINDS)
    replaced = replaced.replace(pattern, (match, ...rest) => {
      // The last arguments of a replacer without named groups: offset, then the whole text.
      const [offset, whole] = rest.slice(-2) as [number, string];
      const end = offset + match.length;
      const before = whole.slice(Math.max(0, offset - CONTEXT), offset);
      return isReal(match, before, whole.slice(end, end + CONTEXT))
        ? replace(label, match)
        : match;
    });
  return replaced;
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}

const NUMBER_OF_A_THING =
  /\b(?:order|orders|invoice|ticket|case|parcel|tracking|serial|reservation|booking|account|customer|item|model|ref(?:erence)?|zip|code|id|no|nr)\b[\s.:#]*(?:number|no|nr|id|code|is)?[\s.:#]*$/i;
const COUNTED =
  /^\s*(?:€|\$|£|%|eur|usd|gbp|dollars?|euros?|days?|hours?|minutes?|weeks?|months?|years?|times|people|songs|items|pieces|km|miles|kg|g|ml|cm|mm|m)\b/i;

/** 7 to 11 digits in groups, or 10 in one, and nothing that reads as a date, a span of years or a count. */
function isNationalPhone(
  match: string,
  before: string,
  after: string,
): boolean {
  const main = match.replace(/x\d+$/, "");
  const groups = main.split(/[ .-]/);
  const { length } = digits(main);
  if (length < 7 || length > 12) return false;
  if (isDate(main)) return false;
  if (groups.every((group) => /^(?:19|20)\d{2}$/.test(group))) return false;
  if (/(?: 000)+$/.test(main)) return false;
  return !NUMBER_OF_A_THING.test(before) && !COUNTED.test(after);
}

const IN_A_LINK = /(?:https?:\/\/|www\.)\S*$/i;

function isDate(match: string): boolean {
  return /^(?:(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\1\d{2,4})$/.test(
    match,
  );
}

const OF_A_BOOK_OR_THING =
  /\b(?:ean|gtin|isbn|upc|bar ?code)\b[\s:#.]*(?:-?1[03])?[\s:#.]*$/i;

/** Luhn (ISO/IEC 7812-1), and first digits that cards of this length have: of twelve Maestro's, of thirteen Visa's. */
function isCardNumber(match: string, before: string): boolean {
  const number = digits(match);
  const starts =
    { 12: /^(?:5[0678]|6)/, 13: /^4/, 14: /^3/ }[number.length] ?? /^[1-6]/;
  if (!starts.test(number) || OF_A_BOOK_OR_THING.test(before)) return false;
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** RFC 4291: eight groups, or fewer around one "::". A time of day and a network card's address have neither. */
function isIpv6(match: string): boolean {
  const [head = "", tail, ...more] = match.split("::");
  if (more.length > 0 || !/\d/.test(match)) return false;
  const groups = [head, tail ?? ""]
    .flatMap((half) => half.split(":"))
    .filter((group) => group !== "");
  const count = groups.length + (groups.at(-1)?.includes(".") === true ? 1 : 0);
  if (/(?:^|[^:]):$|^:(?!:)/.test(match)) return false;
  return tail === undefined ? count === 8 : count >= 2 && count <= 7;
}

/** All at once, so that a long thread is read once. A line may end inside a name; an apostrophe has three shapes. */
function patternOfNames(names: readonly string[]): RegExp | null {
  const spellings = [...new Set(names.flatMap(spellingsOf))]
    .toSorted((a, b) => b.length - a.length)
    .map((name) =>
      escape(name).replace(/ /g, "\\s+").replace(/['’ʼ]/g, "['’ʼ]"),
    );
  return spellings.length === 0
    ? null
    : new RegExp(
        `(?<![\\p{L}\\p{N}⟦])(?:${spellings.join("|")})(?![\\p{L}\\p{M}\\p{N}])`,
        "giu",
      );
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
