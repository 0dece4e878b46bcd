import type { Ticket, TicketField } from "./ticket.ts";

/**
 * Postal addresses. Nothing is guessed: a block is one when a street with its house number stands right before a postcode
 * and its town, in German, Dutch, French, British or American form. What a ticket's field holds is known by its label.
 */

export interface AddressPart {
  start: number;
  end: number;
}

/** Words of an address in small letters, with a capital, or in capitals. */
function anyCase(words: string): string {
  return words
    .split("|")
    .flatMap((word) => [
      word,
      word.replace(/^./, (letter) => letter.toUpperCase()),
      word.toUpperCase(),
    ])
    .join("|");
}

/** Between the pieces of an address: a comma, a new line (quoted mail has ">" there), both, or a blank. */
const GAP = "(?:[ \\t]*,?[ \\t]*\\r?\\n[> \\t]*|[ \\t]*,[ \\t]*|[ \\t]+)";
const BREAK = "(?:[ \\t]*,?[ \\t]*\\r?\\n[> \\t]*|[ \\t]*,[ \\t]*)";
const HOUSE =
  "\\d{1,4}(?:[ ]?[a-zA-Z](?![\\p{L}\\p{N}]))?(?:[ ]?[-–/][ ]?\\d{1,4}[a-zA-Z]?|-[IVX]{1,4}(?!\\p{L}))?";
const END = "(?![\\p{L}\\p{M}\\p{N}])";
const START = "(?<![\\p{L}\\p{N}⟦_.#€$£/-])";

/** "Freiburg", "Bad Homburg", "Frankfurt am Main", "'s-Hertogenbosch"; more words only where the line then ends. */
const TOWN_WORD =
  "(?:St\\.?[ -])?(?:['’]s-)?\\p{Lu}[\\p{L}\\p{M}'’]+(?:-[\\p{L}'’]+)*";
const TOWN = `(?:${TOWN_WORD}(?:[ ](?:(?:am|an der|im|in der|ob der|vor der|bei|a\\.[ ]?[dM]\\.?|aan den?|den|sur|sous|en|la|le|les|lès|de|du|des)[ ])?${TOWN_WORD}){1,3}(?:[ ]CEDEX(?:[ ]\\d{1,2})?)?(?=[ \\t]*(?:$|[\\r\\n,.;:!?()]))|${TOWN_WORD}(?:[ ]CEDEX(?:[ ]\\d{1,2})?)?)`;
const MONTHS = `(?:${anyCase("jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez")})\\p{L}*`;

/** "79100 Freiburg", "D-79100 Freiburg", "1010 Wien", "1017 AB Amsterdam", "75002 Paris". */
const CONTINENTAL = `(?:(?:[A-Z]{1,2}-)?\\d{4,5}|\\d{4}[ ]?[A-Z]{2})[ ]+(?!${MONTHS}${END})${TOWN}${END}`;
const DUTCH_LOOSE = `\\d{4}[ ]?[A-Za-z]{2}[ ]+[\\p{L}'’-]{3,}${END}`;
const BRITISH =
  "(?:GIR[ ]?0AA|[A-Za-z]{1,2}\\d[A-Za-z\\d]?[ ]?\\d[A-Za-z]{2})" + END;
const STATES =
  "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming";
const AMERICAN = `[\\p{Lu}][\\p{L}.'’-]+(?:[ ][\\p{L}.'’-]+){0,3},?[ ](?:${STATES}),?[ ]+\\d{5}(?:-\\d{4})?(?!\\d)`;

const GERMANIC_TYPES = anyCase(
  "straße|strasse|str\\.?|weg|gasse|platz|allee|ufer|damm|stieg|steig|markt|chaussee|promenade|pfad|graben|twiete|redder|kamp|straat|laan|gracht|plein|kade|singel|dijk|dreef|steeg|plantsoen|burgwal",
);
const FRENCH_TYPES = anyCase(
  "rue|avenue|av\\.|boulevard|bd\\.?|place|chemin|impasse|allée|quai|route|cours|square|passage|faubourg|voie|sentier|résidence|lotissement",
);
const ENGLISH_TYPES = anyCase(
  "street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|place|pl|square|sq|boulevard|blvd|way|close|crescent|cres|terrace|gardens|grove|row|mews|highway|hwy|parkway|pkwy|circle|cir|trail|walk|broadway|hill|park|green",
);
const FLAT = anyCase("flat|apartment|apt\\.?|unit|suite|ste\\.?");

