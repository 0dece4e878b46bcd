import type { Ticket } from "./ticket.ts";

/**
 * Names have no shape: only those that the ticket itself tells are known. Helpdesks hold them as mail programs, address
 * books and their own lists write them: "Ruiz, Dana", "Dr. Dana Ruiz (Acme)", "Dana Ruiz 2".
 */

/** Everyone the ticket names: requester, authors, fields that hold a person, and the agent who asks. Each once. */
export function knownNames(ticket: Ticket, agentName: string | null): string[] {
  const told = [
    ticket.requester?.name ?? "",
    agentName ?? "",
    ...ticket.messages
      .filter(({ role }) => role !== "bot")
      .map(({ authorName }) => authorName),
    ...ticket.fields
      .filter(({ label }) => HOLDS_A_PERSON.test(label.trim()))
      .flatMap(({ value }) => peopleIn(value.slice(0, 2000))),
  ];
  const names = new Set(
    told.flatMap((name) => [
      personName(name),
      nick(name),
      ...(personName(name) === "" ? sidesOf(name) : []),
    ]),
  );
  return [...names].filter((name) => name !== "");
}

/**
 * A name that may be greeted with: letters, not "Customer 12", not an address, nothing that could be markup. "": none, or
 * nobody can tell which part is whose, as in "Dana Ruiz, Acme" and "García Márquez, Gabriel".
 */
