import { ownWords } from "../../src/domain/mail.ts";
import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { ExtractedField } from "../../src/domain/suggestion.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { findersOf, type Finder } from "./field-finders.ts";
import type { FieldReader } from "./field-reader.ts";
import { localClock, type ReadAt } from "./normalise-date.ts";
import { normaliseValue } from "./normalise-value.ts";

/** Longer texts are pasted logs: their head tells enough. */
const READ_CHARACTERS = 20_000;
const QUOTE_CHARACTERS = 160;
const EPOCH = "1970-01-01T00:00:00Z";

interface Place {
  text: string;
  /** null: the subject or a field of the helpdesk. */
  messageId: string | null;
  /** When it was written, ISO 8601: what "tomorrow" means. */
  at: string;
}

interface Hit {
  value: string;
  start: number;
  end: number;
  /** null: found by its shape, not by what was learned. */
  confidence: number | null;
  place: Place;
}

/**
 * Values that stand in the ticket, each with the words around it. The newest customer message wins; other values
 * that fit are kept as candidates. Nothing is guessed: no occurrence, no value.
 */
export function extract(
  ticket: Ticket,
  reader: FieldReader | null,
): ExtractedField[] {
  if (reader === null) return [];
  const places = placesIn(ticket);
  const claimed = new Map<Place, [number, number][]>();
  const found = new Map<string, Hit[]>();
  for (const field of inPriority(reader)) {
    const finders = findersOf(field, reader.tagger);
    const hits = places.flatMap((place) =>
      hitsIn(place, finders, claimed.get(place) ?? []),
    );
    // What one field has taken is no value of another: a phone finder would take the digits of every order.
    for (const { place, start, end } of hits)
      claimed.set(place, [...(claimed.get(place) ?? []), [start, end]]);
    found.set(field.fieldId, hits);
  }
  return reader.fields.map((field) =>
    chosen(field, found.get(field.fieldId) ?? [], ticket, reader),
  );
}

/** Newest customer words first, then what the customer quoted, the subject, and what others wrote. */
function placesIn(ticket: Ticket): Place[] {
  const newestFirst = ticket.messages.toReversed();
  const byCustomer = newestFirst.filter(({ role }) => role === "customer");
  const byOthers = newestFirst.filter(
    ({ role, visibility }) => role !== "customer" && visibility === "public",
  );
  const place = (message: Message, text: string): Place => ({
    text: text.slice(0, READ_CHARACTERS),
    messageId: message.messageId,
    at: message.at,
  });
  const cut = ({ text }: Message) => text.slice(0, READ_CHARACTERS);
  return [
    ...byCustomer.map((message) => place(message, ownWords(cut(message)))),
    ...(ticket.subject === null
      ? []
      : [
          {
            text: ticket.subject.slice(0, 1000),
            messageId: null,
            at: ticket.messages[0]?.at ?? EPOCH,
          },
        ]),
    ...byCustomer
      .filter((message) => ownWords(cut(message)).length < cut(message).length)
      .map((message) => place(message, message.text)),
    ...byOthers.map((message) => place(message, ownWords(cut(message)))),
  ];
}

/** Vaguer shapes last: digits of a date, an amount or a telephone are numbers, too. */
const BY_TYPE: FieldDefinition["type"][] = [
  "email",
  "enum",
  "text",
  "date",
  "time",
  "period",
  "amount",
  "phone",
  "number",
];

/** A checkable shape claims its characters before a vaguer one; among equals the pack's own order. */
function inPriority({ fields, tagger }: FieldReader): FieldDefinition[] {
  const rank = ({ fieldId, type, pattern }: FieldDefinition) => {
    if (type === "email") return -3;
    if (pattern !== null && type === "text") return -2;
    if (tagger?.fieldIds.has(fieldId)) return -1;
    return BY_TYPE.indexOf(type);
  };
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

function hitsIn(
  place: Place,
  finders: Finder[],
  taken: [number, number][],
): Hit[] {
  const hits: Hit[] = [];
  for (const find of finders) {
    for (const { value, start, confidence } of find(place.text)) {
      const end = start + value.length;
      const isTaken = [
        ...taken,
        ...hits.map((hit) => [hit.start, hit.end] as const),
      ].some(([from, to]) => start < to && from < end);
      if (!isTaken && value.trim() !== "")
        hits.push({ value, start, end, confidence, place });
    }
    // A finder further down is vaguer: it is asked only when the better one found nothing.
    if (hits.length > 0) break;
  }
  return hits;
}

function chosen(
  field: FieldDefinition,
  hits: Hit[],
  ticket: Ticket,
  reader: FieldReader,
): ExtractedField {
  const { fieldId, label, required } = field;
  const held = ticket.fields.find(
    (one) =>
      one.value.trim() !== "" &&
      (one.fieldId === fieldId ||
        one.label.toLowerCase() === label.toLowerCase()),
  );
  const newest = hits.filter(({ place }) => place === hits[0]?.place);
  // Two values in one message: the helpdesk's own field may settle which is meant.
  const hit =
    newest.find(({ value }) => value === held?.value) ?? surest(newest);
  const values = [
    ...new Set([
      ...hits.map(({ value }) => value),
      ...(held ? [held.value.trim()] : []),
    ]),
  ];
  if (hit)
    return {
      fieldId,
      label,
      required,
      value: hit.value,
      normalised: normaliseValue(
        hit.value,
        field,
        readAt(hit.place.at, field, reader),
      ),
      confidence:
        hit.confidence ??
        1 / new Set(newest.map(({ value }) => value.toLowerCase())).size,
      quote: quoteAround(hit),
      messageId: hit.place.messageId,
      candidates: values.filter((value) => value !== hit.value).slice(0, 5),
    };
  return {
    fieldId,
    label,
    required,
    value: held?.value.trim() ?? null,
    normalised: held
      ? normaliseValue(
          held.value,
          field,
          readAt(ticket.messages[0]?.at ?? EPOCH, field, reader),
        )
      : null,
    confidence: held ? 1 : null,
    quote: held ? `${held.label}: ${held.value}` : null,
    messageId: null,
    candidates: [],
  };
}

/** What was learned knows which is likelier; of equals, the first one. */
function surest(hits: Hit[]): Hit | undefined {
  return hits.toSorted((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0))[0];
}

/** A name like these asks for a day that has been. Any other day without a year is a coming one. */
const HAS_BEEN =
  /\b(?:bought|purchase|ordered|order date|paid|payment|sent|shipped|delivered|arrived|lost|since|issued|born|birth|last)\b/;

function readAt(
  at: string,
  { fieldId, label }: FieldDefinition,
  { timeZone, dateOrder }: FieldReader,
): ReadAt {
  const name = `${label} ${fieldId.replace(/[_-]+/g, " ")}`.toLowerCase();
  return {
    ...localClock(at, timeZone),
    order: dateOrder,
    leaning: HAS_BEEN.test(name) ? "past" : "coming",
  };
}

/** The line the value stands in, cut around it when it is long. */
function quoteAround({ place: { text }, start, end }: Hit): string {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd);
  if (line.length <= QUOTE_CHARACTERS) return line.trim();
  const spare = Math.max(0, Math.floor((QUOTE_CHARACTERS - (end - start)) / 2));
  return text
    .slice(
      Math.max(lineStart, start - spare),
      Math.min(lineStart + line.length, end + spare),
    )
    .trim();
}
