import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";
import { isGone } from "../../../backend/evals/synthetic-figures.ts";
import { syntheticRows } from "../../../backend/evals/synthetic-personal-data.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const from = { workingDirectory: folder, environment: {} };

const row = (full_text: string, ...spans: [string, string][]) =>
  JSON.stringify({
    full_text,
    spans: spans.map(([entity_type, value]) => ({
      entity_type,
      start_position: full_text.indexOf(value),
      end_position: full_text.indexOf(value) + value.length,
    })),
  });

describe("heed eval redaction", () => {
  it("counts what was found, what was missed and what was claimed wrongly", async () => {
    writeFileSync(
      join(folder, "rows.jsonl"),
      [
        row("Write to a@b.co.", ["EMAIL_ADDRESS", "a@b.co"]),
        row("My mail is a at b.co.", ["EMAIL_ADDRESS", "a at b.co"]),
        row("Not labelled: c@d.co."),
        row("I am Dana.", ["PERSON", "Dana"]),
      ].join("\n"),
    );
    const { stdout, exitCode } = await heed(
      ["eval", "redaction", "--test", "rows.jsonl", "--json"],
      from,
    );
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      suite: "redaction",
      n: 4,
      seeds: [1, 2, 3],
    });
    expect(report.figures.perType.EMAIL_ADDRESS).toEqual({
      recall: 0.5,
      // 1 of 2: 1 - √.95.
      recallAtLeast: expect.closeTo(1 - Math.sqrt(0.95), 4),
      precision: 0.5,
      labelled: 2,
      found: 1,
      claimed: 2,
      right: 1,
    });
    const [low, high] = report.intervals["EMAIL_ADDRESS.recall"];
    expect(low).toBeLessThanOrEqual(0.5);
    expect(high).toBeGreaterThanOrEqual(0.5);
  });

  it("makes texts of its own: every way of writing each type is found, and nothing that only looks like one", async () => {
    const { stdout, exitCode } = await heed(
      ["eval", "redaction", "--synthetic", "600", "--json"],
      from,
    );
    expect(exitCode).toBe(0);
    const { figures, n } = JSON.parse(stdout);
    expect(n).toBe(3600);
    expect(Object.keys(figures.perType).sort()).toEqual([
      "CREDIT_CARD",
      "EMAIL_ADDRESS",
      "IBAN_CODE",
      "IP_ADDRESS",
      "PHONE_NUMBER",
    ]);
    for (const type of [
      "CREDIT_CARD",
      "EMAIL_ADDRESS",
      "IBAN_CODE",
      "IP_ADDRESS",
    ]) {
      const { labelled, recallAtLeast, precisionAtLeast } =
        figures.perType[type];
      expect(labelled).toBe(600);
      expect(recallAtLeast).toBeGreaterThanOrEqual(0.99);
      expect(precisionAtLeast).toBeGreaterThanOrEqual(0.95);
    }
    expect(figures.perType.PHONE_NUMBER.recallAtLeast).toBeGreaterThanOrEqual(
      0.9,
    );
  });

  it("can fail: a value that no pattern knows is counted as missed", () => {
    const rows = syntheticRows(1, 4);
    expect(new Set(rows.map(({ type }) => type)).size).toBe(6);
    for (const { text, start, end, type } of rows)
      if (type !== null) expect(text.slice(start, end).trim()).not.toBe("");
    // The same seed makes the same texts, another one others.
    expect(syntheticRows(1, 4)).toEqual(rows);
    expect(syntheticRows(2, 4)).not.toEqual(rows);
    const row = {
      text: "ring 12",
      type: "PHONE_NUMBER",
      format: "x",
      start: 5,
      end: 7,
    };
    expect(isGone(row, [])).toBe(false);
    expect(isGone(row, [{ type: "PHONE_NUMBER", start: 5, end: 6 }])).toBe(
      false,
    );
    expect(isGone(row, [{ type: "PHONE_NUMBER", start: 5, end: 7 }])).toBe(
      true,
    );
  });

  it.each<[string, string[], RegExp]>([
    [
      "no number of texts",
      ["eval", "redaction", "--synthetic", "many"],
      /--synthetic takes how many/,
    ],
    ["no file named", ["eval", "redaction"], /Name a file with --test/],
    [
      "no such file",
      ["eval", "redaction", "--test", "nothing.jsonl"],
      /no readable file/,
    ],
    [
      "a row of something else",
      ["eval", "redaction", "--test", "wrong.jsonl"],
      /line 2 is not a row/,
    ],
  ])("%s: one clear line, exit 2", async (_name, argv, said) => {
    writeFileSync(join(folder, "wrong.jsonl"), `${row("x")}\n{"a":1}`);
    const { stderr, exitCode } = await heed(argv, from);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(said);
  });
});
