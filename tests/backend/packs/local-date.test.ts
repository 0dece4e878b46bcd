import { describe, expect, it } from "vitest";
import { utcOfLocalDate } from "../../../backend/packs/local-date.ts";

describe("a local date as UTC", () => {
  it.each([
    [
      "a winter day in Berlin starts at 23:00 UTC the day before",
      "2026-11-24",
      "Europe/Berlin",
      "2026-11-23T23:00",
    ],
    [
      "a summer day in Berlin starts at 22:00 UTC",
      "2026-07-01",
      "Europe/Berlin",
      "2026-06-30T22:00",
    ],
    [
      "a time of day counts to the minute",
      "2026-12-17 12:00",
      "Europe/Berlin",
      "2026-12-17T11:00",
    ],
    [
      "a T between day and time is read too",
      "2026-12-17T12:00",
      "Europe/Berlin",
      "2026-12-17T11:00",
    ],
    ["UTC stays as it is", "2026-02-28 23:59", "UTC", "2026-02-28T23:59"],
    [
      "29 February exists in a leap year",
      "2028-02-29",
      "UTC",
      "2028-02-29T00:00",
    ],
    [
      "half an hour zones are exact",
      "2026-11-24",
      "Asia/Kolkata",
      "2026-11-23T18:30",
    ],
    [
      "the minute before the clocks go forward",
      "2026-03-29 01:59",
      "Europe/Berlin",
      "2026-03-29T00:59",
    ],
    [
      "02:00 does not exist that night, and becomes 03:00",
      "2026-03-29 02:00",
      "Europe/Berlin",
      "2026-03-29T01:00",
    ],
    [
      "02:30 does not exist that night, and becomes 03:30",
      "2026-03-29 02:30",
      "Europe/Berlin",
      "2026-03-29T01:30",
    ],
    [
      "03:00 is the minute after 01:59",
      "2026-03-29 03:00",
      "Europe/Berlin",
      "2026-03-29T01:00",
    ],
    [
      "the day of the change starts in winter time",
      "2026-03-29",
      "Europe/Berlin",
      "2026-03-28T23:00",
    ],
    [
      "the day after starts in summer time",
      "2026-03-30",
      "Europe/Berlin",
      "2026-03-29T22:00",
    ],
    [
      "02:30 happens twice in October, and the first counts",
      "2026-10-25 02:30",
      "Europe/Berlin",
      "2026-10-25T00:30",
    ],
    [
      "03:00 in October happens once",
      "2026-10-25 03:00",
      "Europe/Berlin",
      "2026-10-25T02:00",
    ],
    [
      "01:59 in October is still summer time",
      "2026-10-25 01:59",
      "Europe/Berlin",
      "2026-10-24T23:59",
    ],
    [
      "a day without midnight starts with its first minute",
      "2024-09-08",
      "America/Santiago",
      "2024-09-08T04:00",
    ],
    [
      "a New York gap moves on by an hour",
      "2026-03-08 02:15",
      "America/New_York",
      "2026-03-08T07:15",
    ],
    [
      "a New York repeated hour is the first",
      "2026-11-01 01:30",
      "America/New_York",
      "2026-11-01T05:30",
    ],
    [
      "half an hour of summer time (Lord Howe)",
      "2026-10-04 02:15",
      "Australia/Lord_Howe",
      "2026-10-03T15:45",
    ],
    [
      "a day that a country left out",
      "2011-12-30",
      "Pacific/Apia",
      "2011-12-30T10:00",
    ],
  ])("%s", (_, local, zone, utc) => {
    expect(utcOfLocalDate(local, zone)).toBe(`${utc}:00.000Z`);
  });

  it.each([
    ["30 February", "2026-02-30"],
    ["29 February outside a leap year", "2026-02-29"],
    ["a thirteenth month", "2026-13-01"],
    ["month zero", "2026-00-10"],
    ["day zero", "2026-01-00"],
    ["25 o'clock", "2026-01-01 25:00"],
    ["midnight as 24:00", "2026-01-01 24:00"],
    ["minute 60", "2026-01-01 10:60"],
    ["a year that lost its century", "0026-01-01"],
    ["seconds", "2026-01-01 10:00:00"],
    ["a German date", "24.11.2026"],
    ["nothing", ""],
  ])("%s does not exist", (_, local) => {
    expect(utcOfLocalDate(local, "Europe/Berlin")).toBeNull();
  });
});
