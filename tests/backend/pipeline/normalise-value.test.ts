import { describe, expect, it } from "vitest";
import type { FieldDefinition } from "../../../src/domain/policy-pack.ts";
import { dateOrderOf } from "../../../backend/pipeline/field-reader.ts";
import {
  localClock,
  type ReadAt,
} from "../../../backend/pipeline/normalise-date.ts";
import { normaliseValue } from "../../../backend/pipeline/normalise-value.ts";

/** A Tuesday. */
const AT: ReadAt = {
  day: "2026-11-24",
  time: "12:00",
  order: "day-first",
  leaning: "coming",
};

function inOneSpelling(
  type: FieldDefinition["type"],
  text: string,
  at: Partial<ReadAt> = {},
) {
  const field = { type, unit: "EUR", enum: ["Rose Bush"] };
  return normaliseValue(text, field, { ...AT, ...at });
}

describe("a value in one spelling", () => {
  it.each<[FieldDefinition["type"], string, string | null]>([
    ["date", "2026-03-12", "2026-03-12"],
    ["date", "03/04/2026", "2026-04-03"],
    ["date", "25/03/2026", "2026-03-25"],
    ["date", "03/25/2026", "2026-03-25"],
    ["date", "31 June 2026", null],
    ["date", "12 March", "2027-03-12"],
    ["date", "December the 3rd", "2026-12-03"],
    ["date", "tomorrow", "2026-11-25"],
    ["date", "last night", "2026-11-23"],
    ["date", "two weeks ago", "2026-11-10"],
    ["date", "in 3 days", "2026-11-27"],
    ["date", "a month ago", "2026-10-24"],
    ["date", "Tuesday", "2026-12-01"],
    ["date", "Wednesday", "2026-11-25"],
    ["date", "next Wednesday", "2026-12-02"],
    ["date", "last Monday", "2026-11-23"],
    ["date", "the 24th", "2026-11-24"],
    ["date", "the 23rd", "2026-12-23"],
    ["date", "soon", null],
    ["time", "18:35", "18:35"],
    ["time", "25 to 7 p.m.", "18:35"],
    ["time", "half past 11 in the morning", "11:30"],
    ["time", "12:25 at night", "00:25"],
    ["time", "noon", "12:00"],
    ["time", "in 45 minutes", "12:45"],
    ["time", "25:00", null],
    ["period", "last month", "2026-10-01/2026-10-31"],
    ["period", "this quarter", "2026-10-01/2026-12-31"],
    ["period", "two weeks", "P14D"],
    ["period", "half an hour", "PT30M"],
    ["period", "last 3 days", "2026-11-21/2026-11-24"],
    ["period", "October last year", "2025-10-01/2025-10-31"],
    ["period", "the 4th of each month", "R"],
    ["period", "lately", null],
    ["amount", "$1,299.50", "1299.50 USD"],
    ["amount", "1 thousand dollars", "1000.00 USD"],
    ["amount", "42", "42.00 EUR"],
    ["number", "me and my wife", "2"],
    ["number", "a child and a baby", "2"],
    ["number", "no kids", "0"],
    ["number", "12", "12"],
    ["number", "many", null],
    ["email", "Dana@Mail.Example", "dana@mail.example"],
    ["phone", "+49 761 555-0142", "+497615550142"],
    ["enum", "rose bush", "Rose Bush"],
    ["text", "A  7", "A 7"],
  ])("%s %s", (type, text, expected) => {
    expect(inOneSpelling(type, text)).toBe(expected);
  });

  it("reads 03/04 as the account's locale does", () => {
    expect(inOneSpelling("date", "03/04/2026", { order: "month-first" })).toBe(
      "2026-03-04",
    );
    expect(dateOrderOf(["en"], "America/New_York")).toBe("month-first");
    expect(dateOrderOf(["en-US"], "Europe/Berlin")).toBe("month-first");
    expect(dateOrderOf(["en-GB"], "America/New_York")).toBe("day-first");
    expect(dateOrderOf(["de"], "Europe/Berlin")).toBe("day-first");
  });

  it("puts a date without a year behind, where the field asks for one that has been", () => {
    const past = { leaning: "past" } as const;
    expect(inOneSpelling("date", "12 March", past)).toBe("2026-03-12");
    expect(inOneSpelling("date", "12 December", past)).toBe("2025-12-12");
    expect(inOneSpelling("date", "Friday", past)).toBe("2026-11-20");
  });

  it("takes the day from the account's zone", () => {
    expect(localClock("2026-11-24T23:30:00Z", "Europe/Berlin")).toEqual({
      day: "2026-11-25",
      time: "00:30",
    });
  });
});
