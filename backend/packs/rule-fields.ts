import type { FieldDefinition } from "../../src/domain/policy-pack.ts";

/** What a rule book asks customers for, and how it looks in their mails. Only what the book mentions is taken. */
const KNOWN: { mentioned: RegExp; field: FieldDefinition }[] = [
  known(
    /\b(?:user|customer) id\b/i,
    "user_id",
    "User id",
    "text",
    "\\b([a-z]+_[a-z]+_\\d{3,6}|C\\d{4,8})\\b",
    "mia_berg_4821",
  ),
  // A flight number is letters, then digits: it must not be taken for a reservation.
  known(
    /\breservation\b|\bbooking\b/i,
    "reservation_id",
    "Reservation",
    "text",
    "\\b(?![A-Z]{2,3}\\d{2,4}\\b)((?=[A-Z0-9]{0,5}\\d)(?=[A-Z0-9]{0,5}[A-Z])[A-Z0-9]{6})\\b",
    "K7QM2X",
  ),
  known(
    /\bflight\b/i,
    "flight_number",
    "Flight",
    "text",
    "\\b([A-Z]{2,3} ?\\d{2,4})\\b",
    "LX 318",
  ),
  known(
    /\border\b/i,
    "order_id",
    "Order",
    "text",
    "(#[A-Z]?\\d{4,12}\\b|\\b[A-Z]{1,3}-?\\d{5,12}\\b)",
    "#A4418207",
  ),
  known(
    /\bbill\b/i,
    "bill_id",
    "Bill",
    "text",
    "\\b(B\\d{4,10})\\b",
    "B204417",
  ),
  known(
    /\bphone\b/i,
    "phone",
    "Phone",
    "phone",
    "(\\+?\\d[\\d ()-]{7,16}\\d)",
    "555-123-4567",
  ),
  known(
    /\bemail\b/i,
    "email",
    "Email",
    "email",
    "\\b([\\w.+-]{1,64}@(?:[\\w-]{1,63}\\.){1,4}[A-Za-z]{2,24})\\b",
    "mia@mail.example",
  ),
  known(
    /\$|\bdollars?\b|\bprice\b|\bamount\b/i,
    "amount",
    "Amount",
    "amount",
    "(\\$ ?\\d[\\d,]{0,9}(?:\\.\\d{2})?|\\b\\d[\\d,]{0,9}(?:\\.\\d{2})? dollars?\\b)",
    "$129.00",
  ),
  known(
    /\bdate\b|\bday\b|\bdays\b|\btime\b/i,
    "date",
    "Date",
    "date",
    "\\b(\\d{4}-\\d{2}-\\d{2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \\d{1,2}(?:st|nd|rd|th)?(?:, ?\\d{4})?|\\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}(?: \\d{4})?)\\b",
    "2024-05-20",
  ),
];

export function fieldsMentioned(text: string): FieldDefinition[] {
  return KNOWN.filter(({ mentioned }) => mentioned.test(text)).map(
    ({ field }) => structuredClone(field),
  );
}

function known(
  mentioned: RegExp,
  fieldId: string,
  label: string,
  type: FieldDefinition["type"],
  pattern: string,
  example: string,
): { mentioned: RegExp; field: FieldDefinition } {
  const unit = type === "amount" ? "USD" : null;
  return {
    mentioned,
    field: {
      fieldId,
      label,
      type,
      pattern,
      enum: [],
      unit,
      examples: [example],
      required: false,
    },
  };
}
