import { describe, expect, it } from "vitest";
import {
  askedName,
  speaksOf,
  withQuestion,
} from "../../src/domain/ask-for-field.ts";
import type { Draft, Sentence } from "../../src/domain/suggestion.ts";
import { textOf } from "../../src/domain/suggestion.ts";

const said = (
  text: string,
  status: Sentence["status"] = "courtesy",
): Sentence => ({
  text,
  status,
  sourceIds: [],
  templateId: null,
  findings: [],
});
const reply = (...paragraphs: Sentence[][]): Draft => ({
  destination: "public",
  paragraphs,
});
const WHOLE = reply(
  [said("Hi Dana,")],
  [said("Refunds take 5 working days.", "cited")],
  [said("Kind regards,\nNina")],
);
const QUESTION = "Could you please tell me the order number?";

describe("the name a field is asked for by", () => {
  it.each([
    ["order_number", "Order", "order number"],
    ["purchase_date", "Bought on", "purchase date"],
    ["phone", "Telephone", "telephone"],
  ])("%s, shown as %s: %s", (fieldId, label, name) => {
    expect(askedName({ fieldId, label })).toBe(name);
  });

  it("is found in a reply that asks already", () => {
    const field = { fieldId: "order_number", label: "Order" };
    expect(speaksOf("Please send your Order Number.", field)).toBe(true);
    expect(speaksOf("Your order is on its way.", field)).toBe(false);
  });
});

describe("a question put into a reply", () => {
  it.each<[string, Draft, string, string]>([
    [
      "stands before the closing",
      WHOLE,
      textOf(WHOLE),
      `Hi Dana,\n\nRefunds take 5 working days.\n\n${QUESTION}\n\nKind regards,\nNina`,
    ],
    [
      "stands before the closing of what the agent wrote, too",
      WHOLE,
      "Mine.\n\nKind regards,\nNina\n",
      `Mine.\n\n${QUESTION}\n\nKind regards,\nNina`,
    ],
    [
      "stands at the end where the agent took the closing away",
      WHOLE,
      "Mine.",
      `Mine.\n\n${QUESTION}`,
    ],
    [
      "stands behind a last paragraph that says something",
      reply([said("Hi,")], [said("Thank you for your message.")]),
      "Hi,\n\nThank you for your message.",
      `Hi,\n\nThank you for your message.\n\n${QUESTION}`,
    ],
  ])("%s", (_, draft, text, expected) => {
    expect(withQuestion(draft, text, QUESTION)).toBe(expected);
  });
});
