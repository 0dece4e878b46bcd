import { describe, expect, it } from "vitest";
import { isCourtesy } from "../../../src/domain/courtesy.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { missingDetails } from "../../../backend/engines/ask-for-fields.ts";
import { nextQuestion } from "../../../backend/engines/next-question.ts";
import { openingOf } from "../../../backend/engines/opening.ts";
import { message, ticketOf, tinyPack } from "../pipeline/tiny-pack.ts";

const asked = (text: string) => message("agent", text);
const wordsOf = ({ messages }: Ticket) =>
  messages
    .filter(({ role }) => role === "customer")
    .map(({ text }) => text)
    .join("\n");
const about = (ticket: Ticket) => ({ ticket, words: wordsOf(ticket) });

describe("how a reply begins", () => {
  it.each<[string, Ticket, string]>([
    [
      "a first message",
      ticketOf("Can I return a plant?"),
      "Thank you for your message.",
    ],
    [
      "a first message that tells of trouble",
      ticketOf("My plant came broken."),
      "I am sorry for the trouble.",
    ],
    [
      "details that an agent asked for",
      ticketOf("Cancel it.", asked("Which order?"), "It is GS-1234."),
      "Thank you for the details.",
    ],
    [
      "a yes to what an agent proposed",
      ticketOf("Cancel it.", asked("Would you like me to proceed?"), "Yes!"),
      "Thank you for letting me know.",
    ],
    [
      "a yes that only gives what was asked for",
      ticketOf(
        "Cancel it.",
        asked("Do you have an id?"),
        "Yes, it is GS-1234.",
      ),
      "Thank you for the details.",
    ],
    [
      "a question back",
      ticketOf("Cancel it.", asked("Which order?"), "Can you look it up?"),
      "Thank you for your message.",
    ],
  ])("%s", (_, ticket, expected) => {
    const opening = openingOf(about(ticket));
    expect(opening).toBe(expected);
    expect(isCourtesy(opening)).toBe(true);
  });
});

const CASES =
  "Your order can be cancelled if any of the following is true: the pot is empty; the seeds are old.";

describe("what a reply asks back", () => {
  it.each<[string, Ticket, string[], string | null]>([
    [
      "a change that is named",
      ticketOf("I need to change my order to another date."),
      ["Orders can be moved for a day."],
      null,
    ],
    [
      "cases of which one is the customer's",
      ticketOf("Please cancel my order."),
      [CASES],
      "Could you please tell me which of these applies to you?",
    ],
    [
      "cases that an agent has asked about before",
      ticketOf(
        "Please cancel my order.",
        asked("Is the pot empty, or are the seeds old? Else no cancelling."),
        "Neither.",
      ),
      [CASES],
      null,
    ],
    [
      "a choice",
      ticketOf("The plant is lost."),
      ["You can choose between a new plant and your money."],
      "Could you please tell me which of these you would like?",
    ],
    [
      "a wish that the rule refuses",
      ticketOf("Can I return seeds?"),
      ["You cannot return seeds."],
      "Could you please tell me how you would like to continue?",
    ],
    [
      "a question that is answered",
      ticketOf("How long does delivery take?"),
      ["Delivery takes 3 days."],
      null,
    ],
    [
      "a yes",
      ticketOf("Can I cancel?", asked("Shall I proceed?"), "Yes please."),
      ["Refunds take 3 days."],
      null,
    ],
  ])("%s", (_, ticket, said, expected) => {
    expect(nextQuestion(about(ticket), said)).toBe(expected);
  });
});

describe("what a reply has to ask for", () => {
  const pack = tinyPack({
    templates: [],
    fields: [
      ...tinyPack().fields,
      {
        fieldId: "reason_for_return",
        label: "Reason for return",
        type: "enum",
        pattern: null,
        enum: ["too big", "too small", "other"],
        unit: null,
        examples: [],
        required: false,
      },
    ],
  });
  const request = (ticket: Ticket) =>
    ({
      ...about(ticket),
      pack,
      intent: pack.intents[0] ?? null,
      values: new Map(),
      missingFieldIds: ["order_number", "reason_for_return"],
    }) as unknown as Parameters<typeof missingDetails>[0]; // all that it reads
  const questions = (ticket: Ticket) =>
    missingDetails(request(ticket))
      .flat()
      .map(({ text }) => text);

  it("is what the intent needs, with the choices", () => {
    expect(questions(ticketOf("I want to return my plant."))).toEqual([
      "Could you please send me your order number and tell me the reason for return (too big, too small or other)?",
    ]);
  });

  it("is never asked twice", () => {
    expect(
      questions(
        ticketOf(
          "I want to return my plant.",
          asked("What is your order number, and the reason for return?"),
          "I do not remember.",
        ),
      ),
    ).toEqual([]);
  });

  it("is not asked when the customer has spoken of it in other words", () => {
    expect(
      questions(ticketOf("I want to return my plant because it is ugly.")),
    ).toEqual(["Could you please send me your order number?"]);
  });

  it("is not asked of somebody who has no order yet", () => {
    expect(
      questions(
        ticketOf(
          "My brother lives in Graz, and I would like to send him a plant. How do I return it if he does not like it?",
        ),
      ),
    ).toEqual([]);
  });
});