/** "Lindenweg 4", "Lange Straße 12a", "Am Alten Markt 5", "Keizersgracht 12-II", "Rue de la Loi 16". */
const NAME_BEFORE_NUMBER = [
  `(?:\\p{Lu}[\\p{L}\\p{M}.'’-]*[ -]){0,3}[\\p{L}\\p{M}'’-]*(?:${GERMANIC_TYPES})`,
  "(?:Am|An der|An den|Auf dem|Auf der|Im|In der|In den|Zum|Zur|Unter den|Unter der|Hinter der|Hinter dem|Vor dem|Bei der|Alter|Alte|Neuer|Neue|Langer|Lange|Kleine|Große|Obere|Untere|Aan de|Op de|Rue|Avenue|Boulevard|Chemin|Place|Quai|Route|Calle|C/|Avenida|Plaza|Paseo|Via|Viale|Piazza|Corso|Rua)[ ](?:[\\p{L}\\p{M}.'’-]+[ ]){0,4}?[\\p{L}\\p{M}.'’-]{2,}",
  "Postfach",
];
const GERMANIC = `(?:${NAME_BEFORE_NUMBER.join("|")}),?[ ]${HOUSE}`;
/** "12 bis, rue de la Paix". */
const FRENCH = `\\d{1,4}(?:[ ]?(?:bis|ter|quater|[A-D]))?,?[ ](?:${FRENCH_TYPES})(?:[ ][\\p{L}\\p{M}\\d.'’-]+){1,6}?`;
/** "221B Baker Street", "Flat 3, 12 High St", "1600 Pennsylvania Ave NW Apt 4", "PO Box 12". */
const ENGLISH = `(?:(?:(?:${FLAT})[ ]\\w{1,5},?[ ])?\\d{1,5}[a-zA-Z]?,?[ ](?:[\\p{L}\\d.'’-]+[ ]){1,4}?(?:${ENGLISH_TYPES})\\.?(?:[ ](?:NW|NE|SW|SE|N|S|E|W))?(?:,?[ ](?:(?:${FLAT})[ ]|#)\\w{1,5})?|[Pp]\\.?[ ]?[Oo]\\.?[ ](?:${anyCase("box")})[ ]\\d{1,6})`;
/** A district or a floor between street and town. */
const BETWEEN = `(?:${BREAK}[^\\n,⟦⟧]{2,30}){0,2}`;

const BLOCKS: { street: string; rest: string; between: string }[] = [
  { street: GERMANIC, between: "", rest: CONTINENTAL },
  { street: GERMANIC, between: "", rest: DUTCH_LOOSE },
  { street: FRENCH, between: "", rest: CONTINENTAL },
  {
    street: ENGLISH,
    between: `(?:${BREAK}(?:(?:${FLAT})[ ]|#)\\w{1,5})?`,
    rest: AMERICAN,
  },
  {
    street: ENGLISH,
    between: BETWEEN,
    rest: `(?:[\\p{L}'’. -]{2,30}[ ])?${BRITISH}`,
  },
];
const PATTERNS = BLOCKS.map(({ street, between, rest }) => ({
  pattern: new RegExp(
    `${START}(?<street>${street})(?<between>${between})(?<gap>${GAP})(?<rest>${rest})`,
    "gmdu",
  ),
}));

/** Without a word that only streets have, a line counts right below a word or a name that says whose address follows. */
const ANY_STREET = new RegExp(
  `(?<=^[> \\t]*(?<above>[^\\n]{1,160})\\r?\\n)[> \\t]*(?<street>\\p{Lu}[\\p{L}\\p{M} .'’-]{2,40}[ ]${HOUSE})[ \\t]*,?(?<gap>\\r?\\n[> \\t]*)(?<rest>${CONTINENTAL})(?=[ \\t]*,?[ \\t]*$)`,
  "gmdu",
);
const SAYS_ADDRESS =
  /\b(?:address|adress(?:e|en)|\w*adresse|anschrift|\w*anschrift|adres|\w*adres|moved? to|live at|wohne(?:n)?)\b[^.?!]{0,60}:?\s*$/iu;

