import { ownWords } from "../../src/domain/mail.ts";
import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { ExtractedField } from "../../src/domain/suggestion.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { findersOf, type Finder } from "./field-finders.ts";

/** Longer texts are pasted logs: their head tells enough. */
const READ_CHARACTERS = 20_000;
const QUOTE_CHARACTERS = 160;

interface Place {
  text: string;
  /** null: the subject or a field of the helpdesk. */
  messageId: string | null;
}

interface Hit {
  value: string;
  start: number;
  end: number;
  place: Place;
}

/**
 * Values that stand in the ticket, each with the words around it. The newest customer message wins; other values
 * that fit are kept as candidates. Nothing is guessed: no occurrence, no value.
 */
export function extract(
  ticket: Ticket,
  fields: FieldDefinition[],
): ExtractedField[] {
  const places = placesIn(ticket);
  const claimed = new Map<Place, [number, number][]>();
  const found = new Map<string, Hit[]>();
  for (const field of inPriority(fields)) {
    const finders = findersOf(field);
    const hits = places.flatMap((place) =>
      hitsIn(place, finders, claimed.get(place) ?? []),
    );
    // What one field has taken is no value of another: a phone finder would take the digits of every order.
    for (const { place, start, end } of hits)
      claimed.set(place, [...(claimed.get(place) ?? []), [start, end]]);
    found.set(field.fieldId, hits);
  }
  return fields.map((field) =>
    chosen(field, found.get(field.fieldId) ?? [], ticket),
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
  });
  const cut = ({ text }: Message) => text.slice(0, READ_CHARACTERS);
  return [
    ...byCustomer.map((message) => place(message, ownWords(cut(message)))),
    ...(ticket.subject === null
      ? []
      : [{ text: ticket.subject.slice(0, 1000), messageId: null }]),
    ...byCustomer
      .filter((message) => ownWords(cut(message)).length < cut(message).length)
      .map((message) => place(message, message.text)),
    ...byOthers.map((message) => place(message, ownWords(cut(message)))),
  ];
}

/** A checkable shape claims its characters before a vaguer one; among equals the pack's own order. */
function inPriority(fields: FieldDefinition[]): FieldDefinition[] {
  const rank = ({ type, pattern }: FieldDefinition) =>
    type === "email"
      ? 0
      : pattern !== null && type === "text"
        ? 1
        : type === "enum"
          ? 2
          : type === "text"
            ? 3
            : type === "date"
              ? 4
              : type === "amount"
                ? 5
                : type === "phone"
                  ? 6
                  : 7;
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

function hitsIn(
  place: Place,
  finders: Finder[],
  taken: [number, number][],
): Hit[] {
  const hits: Hit[] = [];
  for (const find of finders) {
    for (const { value, start } of find(place.text)) {
      const end = start + value.length;
      const isTaken = [
        ...taken,
        ...hits.map((hit) => [hit.start, hit.end] as const),
      ].some(([from, to]) => start < to && from < end);
      if (!isTaken && value.trim() !== "")
        hits.push({ value, start, end, place });
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
  const hit = newest.find(({ value }) => value === held?.value) ?? newest[0];
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
      quote: quoteAround(hit),
      messageId: hit.place.messageId,
      candidates: values.filter((value) => value !== hit.value).slice(0, 5),
    };
  return {
    fieldId,
    label,
    required,
    value: held?.value.trim() ?? null,
    quote: held ? `${held.label}: ${held.value}` : null,
    messageId: null,
    candidates: [],
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
