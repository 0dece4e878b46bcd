import { describe, expect, it } from "vitest";
import {
  holdsPhotos,
  isMoneyBeside,
  needsWhatTheyLack,
  saidBefore,
  stillToAsk,
} from "../../../backend/engines/thread-holds.ts";
import { message, ticketOf, tinyPack } from "../pipeline/tiny-pack.ts";

const request = (words: string, values: [string, string][] = []) => ({
  ticket: ticketOf(words),
  words,
  values: new Map(values),
  pack: tinyPack(),
});
const ORDER: [string, string][] = [["field.order_number", "GS-1234"]];

describe("what is still to be asked", () => {
  const LIST =
    "Please send me the order number, the batch if there is one, and two photos that show the fault.";
  const CHOICE =
    "Please also tell me whether you would like a replacement or your money back.";
  it.each<[string, string, string, [string, string][], string | null]>([
    ["all of it, where nothing is there", LIST, "My plant is ill.", [], LIST],
    [
      "not what the ticket has",
      LIST,
      "My plant is ill. A photo is attached.",
      ORDER,
      "Please send me the batch if there is one.",
    ],
    [
      "nothing, where all of it is there",
      "Please send me your order number, so that I can look at it.",
      "My plant is ill.",
      ORDER,
      null,
    ],
    [
      "no photos that are attached",
      "Please send three photos: the plant, the box, and the label.",
      "Pictures of the leaves are attached.",
      [],
      null,
    ],
    [
      "no choice that was made",
      CHOICE,
      "I would prefer a replacement, if that is possible.",
      [],
      null,
    ],
    ["a choice that was not", CHOICE, "The plant came ill.", [], CHOICE],
  ])("%s", (_, sentence, words, values, expected) => {
    expect(stillToAsk(sentence, request(words, values))).toBe(expected);
  });

  it("sees files as well as words", () => {
    const plain = request("The plant is ill.");
    expect(holdsPhotos(plain)).toBe(false);
    const file = { name: "a.jpg", contentType: "image/jpeg", bytes: 1 };
    expect(
      holdsPhotos({
        ...plain,
        ticket: ticketOf(
          message("customer", "The plant is ill.", { attachments: [file] }),
        ),
      }),
    ).toBe(true);
  });
});

describe("a sentence beside the point", () => {
  it("was told before", () => {
    const told = saidBefore(
      ticketOf(
        "How long?",
        message("agent", "Delivery takes 3 to 5 working days, Dana."),
        "Still nothing.",
      ),
    );
    expect(told("Delivery takes 3 to 5 working days.")).toBe(true);
    expect(told("Delivery costs € 6.50.")).toBe(false);
  });

  it.each([
    ["Can I change the address?", true],
    ["I want to cancel my order.", false],
    ["The plant arrived broken.", false],
    ["I sent it back last week.", false],
  ])("speaks of money back to: %s %s", (words, isBeside) => {
    const test = isMoneyBeside(request(words), words);
    expect(test("We refund you within 5 days.")).toBe(isBeside);
    expect(test("Delivery takes 3 days.")).toBe(false);
  });

  it("needs what they said they lack", () => {
    const test = needsWhatTheyLack("I ordered without an account.");
    expect(test("You find the invoice in your account.")).toBe(true);
    expect(test("You find the invoice in the parcel.")).toBe(false);
  });
});
