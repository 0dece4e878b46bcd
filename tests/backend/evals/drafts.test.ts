import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";
import { fromCsv, toCsv } from "../../../backend/evals/csv.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const from = { workingDirectory: folder, environment: {} };
const write = (name: string, text: string) =>
  writeFileSync(join(folder, name), text);
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const jsonLines = (rows: object[]) =>
  rows.map((row) => JSON.stringify(row)).join("\n");

describe("a sheet's cells", () => {
  it.each([
    [
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      [
        ["a, b", 'say "hi"'],
        ["two\nlines", "and\r\nmore"],
      ],
    ],
    [
      [
        ["", "x"],
        ["y", ""],
      ],
    ],
  ])("come back as they went out: %j", (rows) => {
    expect(fromCsv(toCsv(rows))).toEqual(rows);
  });
  it("run no formula that a customer wrote", () => {
    expect(toCsv([["=HYPERLINK(1)"]])).toBe("'=HYPERLINK(1)\r\n");
  });
  it("may be saved with semicolons", () => {
    expect(fromCsv('a;b\r\n1;"2;3"\r\n')).toEqual([
      ["a", "b"],
      ["1", "2;3"],
    ]);
  });
});

describe("heed eval drafts", () => {
  write(
    "book.md",
    "# Ferry policy\n\n## Cancel booking\n\nA booking can be cancelled within 24 hours of payment.\n\nA booking of a cabin can be cancelled until two days before the ferry leaves.\n\n## Bring a dog\n\nA dog travels free of charge in the car.\n",
  );
  write(
    "tickets.jsonl",
    jsonLines([
      {
        turns: [
          {
            role: "user",
            text: "Until when can I cancel the booking of a cabin?",
          },
          { role: "assistant", text: "Until two days before. Shall I?" },
          {
            role: "user",
            text: "How long can a booking be cancelled after payment?",
          },
        ],
      },
      { text: "Can my dog travel in the car, and is it free?" },
      { text: "xkcd qwfp zxcv" },
    ]),
  );
  const make = () =>
    heed(
      [
        ...["eval", "drafts", "--tickets", "tickets.jsonl"],
        ...["--pack", "book.md", "--out", "sheet.csv", "--json"],
      ],
      from,
    );

  it("writes a blind sheet, its key and its rubric, and scores what a reader filled in", async () => {
    const { stdout } = await make();
    const { figures, n } = JSON.parse(stdout);
    expect(figures.tickets).toBe(3);
    expect(figures.abstained).toEqual({ extractive: 1 });
    expect(figures.replies).toEqual({ human: 0, extractive: 2 });
    const [head = [], ...rows] = fromCsv(read("sheet.csv"));
    expect(rows).toHaveLength(n);
    const sheet = read("sheet.csv");
    // Nothing tells whose words a row has, neither a name nor the frame that the pack puts around a draft.
    expect(sheet).not.toMatch(/extractive|human|Kind regards/);
    expect(read("sheet.README.md")).toContain("sendableAsIs");

    const filled = rows.map((cells, at) =>
      cells.map((cell, column) =>
        column < 4
          ? cell
          : head[column] === "sendableAsIs"
            ? "no"
            : String(at + 3),
      ),
    );
    filled[0]?.splice(-1, 1, "yes");
    write("sheet.csv", toCsv([head, ...filled]));
    const scored = await heed(
      ["eval", "drafts", "--score", "sheet.csv", "--json"],
      from,
    );
    const report = JSON.parse(scored.stdout);
    expect(report.n).toBe(2);
    expect(report.figures.extractive).toEqual({
      accuracy: 3.5,
      policyAdherence: 3.5,
      tone: 3.5,
      completeness: 3.5,
      sendableAsIs: 0.5,
      scored: 2,
      abstained: 1,
      sendableOfAllTickets: 1 / 3,
    });
    const [low, high] = report.intervals["extractive.sendableAsIs"];
    expect([low, high]).toEqual([0, 1]);
  });

  it("the recorded reply stands beside the engine's", async () => {
    write(
      "answered.jsonl",
      jsonLines([
        {
          turns: [
            { role: "user", text: "Can my dog travel in the car?" },
            { role: "assistant", text: "It can. Woof." },
          ],
        },
      ]),
    );
    await heed(
      [
        ...["eval", "drafts", "--tickets", "answered.jsonl"],
        ...["--pack", "book.md", "--out", "two.csv"],
      ],
      from,
    );
    const replies = fromCsv(read("two.csv"))
      .slice(1)
      .map((cells) => cells[3]);
    expect(replies.toSorted()).toEqual([
      "It can. Woof.",
      "Thank you for your message. A dog travels free of charge in the car.",
    ]);
  });

  it.each<[string, string[], RegExp]>([
    [
      "no sheet named",
      ["--tickets", "tickets.jsonl"],
      /Name the sheet with --out/,
    ],
    [
      "no pack",
      ["--tickets", "tickets.jsonl", "--out", "x.csv"],
      /Name a pack, or a rule book/,
    ],
    ["no such sheet", ["--score", "none.csv"], /no readable file/],
    ["a sheet nobody filled", ["--score", "empty.csv"], /no row of the sheet/],
    ["a score of 5", ["--score", "five.csv"], /row 1, tone: "5" is no whole/],
    [
      "a row of another sheet",
      ["--score", "other.csv"],
      /row 9 is not in the key/,
    ],
  ])("%s: one clear line, exit 2", async (_name, argv, said) => {
    const head =
      "row,ticket,policy,reply,accuracy,policyAdherence,tone,completeness,sendableAsIs";
    const key = JSON.stringify({
      version: 1,
      rows: { 1: { ticket: "1", engine: "x" } },
      abstained: {},
    });
    for (const [name, cells] of [
      ["empty", "1,t,p,r,,,,,"],
      ["five", "1,t,p,r,4,4,5,4,yes"],
      ["other", "9,t,p,r,4,4,4,4,yes"],
    ]) {
      write(`${name}.csv`, `${head}\n${cells}\n`);
      write(`${name}.key.json`, key);
    }
    const { stderr, exitCode } = await heed(["eval", "drafts", ...argv], from);
    expect(exitCode).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(said);
  });

  it("counts the facts that a reply holds, where the tickets name them", async () => {
    write(
      "facts.jsonl",
      jsonLines([
        {
          messages: [
            {
              role: "customer",
              text: "Can my dog travel in the car, and is it free?",
            },
          ],
          must_match: ["free of\\s+charge", "in the CAR", "with a muzzle"],
        },
        {
          messages: [
            {
              role: "customer",
              text: "How long can a booking be cancelled after payment?",
            },
          ],
          must_match: ["24 hours"],
          must_not_match: ["of payment"],
        },
        {
          messages: [
            {
              role: "customer",
              text: "How long can a booking be cancelled after payment?",
            },
          ],
          must_match: ["24 hours"],
        },
        {
          messages: [{ role: "customer", text: "xkcd qwfp zxcv" }],
          must_match: ["anything"],
        },
      ]),
    );
    const { stdout } = await heed(
      [
        ...["eval", "drafts", "--tickets", "facts.jsonl"],
        ...["--pack", "book.md", "--out", "facts.csv", "--json"],
      ],
      from,
    );
    const { figures, intervals } = JSON.parse(stdout);
    expect(figures.facts.extractive).toEqual({
      n: 4,
      whole: 1 / 4,
      facts: (2 / 3 + 1 + 1) / 4,
      wrong: 1 / 4,
    });
    expect(intervals["extractive.whole"]).toEqual([0, expect.any(Number)]);
  });
});
