import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";
import { goldValue, slotRow } from "../../../backend/evals/slot-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const from = { workingDirectory: folder, environment: {} };
const ARGV =
  "eval fields --train train.jsonl --test test.jsonl --ontology o.json";

function row(text: string, ...slots: [string, string, unknown][]): string {
  return JSON.stringify({
    text,
    slots: Object.fromEntries(
      slots.map(([slotId, value, gold]) => [
        slotId,
        {
          text: value,
          span: [text.indexOf(value), text.indexOf(value) + value.length],
          value: gold,
        },
      ]),
    ),
  });
}
const day = (date: string) => {
  const [year, month, day] = date.split("-").map(Number);
  return { year, month, day };
};

beforeAll(() => {
  const names = "anna bert cleo dora emil fritz gina hugo".split(" ");
  const train = names.flatMap((name, n) => [
    row(
      `send ${n + 2} roses to ${name}`,
      ["who", name, name],
      ["how_many", String(n + 2), n + 2],
    ),
    row("where is my order?"),
  ]);
  writeFileSync(join(folder, "train.jsonl"), train.join("\n"));
  writeFileSync(
    join(folder, "o.json"),
    JSON.stringify({
      slots: Object.fromEntries(
        ["who", "how_many", "when"].map((slot) => [
          slot,
          { description: slot },
        ]),
      ),
    }),
  );
});

describe("heed eval fields", () => {
  it("learns from the training part and scores what it reads, beside memorised strings", async () => {
    writeFileSync(
      join(folder, "test.jsonl"),
      [
        row(
          "send 5 roses to ilse",
          ["who", "ilse", "ilse"],
          ["how_many", "5", 5],
        ),
        row("where is my parcel?"),
        // Nothing in the training part has this field.
        row(
          "send 3 roses to anna tomorrow",
          ["who", "anna", "anna"],
          ["how_many", "3", 3],
          ["when", "tomorrow", day("2022-03-16")],
        ),
      ].join("\n"),
    );
    const { stdout, exitCode } = await heed(
      [...ARGV.split(" "), "--json"],
      from,
    );
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ suite: "fields", n: 3, seeds: [1, 2, 3] });
    // 4 of 5 are right, and nothing else is read: 2 · 4 / (4 + 5).
    expect(report.figures).toMatchObject({
      absentValues: 0,
      valueF1: 8 / 9,
      spanF1: 8 / 9,
      // "5", "3" and "anna" are known word for word.
      floor: { valueF1: 6 / 8 },
    });
    expect(report.figures.perSlot.who.labelled).toBe(2);
  });

  it.each<[string, string, RegExp]>([
    [
      "no ontology",
      ARGV.replace("o.json", "train.jsonl"),
      /this is no ontology/,
    ],
    ["a wrong time", `${ARGV} --now soon`, /--now: give a time/],
    [
      "no training file",
      "eval fields --test test.jsonl",
      /Name a file with --train/,
    ],
  ])("%s: one clear line, exit 2", async (_name, argv, said) => {
    const { stderr, exitCode } = await heed(argv.split(" "), from);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(said);
  });
});

describe("labelled values in the product's spelling", () => {
  it.each<[string, object, string | null]>([
    ["time", { value: { hour: 9, minute: 5 } }, "09:05"],
    ["date", { value: day("2022-03-16") }, "2022-03-16"],
    ["date", { value: "ambiguous" }, null],
    ["amount", { value: { amount: 3.4, currency: "USD" } }, "3.40 USD"],
    ["adults", { value: 2 }, "2"],
    ["date_period", { values: { type: "relative", days: 2 } }, "P2D"],
    ["time_period", { values: { type: "relative", days: 480 } }, "PT480M"],
    ["date_period", { values: { type: "periodic" } }, "R"],
    ["date_period", { values: { type: "ambiguous" } }, null],
    [
      "time_period",
      {
        values: {
          type: "absolute",
          from: { hour: 6, minute: 0 },
          to: { hour: 9, minute: 0 },
        },
      },
      "T06:00/T09:00",
    ],
    [
      "date_period",
      {
        values: {
          type: "absolute",
          from: day("2022-03-01"),
          to: day("2022-03-31"),
        },
      },
      "2022-03-01/2022-03-31",
    ],
  ])("%s %j", (slotId, gold, expected) => {
    const { slots } = slotRow.parse({
      text: "x",
      slots: { [slotId]: { text: "x", span: [0, 1], ...gold } },
    });
    expect(goldValue(slotId, slots[slotId] ?? { text: "", span: [0, 0] })).toBe(
      expected,
    );
  });
});
