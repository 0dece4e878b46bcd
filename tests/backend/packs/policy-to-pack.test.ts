import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isInstruction } from "../../../backend/packs/rule-audience.ts";
import { dateOfRuleBook } from "../../../backend/packs/rule-book-date.ts";
import { policyToPack } from "../../../backend/packs/policy-to-pack.ts";

const FERRY = `# Island Ferry Agent Policy

The current time is 2026-05-04 09:30:00 CET.

As a ferry agent, you can help users **book** or **cancel** crossings.

You should transfer the user to a human agent if and only if nothing else helps.

## Domain Basic

### Ticket
Each ticket has:
- ticket number
- vehicle length
- user id

There are two classes: **deck** and **cabin**.

## Book crossing

The agent must first ask for the user id.

Passengers:
- Each booking can have at most eight passengers.
- The agent needs to collect every name.

Bicycle allowance:
- If the passenger is a resident:
  - 2 free bicycles in summer
  - 1 free bicycle in winter
- If the passenger is a visitor:
  - 0 free bicycles
- Each extra bicycle is 7 euros. A tandem counts as two.

Do not sell bicycles.

## Cancel crossing

If the ferry has left, the agent cannot help.

Otherwise, a crossing can be cancelled if any of the following is true:
- The weather is bad
- The user is ill.

A crossing can only be moved if its status is 'open', and you should check the status before.

Refund:
- Cabins cannot be moved.
- Other bookings can be moved once.
- The API does not check this, so the agent must make sure.

## Delays and vouchers
To settle a delay you should follow these steps
- Check the log
- Offer a voucher of 10 euros.
`;

const pack = policyToPack(FERRY);
const body = (documentId: string) =>
  pack.knowledge
    .find((document) => document.documentId === documentId)
    ?.body.split("\n\n") ?? null;
const intent = (intentId: string) =>
  pack.intents.find((one) => one.intentId === intentId);

describe("a rule book as a pack", () => {
  it("takes its name, its owner and its day from the book", () => {
    expect(pack).toMatchObject({
      name: "Island Ferry Agent Policy",
      timeZone: "Europe/Berlin",
      templates: [],
    });
    for (const { owner, effectiveFrom } of pack.knowledge) {
      expect(owner).toBe("Island Ferry Agent Policy");
      expect(effectiveFrom).toBe("2026-05-03T22:00:00.000Z");
    }
  });

  it.each<[string, string, string[] | null]>([
    [
      "nested bullets stand behind their lead-in",
      "book-crossing-bicycle-allowance",
      [
        "If the passenger is a resident: 2 free bicycles in summer.",
        "If the passenger is a resident: 1 free bicycle in winter.",
        "If the passenger is a visitor: 0 free bicycles.",
        "Each extra bicycle is 7 euros.",
        "A tandem counts as two.",
      ],
    ],
    [
      "a list of words becomes one sentence with its lead-in",
      "domain-basic-ticket",
      [
        "Each ticket has: ticket number; vehicle length; user id.",
        "There are two classes: deck and cabin.",
      ],
    ],
    [
      "an exception stays with its rule, and a fact is cut from the instruction behind it",
      "cancel-crossing",
      [
        "If the ferry has left, the agent cannot help; otherwise, a crossing can be cancelled if any of the following is true: The weather is bad; The user is ill.",
        "A crossing can only be moved if its status is 'open'.",
      ],
    ],
    [
      "a rule about the others stays with the rule they differ from",
      "cancel-crossing-refund",
      ["Cabins cannot be moved; other bookings can be moved once."],
    ],
    [
      "a fact next to an instruction is public",
      "book-crossing-passengers",
      ["Each booking can have at most eight passengers."],
    ],
    [
      "the instruction beside it is internal",
      "book-crossing-passengers-internal",
      ["The agent needs to collect every name."],
    ],
    [
      "what follows a labelled list belongs to the section",
      "book-crossing-internal",
      ["The agent must first ask for the user id.", "Do not sell bicycles."],
    ],
    [
      "lines about the machinery are internal",
      "cancel-crossing-refund-internal",
      ["The API does not check this, so the agent must make sure."],
    ],
    [
      "steps are one instruction",
      "delays-and-vouchers-internal",
      [
        "To settle a delay you should follow these steps: Check the log; Offer a voucher of 10 euros.",
      ],
    ],
    [
      "a section of instructions has nothing for customers",
      "delays-and-vouchers",
      null,
    ],
    ["the preamble speaks to the agent", "island-ferry-agent-policy", null],
  ])("%s", (_, documentId, sentences) => {
    expect(body(documentId)).toEqual(sentences);
  });

  it("titles a document with its heading path", () => {
    expect(
      pack.knowledge.find(
        ({ documentId }) => documentId === "book-crossing-bicycle-allowance",
      )?.title,
    ).toBe("Book crossing › Bicycle allowance");
  });

  it("has one intent for each action, and one for each part that has a name of its own", () => {
    expect(pack.intents.map(({ intentId }) => intentId)).toEqual([
      "book_crossing",
      "bicycle_allowance",
      "cancel_crossing",
      "delays_and_vouchers",
    ]);
    expect(intent("book_crossing")).toMatchObject({
      name: "Book crossing",
      risk: "low",
      requiredFields: ["user_id"],
      examples: ["I would like to book a crossing.", "Can I book a crossing?"],
      handoff:
        "You should transfer the user to a human agent if and only if nothing else helps.",
    });
    expect(intent("bicycle_allowance")?.description).toContain("resident");
  });

  it("turns instructions into the checklist, step by step", () => {
    expect(intent("delays_and_vouchers")?.checklist).toEqual([
      "Check the log.",
      "Offer a voucher of 10 euros.",
    ]);
  });

  it("has unique ids, and only the fields that the book mentions", () => {
    const ids = [
      ...pack.knowledge.map(({ documentId }) => documentId),
      ...pack.intents.map(({ intentId }) => intentId),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(pack.fields.map(({ fieldId }) => fieldId)).toEqual([
      "user_id",
      "reservation_id",
      "date",
    ]);
  });

  it("never throws, and never shows customers a line about tools", () => {
    const line = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        "# A",
        "## B",
        "### C",
        "Label:",
        "- item",
        "  - nested",
        "If so:",
        "",
        "Call the tool now.",
        "It is.",
        "1. one",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { knowledge } = policyToPack(lines.join("\n"));
        for (const { audience, body: text } of knowledge)
          if (audience === "public")
            expect(text).not.toContain("Call the tool");
      }),
    );
  });
});

