import { mulberry32 } from "./bootstrap.ts";

/** A text made up here, with the place of the one value in it; `type` null: it only looks like one. */
export interface SyntheticRow {
  text: string;
  type: string | null;
  /** Which way of writing it. */
  format: string;
  start: number;
  end: number;
}

type Draw = () => number;
type Format = [name: string, make: (draw: Draw) => string];

/**
 * As many texts for each type as asked, every way of writing it in turn, and as many that only look like one. All of it
 * is made from a seed: real counts of cards, IBANs and addresses are too small to tell .9 from .99.
 */
export function syntheticRows(seed: number, perType: number): SyntheticRow[] {
  const draw = mulberry32(seed);
  const rows: SyntheticRow[] = [];
  for (const { type, formats, around } of TYPES)
    for (let n = 0; n < perType; n++) {
      const [format, make] = formats[n % formats.length] as Format;
      // What stands behind a bar belongs to it and tells nothing: a port, a mask, an extension.
      const [value = "", rest = ""] = make(draw).split("|");
      const [before = "", after = ""] = pick(draw, around).split("{}");
      rows.push({
        text: `${before}${value}${rest}${after}`,
        type,
        format,
        start: before.length,
        end: before.length + value.length,
      });
    }
  return rows;
}

function pick<T>(draw: Draw, from: readonly T[]): T {
  return from[Math.floor(draw() * from.length)] as T;
}

function digit(draw: Draw, from = 0): number {
  return from + Math.floor(draw() * (10 - from));
}

/** "0" a digit, "1" one to nine, "A" a capital letter, "C" either, "x" a hexadecimal digit; all else as it stands. */
function filled(draw: Draw, mask: string): string {
  return mask.replace(/[01ACx]/g, (kind) => {
    if (kind === "0") return String(digit(draw));
    if (kind === "1") return String(digit(draw, 1));
    const letter = String.fromCharCode(65 + Math.floor(draw() * 26));
    if (kind === "A") return letter;
    if (kind === "x") return Math.floor(draw() * 16).toString(16);
    return draw() < 0.5 ? letter : String(digit(draw));
  });
}

/** Mask with the letters of a word kept: only what stands between « and » is filled. */
function mask(text: string): Format[1] {
  return (draw) =>
    text.replace(/«([^»]*)»/g, (_, inner: string) => filled(draw, inner));
}

// --- cards: first digits and lengths by brand (ISO/IEC 7812), last digit by Luhn.

const BRANDS: [prefix: string[], length: number, groups: number[]][] = [
  [["4"], 16, [4, 4, 4, 4]],
  [["51", "53", "55", "2221", "2720"], 16, [4, 4, 4, 4]],
  [["34", "37"], 15, [4, 6, 5]],
  [["6011", "65"], 16, [4, 4, 4, 4]],
  [["36", "38", "300"], 14, [4, 6, 4]],
  [["3528", "3589"], 16, [4, 4, 4, 4]],
  [["5018", "6304"], 12, [4, 4, 4]],
  [["6759"], 19, [4, 4, 4, 4, 3]],
  [["62"], 16, [4, 4, 4, 4]],
  [["4"], 13, [4, 3, 3, 3]],
];

const card =
  (separator: string): Format[1] =>
  (draw) => {
    const [prefixes, length, groups] = pick(draw, BRANDS);
    const start = pick(draw, prefixes);
    const body = start + filled(draw, "0".repeat(length - 1 - start.length));
    const whole = body + String(luhnDigit(body));
    let at = 0;
    return groups.map((size) => whole.slice(at, (at += size))).join(separator);
  };

