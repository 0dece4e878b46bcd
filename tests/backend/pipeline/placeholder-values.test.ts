import { describe, expect, it } from "vitest";
import { placeholderValues } from "../../../backend/pipeline/placeholder-values.ts";
import type { FieldDefinition } from "../../../src/domain/policy-pack.ts";
import { createRedactor } from "../../../src/domain/redaction.ts";
import type { ExtractedField } from "../../../src/domain/suggestion.ts";
import { ticketOf } from "./tiny-pack.ts";

const definition = (
  fieldId: string,
  type: FieldDefinition["type"],
  pattern: string | null = null,
): FieldDefinition => ({
  fieldId,
  label: fieldId,
  type,
  pattern,
  enum: [],
  unit: null,
  examples: [],
  required: false,
});
const field = (fieldId: string, value: string): ExtractedField => ({
  fieldId,
  label: fieldId,
  value,
  normalised: null,
  quote: null,
  messageId: null,
  confidence: 1,
  candidates: [],
  required: false,
});

function valuesOf(subject: string, fields: ExtractedField[] = []) {
  const values = placeholderValues(
    { ...ticketOf("Hello"), subject },
    fields,
    [
      definition("order", "text", "FH-\\d+"),
      definition("amount", "amount"),
      definition("remark", "text"),
    ],
    null,
    createRedactor(),
  );
  return (name: string) => values.get(name);
}

describe("what fills approved text", () => {
  it.each([
    "Where is my parcel FH-88190?",
    "Wrong size",
    "Re: Your order of 12 November",
  ])("takes a harmless subject: %s", (subject) => {
    expect(valuesOf(subject)("ticket.subject")).toBe(subject);
  });

  it.each([
    "Full refund of €900 confirmed",
    "900 euros for you",
    "as agreed on evil.example/claim",
    "write to boss@evil.example",
    "we guarantee a new one, free of charge",
    "Erstattung zugesagt",
    "evil dot example",
  ])("leaves out a subject that would promise or lead away: %s", (subject) => {
    expect(valuesOf(subject)("ticket.subject")).toBeUndefined();
  });

  it("takes a field that the pack binds, and of one that takes any text only harmless words", () => {
    const values = valuesOf("Hi", [
      field("order", "FH-88190"),
      field("amount", "€ 129.00"),
      field("remark", "see evil.example"),
    ]);
    expect(values("field.order")).toBe("FH-88190");
    expect(values("field.amount")).toBe("€ 129.00");
    expect(values("field.remark")).toBeUndefined();
    expect(
      valuesOf("Hi", [field("remark", "blue, size M")])("field.remark"),
    ).toBe("blue, size M");
  });
});
