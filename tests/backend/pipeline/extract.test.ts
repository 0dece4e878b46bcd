import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldDefinition } from "../../../src/domain/policy-pack.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { extract as extractWith } from "../../../backend/pipeline/extract.ts";
import { buildFieldReader } from "../../../backend/pipeline/field-reader.ts";
import { message, ticketOf } from "./tiny-pack.ts";

function field(
  fieldId: string,
  more: Partial<FieldDefinition> = {},
): FieldDefinition {
  return {
    fieldId,
    label: fieldId.replaceAll("_", " "),
    type: "text",
    pattern: null,
    enum: [],
    unit: null,
    examples: [],
    required: false,
    ...more,
  };
}

function extract(ticket: Ticket, fields: FieldDefinition[]) {
  return extractWith(
    ticket,
    buildFieldReader({ fields, timeZone: "Europe/Berlin", languages: ["en"] }),
  );
}

const order = field("order_number", { pattern: "\\b(GS-\\d{4})\\b" });
const FIELDS = [
  order,
  field("email", { type: "email" }),
  field("phone", { type: "phone" }),
  field("amount", { type: "amount" }),
  field("bought_on", { type: "date" }),
  field("product", { type: "enum", enum: ["Rose", "Rose Bush", "Fern"] }),
  field("user_id", { examples: ["mia_li_3668"] }),
  field("quantity", { type: "number" }),
];

function valuesOf(ticket: Ticket, fields = FIELDS): Record<string, string> {
  return Object.fromEntries(
    extract(ticket, fields).flatMap(({ fieldId, value }) =>
      value === null ? [] : [[fieldId, value]],
    ),
  );
}

describe("extract", () => {
  it.each<[string, string, Record<string, string>]>([
    ["a pattern", "Order GS-1234 please", { order_number: "GS-1234" }],
    [
      "an e-mail address",
      "I am at dana@mail.example.",
      { email: "dana@mail.example" },
    ],
    [
      "a telephone number",
      "Call +49 761 555 0142.",
      { phone: "+49 761 555 0142" },
    ],
    ["an amount in front", "I paid € 129.00 for it.", { amount: "€ 129.00" }],
    ["an amount behind", "It was 42 euros in all.", { amount: "42 euros" }],
    [
      "a date in words",
      "Bought on 12 March 2026.",
      { bought_on: "12 March 2026" },
    ],
    ["a date in figures", "It came 2026-03-12.", { bought_on: "2026-03-12" }],
    [
      "the longest name of a list, as it is spelled",
      "My rose bush died.",
      { product: "rose bush" },
    ],
    [
      "the shape of the examples",
      "I'm ana_ruiz_12 and wrote as mia_li_3668.",
      { user_id: "mia_li_3668" },
    ],
    ["a number behind its name", "quantity: 12", { quantity: "12" }],
    ["nothing that is not there", "Where is my plant?", {}],
    ["no name inside another word", "The Fernhill hotel", {}],
  ])("finds %s", (_, text, values) => {
    expect(valuesOf(ticketOf(text))).toEqual(values);
  });

  it("gives each span to one field only, the checkable first", () => {
    const digits = field("order_number", { pattern: "\\b(\\d{10})\\b" });
    const phone = field("phone", { type: "phone" });
    expect(
      valuesOf(ticketOf("My order is 0761555014."), [phone, digits]),
    ).toEqual({ order_number: "0761555014" });
  });

  it("takes the newest message of the customer and keeps the older value as a candidate", () => {
    const ticket = ticketOf("It is GS-1111.", "Sorry, it is GS-2222.");
    expect(extract(ticket, [order])[0]).toMatchObject({
      value: "GS-2222",
      messageId: "c1",
      quote: "Sorry, it is GS-2222.",
      candidates: ["GS-1111"],
    });
  });

  it("lets the helpdesk's own field settle which of two values is meant", () => {
    const ticket = {
      ...ticketOf("I have GS-1111 and GS-2222, cancel one."),
      fields: [{ fieldId: "360", label: "order number", value: "GS-2222" }],
    };
    expect(extract(ticket, [order])[0]).toMatchObject({
      value: "GS-2222",
      candidates: ["GS-1111"],
    });
  });

  it("falls back to the helpdesk's field, and says so", () => {
    const ticket = {
      ...ticketOf("Where is it?"),
      fields: [{ fieldId: "360", label: "Order number", value: "GS-3333" }],
    };
    expect(extract(ticket, [order])[0]).toMatchObject({
      value: "GS-3333",
      messageId: null,
      quote: "Order number: GS-3333",
    });
  });

  it("does not read internal notes, and prefers the customer to the agent", () => {
    const ticket = ticketOf(
      message("agent", "See GS-9999.", { visibility: "internal" }),
      message("agent", "Is it GS-8888?"),
      "No, GS-7777.",
    );
    const [found] = extract(ticket, [order]);
    expect(found?.value).toBe("GS-7777");
    expect(found?.candidates).toEqual(["GS-8888"]);
  });

  it("finds only what stands in the ticket, whatever the ticket", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(
        " GS-1234 ",
        " a@b.example ",
        "€ 12.50",
        "+49 761 5550142",
        "12 May 2026",
        "rose",
        "\n> ",
        "On Tue, Sam wrote:\n",
        "user id is ab_cd_12",
      ),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((all) => all.join(""));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
        const ticket = ticketOf(...texts);
        for (const { value, quote, candidates } of extract(ticket, FIELDS)) {
          if (value === null) continue;
          expect(texts.some((one) => one.includes(value))).toBe(true);
          expect(quote).toContain(value.trim());
          for (const other of candidates)
            expect(texts.some((one) => one.includes(other))).toBe(true);
        }
      }),
    );
  });
});