export function personName(name: string): string {
  const [last = "", first = "", ...more] = withoutTrimmings(name)
    .split(",")
    .map((part) => part.trim());
  const isPlain = first === "" || AFTER_A_NAME.test(first);
  const plain = isPlain ? last : `${first} ${last}`;
  const person = plain
    .replace(/\s+/g, " ")
    .replace(TITLES, "")
    .replace(/(?<=\S \S.*) ?#?\d{1,4}$/, "")
    .trim();
  const isPerson =
    !COMPANY.test(first) &&
    (isPlain || !/^\p{Lu}\S* /u.test(last) || PARTICLE.test(last)) &&
    more.every((part) => AFTER_A_NAME.test(part)) &&
    /^[\p{L}\p{M}][\p{L}\p{M}'’ʼ. ‐-]{0,60}$/u.test(person) &&
    !NOBODY.test(person);
  return isPerson ? person : "";
}

/**
 * How a name is written in a text, longest first: whole, swapped, with an initial, and its parts of three letters and
 * more: "Dana Ruiz", "Ruiz, Dana", "D. Ruiz", "Dana" and "Ruiz". With and without accents.
 */
export function spellingsOf(name: string): string[] {
  const whole = name.normalize("NFC").trim().replace(/\s+/g, " ");
  const words = whole.split(" ");
  const first = words[0] ?? "";
  const last = words.at(-1) ?? "";
  // "Vincent van der Berg" is filed under "van der Berg" or under "Berg".
  const family = words.slice(1).join(" ");
  const swapped = [
    [first, last],
    [first, family],
    [words.slice(0, -1).join(" "), last],
  ].flatMap(([given, surname]) => [
    `${given} ${surname}`,
    `${surname}, ${given}`,
    `${surname} ${given}`,
  ]);
  const initial = [...first][0] ?? "";
  const wholes =
    words.length < 2
      ? [whole]
      : [
          whole,
          ...swapped,
          ...(last.length >= 3
            ? [`${initial}. ${last}`, `${last}, ${initial}.`]
            : []),
        ];
  const parts = words
    .flatMap((word) => [word, ...word.split(/[-‐]/)])
    .map((part) => part.replace(/\.$/, ""))
    .filter((part) => !NOT_ALONE.test(part));
  const spellings = [...wholes, ...parts].filter(({ length }) => length >= 3);
  return [
    ...new Set(
      spellings.flatMap((one) => [
        one,
        one.normalize("NFD"),
        one.normalize("NFD").replace(/\p{M}/gu, ""),
      ]),
    ),
  ].toSorted((a, b) => b.length - a.length);
}

/** Is a line the name of one of these people, and nothing else? */
export function nameTest(names: readonly string[]): (line: string) => boolean {
  const wholes = new Set(
    names.flatMap(spellingsOf).map((name) => name.toLowerCase()),
  );
  return (line) =>
    wholes.has(line.toLowerCase()) ||
    wholes.has(personName(line).toLowerCase());
}

/** Without quotes, and without what stands behind a name: an address, a company, a pronoun, a way of writing in. */
function withoutTrimmings(name: string): string {
  return name
    .slice(0, 200)
    .normalize("NFC")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, "")
    .replace(/<[^<>]*>/g, " ")
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, " ")
    .replace(/["“”„«»]/g, " ")
    .replace(/\s(?:[|/@–—-]|via|c\/o|bei|from|at)\s.*$/i, "")
    .replace(/^\s*'(.*)'\s*$/, "$1")
    .trim();
}

/** What a comma parts, where nobody can tell the first name: to be hidden, each is one. */
function sidesOf(name: string): string[] {
  return withoutTrimmings(name)
    .split(",")
    .map((side) => side.trim())
    .filter((side) => !AFTER_A_NAME.test(side) && !COMPANY.test(side))
    .map(personName);
}

/** "Robert (Bob) Ruiz": in the middle stands what people call them; at the end, where they work. */
function nick(name: string): string {
  const inside = name
    .slice(0, 200)
    .match(/\S\s*[("“]([^()"“”]{3,30})[)"”]\s*\p{L}/u);
  return inside?.[1] ? personName(inside[1]) : "";
}

/** "Dana Ruiz, Tom Berg" are two, "Ruiz, Dana" is one. */
function peopleIn(value: string): string[] {
  return value.split(/[;\n]/).flatMap((entry) => {
    const parts = entry.split(",").map((part) => part.trim());
    return parts.every((part) => /\s/.test(part)) ? parts : [entry];
  });
}

const HOLDS_A_PERSON =
  /^(?:requester|assignee|assigned to|ccs?|in copy|followers?|collaborators?|recipient|contact (?:person|name)|(?:(?:first|last|full|given|family|middle|customer|client|guest|passenger|traveller|account holder|cardholder|recipient|delivery|shipping|billing|your)(?:['’]s)?[ _-]?)?name|surname|vorname|nachname|kundenname|empfänger(?:in)?|ansprechpartner(?:in)?|nom(?: de famille)?|prénom|destinataire|naam|voornaam|achternaam|ontvanger|nombre|apellidos?)$/i;

/** An abbreviation that is somebody's first name, too ("Phil"), counts with its full stop only. */
const TITLES =
  /^(?:(?:mr|mrs|ms|mx|miss|dr|prof|professor|sir|dame|herr|frau|dhr|mevr|mme|mlle)(?:\.[\s-]*|\s+)|(?:m|ing|dipl|med|rer|nat|phil|jur|rev)\.[\s-]*)+(?=\S)/i;
const PARTICLE =
  /^(?:von|van|de|del|della|di|du|le|la|ter|ten|al|el|bin|ibn|abu)\s/i;
const AFTER_A_NAME =
  /^(?:jr|sr|ii|iii|iv|ph\.? ?d|md|m\.d|mba|msc|bsc|ma|ba|esq|dds|rn|cpa|dipl\.?[ -]ing)\.?$/i;
const COMPANY =
  /^(?:inc|ltd|limited|llc|llp|plc|corp|co|gmbh|ag|kg|ug|e\.? ?k|bv|nv|sa|sarl|sas|srl|spa|ab|oy|as|aps|pty)\.?$/i;
const NOBODY =
  /^(?:customer|client|user|guest|visitor|unknown|anonymous|support|admin|kunde|gast|besucher|klant|visiteur|usuario|cliente)\b/i;
/** Words of grammar and of a firm that stand in names: alone they would hide half of a text. */
const NOT_ALONE =
  /^(?:von|vom|zum|zur|van|der|den|del|des|dos|das|della|les|las|los|ter|ten|und|and|the|for|bin|ibn|abu|support|service|customer|team|care|help|helpdesk|desk|office|sales|shop|store|gmbh|ltd|inc|llc|jun|sen)$/i;
