import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../src/domain/redaction.ts";

describe("redaction", () => {
  it.each<[string, string, string]>([
    [
      "an e-mail address",
      "Write to dana.ruiz@example.com please",
      "Write to ⟦EMAIL_1⟧ please",
    ],
    [
      "a card number that passes Luhn",
      "card 4111 1111 1111 1111 was charged",
      "card ⟦CARD_1⟧ was charged",
    ],
    [
      "an IBAN that passes mod 97",
      "to DE89 3704 0044 0532 0130 00 today",
      "to ⟦IBAN_1⟧ today",
    ],
    ["an IP address", "from 203.0.113.7 at night", "from ⟦IP_1⟧ at night"],
    [
      "a phone number",
      "call +49 30 901820 any time",
      "call ⟦PHONE_1⟧ any time",
    ],
    ["an IBAN in small letters", "gb82west12345698765432", "⟦IBAN_1⟧"],
    ["an IPv6 address", "2001:db8:0:0:0:0:2:1 again", "⟦IP_1⟧ again"],
    ["a Maestro number of twelve digits", "my 676203459828", "my ⟦CARD_1⟧"],
    ["a national phone number", "call 555 0142 367 now", "call ⟦PHONE_1⟧ now"],
    [
      "an address with an apostrophe",
      "Mail s.o'neill@mail.example!",
      "Mail ⟦EMAIL_1⟧!",
    ],
    [
      "a card number with dots, as a web page has it",
      "card 4111.1111.1111.1111.",
      "card ⟦CARD_1⟧.",
    ],
    [
      "an IBAN with no-break spaces, and leaves the word after it",
      "to DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000 abc please",
      "to ⟦IBAN_1⟧ abc please",
    ],
    [
      "an IBAN whose account has letters alone in a group",
      "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
      "⟦IBAN_1⟧",
    ],
    [
      "a shortened IPv6 address, without its port",
      "at [2001:db8::1f]:8080",
      "at [⟦IP_1⟧]:8080",
    ],
    [
      "an IPv4 address in an IPv6 one",
      "from ::ffff:203.0.113.7",
      "from ⟦IP_1⟧",
    ],
    [
      "a French phone number with dots, which is no IP address",
      "mon numéro: 06.12.34.56.78",
      "mon numéro: ⟦PHONE_1⟧",
    ],
    ["an SSN", "mine is 078-05-1120", "mine is ⟦SSN_1⟧"],
    [
      "the customer's name, whole and in part",
      "Dana Ruiz here. Thanks, Dana",
      "⟦NAME_1⟧ here. Thanks, ⟦NAME_2⟧",
    ],
  ])("hides %s", (_name, text, expected) => {
    expect(createRedactor(["Dana Ruiz"]).redact(text)).toBe(expected);
  });

  it.each<[string, string]>([
    ["a bar code that passes Luhn", "EAN 4006381333932"],
    ["a book that passes Luhn", "ISBN 978-3-16-148410-0"],
    ["a network card", "00:1a:2b:3c:4d:5e"],
    ["a time of day", "at 12:30:45"],
    ["a name in code", "use std::map and a::b"],
    ["a number in a link", "see https://shop.example/o/0123456789"],
    ["an order id", "order A-77120 has not come"],
    ["an amount", "you charged 2 x $42.00"],
    ["an ISO date", "on 2026-11-24 at noon"],
    ["a numeric date", "on 24.11.2026 or 03/04/2026"],
    ["a span of years", "from 2019 2020 on"],
    ["a count", "100 000 people"],
    ["a long order number", "order 5551234567 has not come"],
    ["twelve digits of no card", "parcel 123456789012"],
    ["a date", "since 16 November 2026"],
    ["a short name inside a word", "Danish shoes"],
    ["sixteen digits that fail Luhn", "tracking 4111 1111 1111 1112"],
  ])("leaves %s alone", (_name, text) => {
    expect(createRedactor(["Dan"]).redact(text)).toBe(text);
  });

  it("gives the same value the same placeholder, and restores it", () => {
    const redactor = createRedactor();
    expect(redactor.redact("a@b.co, again a@b.co, then c@d.co")).toBe(
      "⟦EMAIL_1⟧, again ⟦EMAIL_1⟧, then ⟦EMAIL_2⟧",
    );
    expect(redactor.restore("⟦EMAIL_2⟧ and ⟦EMAIL_9⟧")).toBe(
      "c@d.co and ⟦EMAIL_9⟧",
    );
  });

  it("lets nobody write a placeholder, nor a name mangle one", () => {
    const redactor = createRedactor(["Email Card"]);
    expect(redactor.redact("⟦EMAIL_1⟧ from a@b.co")).toBe(
      "[⟦NAME_1⟧_1] from ⟦EMAIL_1⟧",
    );
  });

  it("restores what it hid, whatever the text", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.emailAddress(),
      fc.ipV4(),
      fc.constant("Dana Ruiz"),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(" ");
        fc.pre(!/[⟦⟧]/.test(text));
        const redactor = createRedactor(["Dana Ruiz"]);
        expect(redactor.restore(redactor.redact(text))).toBe(text);
      }),
    );
  });
});
