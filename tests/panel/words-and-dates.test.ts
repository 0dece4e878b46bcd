import { describe, expect, it } from "vitest";
import { dayOf, endOf, lastDayOf, momentOf } from "../../src/panel/dates.ts";
import { excerptAround, matchingSpan } from "../../src/panel/matching-words.ts";
import { words } from "../../src/panel/words.ts";

const local = (text: string) => new Date(text).toISOString();

describe("dates", () => {
  it.each([
    ["a day", dayOf(local("2026-09-01T00:00:00")), "1 Sep 2026"],
    [
      "an end at midnight is the end of the day before",
      endOf(local("2026-11-01T00:00:00")),
      "31 Oct 2026, 24:00",
    ],
    [
      "an end within a day",
      endOf(local("2026-11-01T14:30:00")),
      "1 Nov 2026, 14:30",
    ],
    [
      "the last day of a half-open time",
      lastDayOf(local("2027-01-01T00:00:00")),
      "31 Dec 2026",
    ],
    [
      "a moment of today",
      momentOf(local("2026-11-23T09:05:00"), new Date("2026-11-23T12:00:00")),
      "09:05",
    ],
    [
      "a moment before today",
      momentOf(local("2026-11-22T09:05:00"), new Date("2026-11-23T12:00:00")),
      "22 Nov, 09:05",
    ],
  ])("%s", (_name, said, expected) => expect(said).toBe(expected));
});

describe("the words that match", () => {
  const passage =
    "Once the parcel reaches our warehouse, we refund the card you paid with, within 5 working days.";
  const marked = (sentences: string[]) => {
    const span = matchingSpan(passage, sentences);
    return span && passage.slice(span.start, span.end);
  };
  it.each([
    [
      "the longest run, whatever its punctuation",
      ["We refund the card, you paid with"],
      "we refund the card you paid with",
    ],
    [
      "the best of several sentences",
      ["the parcel reaches", "within 5 working days"],
      "within 5 working days",
    ],
    ["two words are no match", ["your parcel reaches them"], null],
    ["nothing in common", ["Entirely different"], null],
    ["no sentence", [], null],
  ])("%s", (_name, sentences, expected) =>
    expect(marked(sentences)).toBe(expected),
  );

  it("cuts a long passage around them, at word bounds", () => {
    const long = `${"far away ".repeat(60)}here it is ${"and more ".repeat(60)}`;
    const span = matchingSpan(long, ["here it is"]);
    const { start, end } = excerptAround(long, span, 100);
    expect(long.slice(start, end)).toMatch(/^(far|away) .*here it is .*\w$/);
    expect(end - start).toBeLessThan(130);
  });
  it("leaves a short one whole", () =>
    expect(excerptAround("short", null, 100)).toEqual({ start: 0, end: 5 }));
});

it("speaks plainly: no exclamation mark, no apology, never verified, no AI", () => {
  const said = JSON.stringify(words, (_key, value: unknown) =>
    typeof value === "function"
      ? String((value as (...given: unknown[]) => unknown)(1, []))
      : value,
  );
  expect(said).not.toMatch(/!|sorry|oops|verified|\bAI\b/i);
});
