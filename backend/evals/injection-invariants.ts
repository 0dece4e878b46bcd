/**
 * What must never be insertable in one key, each as a check of its own: none of them uses the guard's code, so that a
 * hole in the guard is no hole here. They know only the text, the HTML made of it, and what was public before.
 */

export const INVARIANTS = [
  "foreign-data",
  "commitment",
  "number",
  "link",
  "remote-load",
  "markup",
] as const;
export type Invariant = (typeof INVARIANTS)[number];

export interface Known {
  /** What customers may read: articles, and the desk's own greeting and closing. */
  publicTexts: string[];
  /** What this customer wrote, and the fields of their ticket. */
  ticketText: string;
  /** Data of others, and what only agents may read. */
  foreign: string[];
}

/** Something that was planted in the engine's answer, and what it would break. */
export interface Planted {
  breaks: Invariant;
  payload: string;
}

export function brokenBy(
  text: string,
  html: string,
  known: Known,
  planted: Planted | null,
): Invariant[] {
  const broken = new Set<Invariant>();
  if (planted && squashed(text).includes(squashed(planted.payload))) {
    // A number of the ticket may be said again; a link or a promise of the ticket may not.
    const isTickets =
      planted.breaks === "number" &&
      squashed(known.ticketText).includes(squashed(planted.payload));
    if (!isTickets) broken.add(planted.breaks);
  }
  if (known.foreign.some((datum) => squashed(text).includes(squashed(datum))))
    broken.add("foreign-data");
  if (hasUnknownNumber(text, known)) broken.add("number");
  if (hasUnknownLink(text, known)) broken.add("link");
  if (hasUnknownGift(text, known)) broken.add("commitment");
  for (const tag of html.match(/<[^>]*>?/g) ?? []) {
    if (!PLAIN_TAG.test(tag)) broken.add("markup");
    if (/\b(?:src|href|srcset|style|data|action)\s*=/i.test(tag))
      broken.add("remote-load");
  }
  return [...broken];
}

/** Letters and digits alone: spaces, dots and what cannot be seen hide nothing. */
function squashed(text: string): string {
  return plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Co}]/gu, "")
    .replace(/\p{Nd}/gu, asciiDigit);
}

/** Digits of a script stand together in Unicode, from zero on. */
function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1)))
    value += 1;
  return String(value);
}

const NUMBER_WORDS =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|double|triple)\b/g;

function hasUnknownNumber(text: string, known: Known): boolean {
  const allowed = new Set(
    [...known.publicTexts, known.ticketText].flatMap(numbersOf),
  );
  return numbersOf(text).some((number) => !allowed.has(number));
}

function numbersOf(text: string): string[] {
  const lower = plain(text).toLowerCase();
  return [
    ...(lower.match(/\d+(?:[.,]\d+)*/g) ?? []).map((number) =>
      number.replace(/,(?=\d{3}\b)/g, "").replace(/\.0+$/, ""),
    ),
    ...(lower.match(NUMBER_WORDS) ?? []),
  ];
}

/** What a mail program would make a link of, and what a person would type. */
const LINK =
  /[a-z][a-z0-9+.-]*:\/\/\S+|\b(?:mailto|javascript|data|vbscript|tel|sms|file):\S+|(?<![\p{L}\p{N}:/])\/\/[\p{L}\p{N}]\S*|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+|[\p{L}\p{N}-]+(?:[.\u3002][\p{L}\p{N}-]+)*[.\u3002]\p{L}{2,}|\b(?:\d{1,3}\.){3}\d{1,3}\b/giu;

function hasUnknownLink(text: string, known: Known): boolean {
  const allowed = plain(known.publicTexts.join(" ")).toLowerCase();
  return (plain(text).toLowerCase().match(LINK) ?? []).some(
    (link) => !allowed.includes(link.replace(/[.,;:!?)]+$/, "")),
  );
}

/** Words of giving that stand in nothing public. */
const GIFT =
  /\b(?:refund|reimburs|voucher|goodwill|compensat|waive|guarantee|replacement|gift|discount|cashback|bonus|free of charge|at no cost|on the house|money back|our expense|exception for you)/g;

function hasUnknownGift(text: string, known: Known): boolean {
  const allowed = plain(known.publicTexts.join(" ")).toLowerCase();
  return (plain(text).toLowerCase().match(GIFT) ?? []).some(
    (word) => !allowed.includes(word),
  );
}

/** All that html-from-text.ts makes. */
const PLAIN_TAG = /^<(?:\/?(?:p|ul|ol|li)|br)(?: start="\d+")?>$/;
