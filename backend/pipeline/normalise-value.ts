import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import { dateIn, type ReadAt } from "./normalise-date.ts";
import { periodIn } from "./normalise-period.ts";
import { timeIn } from "./normalise-time.ts";
import { countIn, numberIn } from "./spelled-numbers.ts";

/**
 * A value in one spelling, whatever the customer's: dates `2026-03-12`, times `18:35`, amounts `12.50 EUR`, numbers
 * `3`, periods as ISO 8601 (`2026-03-01/2026-03-31`, `P14D`, `PT45M`). null: it could not be told.
 */
export function normaliseValue(
  value: string,
  field: Pick<FieldDefinition, "type" | "unit" | "enum">,
  at: ReadAt,
): string | null {
  const text = value.normalize("NFKC").replace(/\s+/g, " ").trim();
  switch (field.type) {
    case "date":
      return dateIn(text, at);
    case "time":
      return timeIn(text, at);
    case "period":
      return periodIn(text, at);
    case "number":
      return countIn(text)?.toString() ?? null;
    case "amount":
      return amountIn(text, field.unit);
    case "email":
      return text.toLowerCase();
    case "phone":
      return text.replace(/(?!^\+)\D/g, "");
    case "enum":
      return (
        field.enum.find((one) => one.toLowerCase() === text.toLowerCase()) ??
        null
      );
    case "text":
      return text;
  }
}

const CURRENCIES: [RegExp, string][] = [
  [/€|\beur(?:os?)?\b/i, "EUR"],
  [/\$|\b(?:usd|dollars?|bucks)\b/i, "USD"],
  [/£|\b(?:gbp|pounds?|quid)\b/i, "GBP"],
  [/\b(?:chf|francs?)\b/i, "CHF"],
];

/** The currency the text names, else the field's own unit; without either the number alone. */
function amountIn(text: string, unit: string | null): string | null {
  const number = numberIn(text);
  if (number === null) return null;
  const currency =
    CURRENCIES.find(([name]) => name.test(text))?.[1] ?? unit ?? "";
  return `${number.toFixed(2)} ${currency}`.trim();
}