describe("what a rule book asks customers for", () => {
  const book = policyToPack(
    "# Agent Policy\n\nThe agent must be polite.\n\n## Cancel crossing\n\nFirst, the agent must obtain the user id and reservation id.\n\nThe agent must also obtain the reason for cancellation (illness, bad weather, or other reasons).\n\nThe agent should ask for the mood, the shoe size.\n\n## Book crossing\n\nThe agent must obtain confirmation from the user.",
  );

  it("is what its intent needs, as far as a ticket can be seen to have it", () => {
    expect(
      book.intents.map(({ intentId, requiredFields }) => [
        intentId,
        requiredFields,
      ]),
    ).toEqual([
      [
        "cancel_crossing",
        ["user_id", "reservation_id", "reason_for_cancellation"],
      ],
      ["book_crossing", []],
    ]);
    expect(book.fields.at(-1)).toMatchObject({
      label: "Reason for cancellation",
      type: "enum",
      enum: ["illness", "bad weather", "other reasons"],
    });
  });
});

describe("the fields of a rule book", () => {
  const { fields } = policyToPack(
    "user id, reservation, flight, order, price, date",
  );
  it.each([
    ["user_id", "I am mia_berg_4821, hello", "mia_berg_4821"],
    ["reservation_id", "about K7QM2X please", "K7QM2X"],
    ["reservation_id", "my flight LXA318 is late", null],
    ["reservation_id", "PLEASE ANSWER", null],
    ["reservation_id", "tel 555123", null],
    ["flight_number", "my flight LXA318 is late", "LXA318"],
    ["order_id", "order #A4418207 is lost", "#A4418207"],
    ["amount", "you owe me $1,299.50 now", "$1,299.50"],
    ["date", "on May 20, 2024 at noon", "May 20, 2024"],
    ["date", "on 2024-05-20 at noon", "2024-05-20"],
  ])("%s in %j", (fieldId, text, value) => {
    const pattern =
      fields.find((field) => field.fieldId === fieldId)?.pattern ?? "missing";
    expect(new RegExp(pattern, "u").exec(text)?.[1] ?? null).toBe(value);
  });
});

describe("the day of a rule book", () => {
  it.each([
    [
      "The current time is 2024-05-15 15:00:00 EST.",
      "America/New_York",
      "2024-05-15T04:00:00.000Z",
    ],
    ["Effective from 1 March 2026.", "UTC", "2026-03-01T00:00:00.000Z"],
    ["Last updated: March 1, 2026", "UTC", "2026-03-01T00:00:00.000Z"],
    [
      "The current date is 2026-05-04. Effective date: 2026-04-01",
      "UTC",
      "2026-04-01T00:00:00.000Z",
    ],
    ["We opened on 2001-01-01.", "UTC", null],
    ["Effective from 2026-02-30.", "UTC", null],
  ])("%s", (text, timeZone, effectiveFrom) => {
    expect(dateOfRuleBook(text)).toEqual({ timeZone, effectiveFrom });
  });
});

describe("who a rule speaks to", () => {
  it.each<[string, boolean, boolean]>([
    ["Refunds take 5 days.", true, false],
    ["A human agent cannot change this either.", true, false],
    ["The agent can offer a voucher of $50.", true, true],
    ["Do not proactively offer anything.", false, true],
    ["Only compensate gold members.", true, true],
    ["Only gold members get a lounge.", true, false],
    ["If the gate is shut, call the harbour.", true, true],
    ["If it is late, the fare is refunded.", true, false],
    ["Use the lookup_user tool.", false, true],
    ["You can return items within 30 days.", false, false],
    ["You can return items for the user.", true, true],
    ["Send the parcel back within 14 days.", false, false],
    ["Our agents can help in five languages.", false, false],
  ])("%s (a book for agents: %s)", (text, toAgent, instruction) => {
    expect(isInstruction(text, toAgent)).toBe(instruction);
  });
});