/** Each piece of every address in a text, in order: the street, what lies between, the postcode with its town. */
export function addressPartsIn(
  text: string,
  isName: (line: string) => boolean,
): AddressPart[] {
  const found: AddressPart[] = [];
  const add = ({ indices }: RegExpExecArray) => {
    for (const name of ["street", "between", "rest"]) {
      const [start, end] = indices?.groups?.[name] ?? [0, 0];
      // A street's comma ("Flat 3, 12 High Street") is its own.
      const parts =
        name === "street"
          ? [{ start, end }]
          : linesOf(text.slice(start, end), start);
      for (const part of parts)
        if (!found.some((one) => part.start < one.end && one.start < part.end))
          found.push(part);
    }
  };
  for (const { pattern } of PATTERNS)
    for (const match of text.matchAll(pattern)) add(match);
  for (const match of text.matchAll(ANY_STREET)) {
    const above = match.groups?.["above"]?.trim() ?? "";
    if (isName(above) || SAYS_ADDRESS.test(above)) add(match);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** Pieces of the ticket's addresses that are to be found wherever they occur, longest first. */
export function knownAddressParts(
  ticket: Ticket,
  extracted: readonly TicketField[],
  isName: (line: string) => boolean,
): string[] {
  const told = [...ticket.fields, ...extracted].flatMap(partsOfField);
  const written = [
    ticket.subject ?? "",
    ...ticket.messages.map(({ text }) => text),
  ]
    .flatMap((text) =>
      addressPartsIn(text, isName).map(({ start, end }) =>
        text.slice(start, end),
      ),
    )
    // A town that stood between may be everybody's, and "Apt 4" says nothing alone.
    .filter((part) => /\d/.test(part) && part.length >= 5);
  return [...new Set([...told, ...written])].toSorted(
    (a, b) => b.length - a.length,
  );
}

/** The whole, and each of its lines that tells something by itself. */
function partsOfField(field: TicketField): string[] {
  const whole = field.value.slice(0, 500).trim();
  const kind = kindOf(field);
  if (kind === null || /@/.test(whole) || NOTHING.test(whole)) return [];
  const lines = linesOf(whole, 0).map(({ start, end }) =>
    whole.slice(start, end),
  );
  if (kind === "whole" && !/\d/.test(whole) && lines.length < 2) return [];
  const telling = lines.filter(
    (line) =>
      !NOTHING.test(line) &&
      !isCountry(line) &&
      (kind === "piece" || /\d/.test(line) || lines.length > 2) &&
      // Four digits alone may be a year, fewer anything.
      !/^\d{0,4}[a-z]?$/i.test(line) &&
      line.length >= 3,
  );
  return [...(lines.length > 1 ? [whole] : []), ...telling];
}

/** Is the value of a field with this label an address or a piece of one, whatever it is? */
export function holdsAddress(field: TicketField): boolean {
  const { value } = field;
  const kind = kindOf(field);
  if (kind === null || /@/.test(value) || NOTHING.test(value.trim()))
    return false;
  return kind === "piece" || /\d|[\n,]/.test(value);
}

function kindOf({ label, fieldId }: TicketField): "whole" | "piece" | null {
  const plain = [label, fieldId].map((it) => it.replace(/_/g, " ").trim());
  if (plain.some((it) => NOT_POSTAL.test(it))) return null;
  if (plain.some((it) => WHOLE.test(it))) return "whole";
  return plain.some((it) => PIECE.test(it)) ? "piece" : null;
}

const NOT_POSTAL = /\b(?:e-?mail|mail|ip|web|url|mac|wallet|site|internet)\b/i;
const WHOLE =
  /(?:^|[ -])address(?: ?(?:line)? ?\d)?$|(?:adresse|anschrift|adres|dirección|indirizzo)$|^adresse\b/i;
const PIECE =
  /(?:^|[ -])(?:street(?: name| address)?|house (?:number|no\.?)|city|town|post ?code|postal ?code|zip(?: ?code)?|straße|strasse|hausnummer|plz|postleitzahl|ort|stadt|wohnort|straat|huisnummer|plaats|woonplaats|rue|ville|code postal|calle|ciudad|código postal)$/i;
const NOTHING =
  /^(?:|-+|yes|no|none|n\/?a|unknown|same|other|true|false|ja|nein|keine?|nee|oui|non|sí)$/i;

/** Rules of delivery go by the country: it is everybody's, and stays. */
function isCountry(line: string): boolean {
  countries ??= new Set(
    ["en", "de", "fr", "nl", "es"].flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: "region" });
      return LETTERS.flatMap((a) =>
        LETTERS.map((b) => (names.of(a + b) ?? "").toLowerCase()),
      );
    }),
  );
  return (
    countries.has(line.toLowerCase()) ||
    /^(?:uk|usa?|u\.s\.a\.|england|scotland|wales)$/i.test(line)
  );
}
let countries: Set<string> | null = null;
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

function linesOf(text: string, offset: number): AddressPart[] {
  return [...text.matchAll(/[^\r\n,;]+/g)].flatMap(({ 0: raw, index }) => {
    const line = raw.replace(/^[> \t]+/, "");
    const start = offset + index + raw.length - line.length;
    const { length } = line.trimEnd();
    return length === 0 ? [] : [{ start, end: start + length }];
  });
}

/** A known piece wherever it stands as a whole. A street without its number takes the number that follows. */
export function patternOfAddressParts(parts: readonly string[]): RegExp | null {
  if (parts.length === 0) return null;
  const spelled = parts.map((part) => {
    const escaped = part
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\s*[\r\n,;]+\s*/g, "[\\s,;]+")
      .replace(/ +/g, "\\s+");
    return /\d/.test(part) ? escaped : `${escaped}(?:[ ]\\d{1,4}[a-z]?${END})?`;
  });
  return new RegExp(
    `(?<![\\p{L}\\p{N}⟦_#€$£/.-])(?:${spelled.join("|")})(?![\\p{L}\\p{M}\\p{N}_]|[.,]\\d|-\\d)(?![ ]?(?:€|\\$|£|%|EUR\\b|USD\\b))`,
    "gu",
  );
}
