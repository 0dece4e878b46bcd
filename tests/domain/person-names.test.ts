import { describe, expect, it } from "vitest";
import {
  knownNames,
  personName,
  spellingsOf,
} from "../../src/domain/person-names.ts";
import { createRedactor } from "../../src/domain/redaction.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";

describe("a person's name", () => {
  it.each<[string, string]>([
    ["Dana Ruiz", "Dana Ruiz"],
    ["  Dana   Ruiz ", "Dana Ruiz"],
    ["Ruiz, Dana", "Dana Ruiz"],
    ["van der Berg, Jan", "Jan van der Berg"],
    ["O’Neill, Shaun", "Shaun O’Neill"],
    ["Dana Ruiz (Acme)", "Dana Ruiz"],
    ["Dana Ruiz [she/her]", "Dana Ruiz"],
    ["Dana Ruiz | Acme", "Dana Ruiz"],
    ["Dana Ruiz – Acme GmbH", "Dana Ruiz"],
    ["Dana Ruiz via Acme", "Dana Ruiz"],
    ["Dana Ruiz <dana@mail.example>", "Dana Ruiz"],
    ['"Ruiz, Dana"', "Dana Ruiz"],
    ["'Dana Ruiz'", "Dana Ruiz"],
    ["Dana Ruiz 2", "Dana Ruiz"],
    ["Dr. Dana Ruiz-López", "Dana Ruiz-López"],
    ["Prof. Dr. med. Dana Ruiz", "Dana Ruiz"],
    ["Dr.-Ing. Dana Ruiz", "Dana Ruiz"],
    ["Frau Ruiz", "Ruiz"],
    ["Dana Ruiz, PhD", "Dana Ruiz"],
    ["Dana M. Ruiz", "Dana M. Ruiz"],
    ["Phil Collins", "Phil Collins"],
    ["Anna von der Leyen", "Anna von der Leyen"],
  ])("%s is %s", (name, expected) => {
    expect(personName(name)).toBe(expected);
  });

  it.each([
    "",
    "Customer 12",
    "Kunde 12",
    "Guest 4821",
    "dana@mail.example",
    "+49 761 555 0142",
    "Acme, Inc.",
    "Support (Fernhill)",
    "<img src=x onerror=alert(1)>",
    "Dana <img src=x",
    "Dana Ruiz, Acme",
    "García Márquez, Gabriel",
    "x".repeat(90),
  ])("%s is nobody to greet", (name) => {
    expect(personName(name)).toBe("");
  });
});

const message = (authorName: string, text: string, role = "customer") =>
  ({
    messageId: authorName,
    role,
    visibility: "public",
    authorId: null,
    authorName,
    at: "2026-11-24T07:31:00Z",
    text,
    attachments: [],
  }) as Message;

function ticketBy(
  requester: string,
  messages: Message[] = [],
  fields: [label: string, value: string][] = [],
): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "acme",
    ticketId: "1",
    subject: null,
    channel: null,
    status: null,
    tags: [],
    requester: { customerId: "c", name: requester, email: null },
    fields: fields.map(([label, value]) => ({ fieldId: label, label, value })),
    messages,
    completeness: "full",
    missing: [],
  };
}

const TEXT =
  "Dana Ruiz, Ruiz, Dana, D. Ruiz, dana, Mrs Ruiz, DANA\nRUIZ, Dana's";

describe("what is hidden of a name", () => {
  it.each([
    "Dana Ruiz",
    "Ruiz, Dana",
    "Dana Ruiz (Acme)",
    "Dana Ruiz 2",
    "Dr. Dana Ruiz",
    "Dana Ruiz, Acme",
  ])("of %s every usual spelling", (name) => {
    const { redact, restore } = createRedactor(
      knownNames(ticketBy(name), null),
    );
    const redacted = redact(TEXT);
    expect(redacted).not.toMatch(/dana|ruiz/i);
    expect(redacted).toContain("Mrs ⟦NAME_");
    expect(restore(redacted)).toBe(TEXT);
  });

  it.each<[string, string, string]>([
    ["both halves of a hyphen", "Dana Ruiz-López", "Ruiz López Ruiz-López"],
    ["accents left out", "Dana Ruiz-López", "Ruiz-Lopez Lopez"],
    ["accents as marks of their own", "José Ruiz", "Jose\u0301 Jose"],
    ["the other apostrophe", "Shaun O’Neill", "O'Neill O’NEILL"],
    ["a nickname in brackets", "Robert (Bob) Ruiz", "Bob Robert"],
    [
      "both sides of an unclear comma",
      "García Márquez, Gabriel",
      "Gabriel García",
    ],
    ["two short words together", "Li Wu", "Li Wu Wu Li Wu, Li"],
  ])("%s", (_name, known, text) => {
    const { redact } = createRedactor(knownNames(ticketBy(known), null));
    expect(redact(text).replace(/⟦NAME_\d+⟧/g, "")).not.toMatch(/\p{L}/u);
  });

  it.each<[string, string, string]>([
    [
      "words of grammar in a name",
      "Jan van der Berg",
      "van der Sonne, in der Tat",
    ],
    ["a short word alone", "Li Wu", "Li sent it, and so did Wu"],
    ["a name inside a word", "Dan Ruiz", "Danish shoes"],
    [
      "a firm's words in a sender",
      "Fernhill Support Team",
      "your support team",
    ],
    ["the firm behind the name", "Dana Ruiz (Acme)", "the Acme app"],
  ])("never %s", (_name, known, text) => {
    expect(createRedactor(knownNames(ticketBy(known), null)).redact(text)).toBe(
      text,
    );
  });

  it("has the longest spelling first", () => {
    const spellings = spellingsOf("Dana M. Ruiz");
    expect(spellings).toContain("Dana Ruiz");
    expect(spellings).toEqual(
      spellings.toSorted((a, b) => b.length - a.length),
    );
  });
});

it("knows everyone whom a ticket names, and no bot", () => {
  expect(
    knownNames(
      ticketBy(
        "Ruiz, Dana",
        [
          message("Dana Ruiz", "hello"),
          message("Tom Berg", "I am copied in"),
          message("Nair, Priya", "on it", "agent"),
          message("Answer Bot", "hi", "bot"),
        ],
        [
          ["CC", "Ana Sousa, Kim Lee; Otto, Eva"],
          ["Assignee", "Priya Nair"],
          ["Customer name", "Samir Haddad"],
          ["Product name", "Harrier Three"],
          ["Order", "FH-88214"],
        ],
      ),
      "Lea Wolf",
    ),
  ).toEqual([
    "Dana Ruiz",
    "Lea Wolf",
    "Tom Berg",
    "Priya Nair",
    "Ana Sousa",
    "Kim Lee",
    "Eva Otto",
    "Samir Haddad",
  ]);
});
