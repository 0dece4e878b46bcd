import { describe, expect, it } from "vitest";
import {
  disagreementOf,
  readingOf,
} from "../../../backend/retrieval/disagreement.ts";

type Said = string | [heading: string, text: string];
const statement = (said: Said) =>
  readingOf(
    typeof said === "string"
      ? { heading: "", text: said }
      : { heading: said[0], text: said[1] },
  );

describe("two sentences in force", () => {
  it.each<[string, Said, Said, ReturnType<typeof disagreementOf>]>([
    [
      "another number of days",
      "A tent can be returned within 30 days.",
      "You can return a tent within 14 days of delivery.",
      "duration",
    ],
    [
      "weeks against days",
      "Refunds take two weeks.",
      "A refund takes 10 days.",
      "duration",
    ],
    [
      "the same time in other units",
      "We answer a refund request within two weeks.",
      "We answer a refund request within 14 days.",
      null,
    ],
    [
      "another price",
      "Delivery of a tent costs € 6.50.",
      "Delivery of a tent costs € 4.90.",
      "number",
    ],
    [
      "yes against no",
      "A stove that was lit can be returned.",
      "A stove that was lit cannot be returned.",
      "yes_no",
    ],
    [
      "no against a condition",
      "A code from a cancelled order can be used again.",
      "If the order was not cancelled, the code can be used again.",
      null,
    ],
    [
      "the same words",
      "A tent can be returned within 30 days.",
      "A tent can be returned within 30 days.",
      null,
    ],
    [
      "two countries",
      "Delivery within Germany takes 3 working days.",
      "Delivery to Austria takes 5 working days.",
      null,
    ],
    [
      "two countries, told by the heading",
      ["Delivery to Norway", "A parcel arrives in 8 days."],
      ["Delivery to Italy", "A parcel arrives in 4 days."],
      null,
    ],
    [
      "a rule and its special case",
      "A parcel from our shop arrives in 3 days.",
      "A parcel from our shop arrives in Norway in 8 days.",
      null,
    ],
    [
      "two states of the goods",
      "Unused boots can be returned within 60 days.",
      "Worn boots can be returned within 14 days.",
      null,
    ],
    [
      "a faster way for more money",
      "Express delivery takes 1 day.",
      "Delivery takes 3 days.",
      null,
    ],
    [
      "two ways to pay",
      "We refund your purchase by bank transfer within 5 days.",
      "We refund your purchase by gift card within 1 day.",
      null,
    ],
    [
      "one says more and nothing else",
      "A tent can be returned within 30 days.",
      "A tent can be returned within 30 days, and the refund takes 5 days.",
      null,
    ],
    ["one common word", "Tents take 3 days.", "Tents weigh 3 kg.", null],
    [
      "a heading of capitals names nothing",
      ["Return Policy", "A tent can be returned within 30 days."],
      ["Our Tent Returns", "A tent can be returned within 14 days."],
      "duration",
    ],
  ])("%s", (_, one, other, expected) => {
    expect(disagreementOf(statement(one), statement(other))).toBe(expected);
    expect(disagreementOf(statement(other), statement(one))).toBe(expected);
  });
});