function luhnDigit(body: string): number {
  const sum = [...body].toReversed().reduce((total, character, at) => {
    const doubled = Number(character) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

// --- IBAN: the account's form by country (ISO 13616 registry), check digits by mod 97.

const ACCOUNTS: Record<string, string> = {
  AD: "00000000CCCCCCCCCCCC",
  AE: "0000000000000000000",
  AT: "0000000000000000",
  BE: "000000000000",
  BG: "AAAA000000CCCCCCCC",
  CH: "00000CCCCCCCCCCCC",
  CY: "00000000CCCCCCCCCCCCCCCC",
  CZ: "00000000000000000000",
  DE: "000000000000000000",
  DK: "00000000000000",
  EE: "0000000000000000",
  ES: "00000000000000000000",
  FI: "00000000000000",
  FR: "0000000000CCCCCCCCCCC00",
  GB: "AAAA00000000000000",
  GR: "0000000CCCCCCCCCCCCCCCC",
  HR: "00000000000000000",
  HU: "000000000000000000000000",
  IE: "AAAA00000000000000",
  IL: "0000000000000000000",
  IS: "0000000000000000000000",
  IT: "A0000000000CCCCCCCCCCCC",
  LI: "00000CCCCCCCCCCCC",
  LT: "0000000000000000",
  LU: "000CCCCCCCCCCCCC",
  LV: "AAAACCCCCCCCCCCCC",
  MC: "0000000000CCCCCCCCCCC00",
  MT: "AAAA00000CCCCCCCCCCCCCCCCCC",
  NL: "AAAA0000000000",
  NO: "00000000000",
  PL: "000000000000000000000000",
  PT: "000000000000000000000",
  RO: "AAAACCCCCCCCCCCCCCCC",
  SA: "00CCCCCCCCCCCCCCCCCC",
  SE: "00000000000000000000",
  SI: "000000000000000",
  SK: "00000000000000000000",
  SM: "A0000000000CCCCCCCCCCCC",
  TR: "000000CCCCCCCCCCCCCCCC",
  UA: "000000CCCCCCCCCCCCCCCCCCC",
};

const iban =
  (write: (whole: string) => string): Format[1] =>
  (draw) => {
    const country = pick(draw, Object.keys(ACCOUNTS));
    const account = filled(draw, ACCOUNTS[country] ?? "");
    return write(`${country}${checkDigits(country, account)}${account}`);
  };

function checkDigits(country: string, account: string): string {
  const rearranged = `${account}${country}00`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  const rest = [...rearranged].reduce(
    (remainder, character) => (remainder * 10 + Number(character)) % 97,
    0,
  );
  return String(98 - rest).padStart(2, "0");
}

const inFours = (separator: string) => (whole: string) =>
  whole.match(/.{1,4}/g)?.join(separator) ?? whole;

// --- addresses

const octet = (draw: Draw) => String(Math.floor(draw() * 256));
const ipv4 = (draw: Draw) =>
  [octet(draw), octet(draw), octet(draw), octet(draw)].join(".");
/** The first group of addresses in use, so that none is read as a time of day. */
const FIRST = ["2001", "2a02", "2a01", "fe80", "fd12", "2606", "2400"];
const ipv6 =
  (write: (groups: string[]) => string): Format[1] =>
  (draw) =>
    write([
      pick(draw, FIRST),
      ...Array.from({ length: 7 }, () => filled(draw, "xxxx")),
    ]);
const plainHex = (group: string) => group.replace(/^0+(?=.)/, "");

const NAMES = [
  "dana",
  "j.ruiz",
  "Mei_Wong",
  "o'neill",
  "k-bauer",
  "søren",
  "info",
  "a1",
  "tomasz.nowak",
];
const HOSTS = [
  "mail.example",
  "post.example.co.uk",
  "my-shop.example",
  "sub.mx2.example.com",
  "bücher.example",
  "EXAMPLE.ORG",
  "x.example.museum",
];
const email =
  (write: (name: string, host: string) => string): Format[1] =>
  (draw) =>
    write(pick(draw, NAMES), pick(draw, HOSTS));

const CALLS = [
  "You can call me on {}.",
  "Tel. {}",
  "Phone: {}, after five.",
  "my number is {}",
  "Best,\nDana\n{}",
  "Ring {} or write.",
  "({})",
];

const TYPES: { type: string | null; formats: Format[]; around: string[] }[] = [
  {
    type: "CREDIT_CARD",
    around: [
      "My card {} was charged twice.",
      "Card number: {}",
      "please use {}, it is valid until 08/29",
      "{}",
      "({})",
      "paid with {}; nothing since.",
    ],
    formats: [
      ["in one piece", card("")],
      ["with spaces", card(" ")],
      ["with hyphens", card("-")],
      ["with no-break spaces", card("\u00a0")],
      ["with dots", card(".")],
    ],
  },
  {
    type: "EMAIL_ADDRESS",
    around: [
      "Write to {}.",
      "E-mail: {}, please",
      "I am {} in your shop",
      "{}",
      "Dana <{}> wrote:",
      "mailto:{}",
      '"{}"',
    ],
    formats: [
      ["plain", email((name, host) => `${name}@${host}`)],
      ["with a tag", email((name, host) => `${name}+orders@${host}`)],
      ["with a year", email((name, host) => `${name}.1987@${host}`)],
      ["in capitals", email((name, host) => `${name}@${host}`.toUpperCase())],
    ],
  },
  {
    type: "IBAN_CODE",
    around: [
      "My IBAN is {}.",
      "IBAN: {}",
      "Please refund to {} (account of my wife).",
      "{}",
      "{} is my account, bank in the city",
      "to {}, thank you",
    ],
    formats: [
      ["in one piece", iban((whole) => whole)],
      ["in fours", iban(inFours(" "))],
      ["with no-break spaces", iban(inFours("\u00a0"))],
      ["with hyphens", iban(inFours("-"))],
      ["small letters", iban((whole) => whole.toLowerCase())],
      [
        "country apart",
        iban((whole) => `${whole.slice(0, 4)} ${whole.slice(4)}`),
      ],
    ],
  },
  {
    type: "IP_ADDRESS",
    around: [
      "My address is {} and nothing loads.",
      "IP: {}",
      "blocked: {}",
      "the log says {}.",
      "{}",
      "login from {} (not me)",
      "ping {}, no answer",
    ],
    formats: [
      ["v4", ipv4],
      ["v4 with a port", (draw) => `${ipv4(draw)}|:${filled(draw, "1000")}`],
      ["v4 with a mask", (draw) => `${ipv4(draw)}|/24`],
      ["v6, whole", ipv6((groups) => groups.map(plainHex).join(":"))],
      ["v6, with zeros", ipv6((groups) => groups.join(":"))],
      [
        "v6, shortened inside",
        ipv6(
          ([a = "", b = "", c = ""]) => `${a}:${plainHex(b)}::${plainHex(c)}`,
        ),
      ],
      [
        "v6, shortened at its end",
        ipv6(([a = "", b = ""]) => `${a}:${plainHex(b)}::`),
      ],
      ["v6 of a host", ipv6(([, , c = ""]) => `fe80::${plainHex(c)}`)],
      [
        "v6, in brackets with a port",
        ipv6(
          (groups) =>
            `[${groups.slice(0, 4).map(plainHex).join(":")}::1|]:8080`,
        ),
      ],
      ["v6 in capitals", ipv6((groups) => groups.join(":").toUpperCase())],
      ["v4 in v6", (draw) => `::ffff:${ipv4(draw)}`],
      ["v6 with a zone", ipv6(([, b = ""]) => `fe80::${plainHex(b)}|%eth0`)],
    ],
  },
  {
    type: "PHONE_NUMBER",
    around: CALLS,
    formats: [
      ["Germany", mask("+49 «110» «1000000»")],
      ["Germany, trunk in brackets", mask("+49 (0)«110» «1000000»")],
      ["Germany at home", mask("0«110» «1000000»")],
      ["Germany with a slash", mask("0«110»/«1000000»")],
      ["Germany with 00", mask("0049 «110» «1000000»")],
      ["Britain", mask("+44 20 «1000» «0000»")],
      ["Britain at home", mask("07«100» «000000»")],
      ["France", mask("+33 6 «10» «00» «00» «00»")],
      ["France at home", mask("06 «10» «00» «00» «00»")],
      ["France with dots", mask("06.«10».«00».«00».«00»")],
      ["Spain", mask("+34 6«10» «000» «000»")],
      ["Italy", mask("+39 3«10» «000» «0000»")],
      ["Netherlands", mask("+31 6 «10000000»")],
      ["Norway", mask("+47 «10» «00» «00» «00»")],
      ["Czechia", mask("+420 «100» «000» «000»")],
      ["America", mask("(«100») «555»-«0000»")],
      ["America with hyphens", mask("«100»-555-«0000»")],
      ["America with dots", mask("«100».555.«0000»")],
      ["America, whole", mask("+1 «100» 555 «0000»")],
      ["America, extension", mask("+1-«100»-555-«0000»| ext. «10»")],
      ["India", mask("+91 9«1000» «00000»")],
      ["Australia", mask("+61 4«10» «000» «000»")],
      ["in one piece", mask("+49«1100000000»")],
    ],
  },
  {
    type: null,
    around: [
      "It is {}.",
      "{}",
      "I mean {}, not the other one.",
      "see {} please",
    ],
    formats: [
      ["an order", mask("order FH-«00000»")],
      ["a parcel", mask("3SKAB«0000000»")],
      ["a long order", mask("order number «1000000000»")],
      ["a day", mask("2026-11-0«1»")],
      ["a day with dots", mask("0«1».11.2026")],
      ["a day with slashes", mask("11/0«1»/2026")],
      ["a time", mask("12:3«0»:4«0»")],
      ["a span of years", mask("2019-2023")],
      ["an amount", mask("€ 1.«100»,«00»")],
      ["an amount in dollars", mask("$1,«100».«00»")],
      ["a large amount", mask("«1»00 000 EUR")],
      ["a bar code", mask("EAN 40«00000000000»")],
      ["a book", mask("ISBN 978-3-16-«000000»-«0»")],
      ["a size", mask("«10» x «10» x «10» cm")],
      ["a version", mask("version «1».«1».«1»")],
      ["a network card", mask("«xx:xx:xx:xx:xx:xx»")],
      ["an id", mask("«xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx»")],
      ["a colour", mask("#«xxxxxx»")],
      ["a tax number", mask("VAT CZ«00000000»")],
      ["a handle", mask("@dana_«00»")],
      ["a page", mask("https://shop.example/o/«00000000»?p=«00»")],
      ["a place", mask("48.«1000», 9.«1000»")],
      ["a postcode", mask("«10000» Freiburg")],
      ["a ratio", mask("16:9 and 4:3")],
      ["code", mask("std::vector<int>")],
      ["a ticket", mask("ticket #«10000»")],
      ["a serial number", mask("serial SN«0000-0000-0000»")],
    ],
  },
];
