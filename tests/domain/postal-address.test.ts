import { describe, expect, it } from "vitest";
import { createRedactor } from "../../src/domain/redaction.ts";

describe("a postal address", () => {
  it.each<[string, string, string]>([
    [
      "German, in lines",
      "to:\n\nSamir Haddad\nLindenweg 4\n79100 Freiburg\n\nIf",
      "to:\n\n⟦NAME_1⟧\n⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧\n\nIf",
    ],
    [
      "German, in a sentence",
      "an die Lange Straße 12a, 20095 Hamburg. Danke",
      "an die ⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧. Danke",
    ],
    [
      "German, with blanks alone",
      "Hauptstr. 12 79100 Freiburg",
      "⟦ADDRESS_1⟧ ⟦ADDRESS_2⟧",
    ],
    [
      "German, with a country's letter",
      "Am Alten Markt 5\nD-61348 Bad Homburg",
      "⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧",
    ],
    [
      "German, a town of three words",
      "Ring:\nRingweg 3\n60313 Frankfurt am Main\nDanke",
      "Ring:\n⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧\nDanke",
    ],
    [
      "Austrian",
      "Mariahilfer Straße 10/4, 1070 Wien",
      "⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧",
    ],
    [
      "in quoted mail",
      "> Lindenweg 4\n> 79100 Freiburg",
      "> ⟦ADDRESS_1⟧\n> ⟦ADDRESS_2⟧",
    ],
    [
      "Dutch",
      "Keizersgracht 12-II\n1015 CJ Amsterdam",
      "⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧",
    ],
    [
      "Dutch, without the blank",
      "Kerkstraat 5, 3511AB Utrecht",
      "⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧",
    ],
    [
      "French",
      "12 bis, rue de la Paix\n75002 PARIS CEDEX 02",
      "⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧",
    ],
    [
      "French, in a sentence",
      "au 8 avenue Foch, 69006 Lyon, merci",
      "au ⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧, merci",
    ],
    ["Belgian", "Rue de la Loi 16, 1000 Bruxelles", "⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧"],
    [
      "British, in lines",
      "221B Baker Street\nMarylebone\nLondon\nNW1 6XE",
      "⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧\n⟦ADDRESS_3⟧\n⟦ADDRESS_4⟧",
    ],
    [
      "British, in small letters",
      "send it to 12 high street, leeds ls1 4ap please",
      "send it to ⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧ ⟦ADDRESS_3⟧ please",
    ],
    [
      "American",
      "1600 Pennsylvania Ave NW, Washington, DC 20500",
      "⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧, ⟦ADDRESS_3⟧",
    ],
    [
      "American, with a flat",
      "742 Evergreen Terrace Apt 4\nSpringfield, IL 62704-1234",
      "⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧, ⟦ADDRESS_3⟧",
    ],
    [
      "American, with the state's name and the flat below",
      "I live in 445 Maple Drive,\nSuite 394, Fort Worth, Texas, 76165.",
      "I live in ⟦ADDRESS_1⟧,\n⟦ADDRESS_2⟧, ⟦ADDRESS_3⟧, ⟦ADDRESS_4⟧, ⟦ADDRESS_5⟧.",
    ],
    [
      "a post office box",
      "PO Box 1290, Boise, ID 83701",
      "⟦ADDRESS_1⟧, ⟦ADDRESS_2⟧, ⟦ADDRESS_3⟧",
    ],
    [
      "a street without a street's word, below the customer's name",
      "Samir Haddad\nJungfernstein 12\n20354 Hamburg",
      "⟦NAME_1⟧\n⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧",
    ],
    [
      "a street without a street's word, below a word that says so",
      "My new address:\nJungfernstein 12\n20354 Hamburg",
      "My new address:\n⟦ADDRESS_1⟧\n⟦ADDRESS_2⟧",
    ],
  ])("%s", (_name, text, expected) => {
    const redactor = createRedactor(["Samir Haddad"]);
    const redacted = redactor.redact(text);
    expect(redacted).toBe(expected);
    expect(redactor.restore(redacted)).toBe(text);
  });

  it.each<[string, string]>([
    ["an order number", "order 12345 and FH-88214, Invoice 79100"],
    ["products with numbers", "Kestrel 2, Harrier 3 and Rook 40"],
    [
      "a product above a line that looks like a town",
      "Kestrel 2\n79100 Freiburg",
    ],
    ["a product before a count", "Rook 40, 10000 Points earned"],
    ["dates", "Am Montag 12, 2026 war es; on 12 November 2026, 24.11.2026"],
    ["a date behind a street's word", "Unterweg 2, 2026 November"],
    ["prices", "€ 129.00 or 12 Euro, 79100 EUR, CHF 1200 Total"],
    ["a street alone", "I like Baker Street, and the shop at Lindenweg 4 too"],
    ["a town alone", "It was sent to 79100 Freiburg and to Leeds"],
    ["working days", "within 2 to 4 working days, 5 days in Switzerland"],
    ["a way and an amount", "there is a 2 way zip, DE 89370 is wrong"],
    ["a code like a postcode", "part KS2 4RT of the 3 season tent"],
    ["small talk with a road", "2 of us were on the road, it rained on day 3"],
    ["a serial number", "KS2-2405-01187 on the Lindenweg"],
  ])("is not %s", (_name, text) => {
    expect(createRedactor().redact(text)).toBe(text);
  });

  it("takes a long text in its stride", () => {
    const piece = "12 of the old 3 Rue de la rue Am Am 4, St St 1 A a ";
    const text = piece.repeat(400_000 / piece.length);
    const startedAt = performance.now();
    createRedactor().redact(text);
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
