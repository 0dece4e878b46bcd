import { describe, expect, it } from "vitest";
import {
  dayOf,
  endOf,
  lastOf,
  momentOf,
  numberOf,
  shareOf,
  startOf,
} from "../../src/panel/dates.ts";
import {
  excerptAround,
  matchingSpan,
  parted,
} from "../../src/panel/matching-words.ts";
import { words } from "../../src/panel/words.ts";

const local = (text: string) => new Date(text).toISOString();

describe("dates and numbers, as the agent's browser writes them", () => {
  const first = local("2026-09-01T00:00:00");
  const evening = local("2026-11-01T14:30:00");
  const midnight = local("2026-11-01T00:00:00");
  const noon = new Date("2026-11-23T12:00:00");
  // Browsers put narrow spaces into some; a reader sees a space.
  const plain = (said: string) => said.replace(/[\u202f\u00a0]/g, " ");
  it.each([
    ["a day in Britain", dayOf(first, { locale: "en-GB" }), "1 Sept 2026"],
    ["a day in the States", dayOf(first, { locale: "en-US" }), "Sep 1, 2026"],
    ["a day in Germany", dayOf(first, { locale: "de" }), "1. Sept. 2026"],
    ["a day in Japan", dayOf(first, { locale: "ja" }), "2026年9月1日"],
    [
      "an end at midnight is the end of the day before",
      endOf(midnight, { locale: "en-GB" }),
      "31 Oct 2026, 24:00",
    ],
    [
      "where there is no 24:00, the day alone",
      endOf(midnight, { locale: "en-US" }),
      "Oct 31, 2026",
    ],
    [
      "an end within a day",
      endOf(evening, { locale: "en-GB" }),
      "1 Nov 2026, 14:30",
    ],
    [
      "an end within a day of twice twelve hours",
      endOf(evening, { locale: "en-US" }),
      "Nov 1, 2026, 02:30 PM",
    ],
    [
      "the last day of a half-open time",
      lastOf(local("2027-01-01T00:00:00"), { locale: "en-GB" }),
      "31 Dec 2026",
    ],
    [
      "a moment of today",
      momentOf(local("2026-11-23T09:05:00"), noon, { locale: "en-GB" }),
      "09:05",
    ],
    [
      "a moment before today",
      momentOf(local("2026-11-22T09:05:00"), noon, { locale: "en-GB" }),
      "22 Nov, 09:05",
    ],
    ["a figure in Britain", numberOf(1234.5, 2, "en-GB"), "1,234.50"],
    ["a figure in Germany", numberOf(1234.5, 2, "de"), "1.234,50"],
    ["a share in Britain", shareOf(0.856, "en-GB"), "86%"],
    ["a share in Germany", shareOf(0.856, "de"), "86 %"],
  ])("%s", (_name, said, expected) => expect(plain(said)).toBe(expected));
});

describe("the knowledge's days are the pack's, wherever the agent sits", () => {
  const inBerlin = { locale: "en-GB", timeZone: "Europe/Berlin" };
  const inAuckland = { locale: "de", timeZone: "Pacific/Auckland" };
  it.each([
    [
      "a day that began while it was still the day before in London",
      startOf("2026-08-31T22:00:00.000Z", inBerlin),
      "1 Sept 2026",
    ],
    [
      "in winter time",
      startOf("2026-11-30T23:00:00.000Z", inBerlin),
      "1 Dec 2026",
    ],
    [
      "half a day ahead",
      startOf("2026-08-31T12:00:00.000Z", inAuckland),
      "1. Sept. 2026",
    ],
    [
      "the last whole day",
      lastOf("2026-10-31T23:00:00.000Z", inBerlin),
      "31 Oct 2026",
    ],
    [
      "an end at midnight",
      endOf("2026-10-31T23:00:00.000Z", inBerlin),
      "31 Oct 2026, 24:00",
    ],
    [
      "the day of a source's row",
      dayOf("2026-08-31T22:00:00.000Z", inBerlin),
      "1 Sept 2026",
    ],
  ])("%s", (_name, said, expected) => expect(said).toBe(expected));

  // Another zone than the one these tests run in, whichever that is.
  const elsewhere = [
    ["Asia/Tokyo", "GMT+9", "23:30"],
    ["America/Phoenix", "GMT-7", "07:30"],
  ].find(
    ([timeZone]) =>
      timeZone !== Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  it("says whose clock it is where a minute counts and the agent's clock says another", () => {
    const [timeZone = "", name, clock] = elsewhere ?? [];
    const where = { locale: "en-GB", timeZone };
    expect(startOf("2026-11-01T14:30:00.000Z", where)).toBe(
      `1 Nov 2026, ${clock} ${name}`,
    );
    expect(lastOf("2026-11-01T14:30:00.000Z", where)).toBe(
      `1 Nov 2026, ${clock} ${name}`,
    );
  });
  it("says none where both clocks are the same", () =>
    expect(startOf(local("2026-11-01T14:30:00"), { locale: "en-GB" })).toBe(
      "1 Nov 2026, 14:30",
    ));
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

  it.each([
    [
      "a word of the question, and longer ones that begin so",
      "refund Card",
      ["refund", "card"],
    ],
    ["no particle", "to a", []],
    ["nothing where nothing was asked", "", []],
    ["no word that only holds it", "fund", []],
    ["what has a meaning in patterns as it stands", "(parcel .*", ["parcel"]],
  ])("sets apart %s", (_name, question, expected) => {
    const pieces = parted(passage, question);
    expect(pieces.map(({ text }) => text).join("")).toBe(passage);
    expect(
      pieces.filter(({ isAsked }) => isAsked).map(({ text }) => text),
    ).toEqual(expected);
  });

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
    typeof value === "function" ? saidBy(value) : value,
  );
  expect(said).not.toMatch(/!|sorry|oops|verified|\bAI\b/i);
});

/** Most take a number or a text; some take a problem's name, or a list. */
function saidBy(phrase: unknown): string {
  const say = phrase as (...given: unknown[]) => unknown;
  for (const given of [[1, []], ["wrong"], [["one", "two"]]])
    try {
      return String(say(...given));
    } catch {
      // It takes something else.
    }
  throw new Error(`Nothing here to call it with: ${String(phrase)}`);
}
