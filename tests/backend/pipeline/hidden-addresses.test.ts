import { describe, expect, it } from "vitest";
import type { ExtractedField } from "../../../src/domain/suggestion.ts";
import {
  redactField,
  redactorFor,
  redactTicket,
} from "../../../backend/pipeline/redact-ticket.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";

function ticketWith(
  fields: [label: string, value: string][],
  ...texts: string[]
): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "acme",
    ticketId: "1",
    subject: null,
    channel: null,
    status: null,
    tags: [],
    requester: { customerId: "c", name: "Samir Haddad", email: null },
    fields: fields.map(([label, value], at) => ({
      fieldId: String(at),
      label,
      value,
    })),
    messages: texts.map((text, at) => ({
      messageId: String(at),
      role: "customer",
      visibility: "public",
      authorId: "c",
      authorName: "Samir Haddad",
      at: "2026-11-24T07:31:00Z",
      text,
      attachments: [],
    })),
    completeness: "full",
    missing: [],
  };
}

function hidden(ticket: Ticket) {
  const redactor = redactorFor(ticket, null);
  const { fields, messages } = redactTicket(ticket, redactor);
  return {
    fields: fields.map(({ value }) => value),
    texts: messages.map(({ text }) => text),
    restore: redactor.restore,
  };
}

describe("an address that a ticket's field holds", () => {
  it("is hidden line by line wherever it occurs, and its country is not", () => {
    const { fields, texts, restore } = hidden(
      ticketWith(
        [["Delivery address", "Haus Sonne 7\n79100 Freiburg\nGermany"]],
        "I no longer live at Haus Sonne 7. Is 79100 Freiburg in Germany served?",
        "Haus Sonne 7, 79100 Freiburg, Germany",
      ),
    );
    expect(fields).toEqual(["⟦ADDRESS_1⟧"]);
    expect(texts[0]).toBe(
      "I no longer live at ⟦ADDRESS_2⟧. Is ⟦ADDRESS_3⟧ in Germany served?",
    );
    expect(texts[1]).toMatch(/^⟦ADDRESS_\d⟧$/);
    expect(restore(texts.join("\n"))).toContain("Haus Sonne 7, 79100 Freiburg");
  });

  it("is hidden in pieces: street, number, postcode, town", () => {
    const { fields, texts } = hidden(
      ticketWith(
        [
          ["Straße", "Haus Sonne"],
          ["Hausnummer", "7"],
          ["PLZ", "79100"],
          ["Ort", "Freiburg"],
          ["Land", "Germany"],
        ],
        "Haus Sonne 7, 79100 Freiburg. 7 days, order FH-79100, 79100 EUR.",
      ),
    );
    expect(fields).toEqual([
      "⟦ADDRESS_1⟧",
      "⟦ADDRESS_2⟧",
      "⟦ADDRESS_3⟧",
      "⟦ADDRESS_4⟧",
      "Germany",
    ]);
    expect(texts[0]).toBe(
      "⟦ADDRESS_5⟧, ⟦ADDRESS_3⟧ ⟦ADDRESS_4⟧. 7 days, order FH-79100, 79100 EUR.",
    );
  });

  it.each<[string, string, string]>([
    ["an e-mail address", "Email address", "nobody in particular, 12"],
    ["an IP address", "IP address", "unknown 12"],
    ["a tick", "Change address", "yes"],
    ["a state of things", "Change address", "requested"],
    ["a product", "Product", "Curlew 2, 79100"],
    ["an order", "Order", "FH-88214"],
  ])("%s is none", (_name, label, value) => {
    expect(hidden(ticketWith([[label, value]], value))).toMatchObject({
      fields: [value],
      texts: [value],
    });
  });

  it("is one when the pack's field says so: value, quote and candidates", () => {
    const field: ExtractedField = {
      fieldId: "delivery_address",
      label: "Where to",
      required: false,
      value: "Haus Sonne 7",
      normalised: "Haus Sonne 7",
      confidence: 1,
      quote: "Send it to Haus Sonne 7, Samir",
      messageId: "0",
      candidates: ["Haus Mond 3"],
    };
    const ticket = ticketWith([], "Send it to Haus Sonne 7, Samir");
    const redactor = redactorFor(ticket, null, [field]);
    expect(redactTicket(ticket, redactor).messages[0]?.text).toBe(
      "Send it to ⟦ADDRESS_1⟧, ⟦NAME_2⟧",
    );
    expect(redactField(field, redactor)).toMatchObject({
      value: "⟦ADDRESS_1⟧",
      normalised: null,
      quote: "Send it to ⟦ADDRESS_1⟧, ⟦NAME_2⟧",
      candidates: ["⟦ADDRESS_2⟧"],
    });
  });
});

it("what one message gives as an address is known in the others", () => {
  const { texts } = hidden(
    ticketWith(
      [],
      "Lindenweg 4\n79100 Freiburg",
      "Not at Lindenweg 4? I meant Lindenweg 40.",
    ),
  );
  expect(texts[1]).toBe("Not at ⟦ADDRESS_1⟧? I meant Lindenweg 40.");
});
