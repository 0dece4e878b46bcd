import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";
import { plainBm25 } from "../../../backend/evals/plain-bm25.ts";
import { rankingFigures } from "../../../backend/evals/ranking-metrics.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const from = { workingDirectory: folder, environment: {} };

const lines = (...rows: object[]) =>
  rows.map((row) => JSON.stringify(row)).join("\n");

describe("heed eval retrieval", () => {
  it("imports the documents, finds internal pages as well, and scores the tasks that have such a question, beside the floor", async () => {
    writeFileSync(
      join(folder, "documents.jsonl"),
      lines(
        {
          id: "stove",
          title: "Internal: Stove recalls",
          content: "Take a stove with a leaking valve back at once.",
        },
        {
          id: "tent",
          title: "Tents",
          content: "A tent is pitched on level ground.",
        },
        {
          id: "boots",
          title: "Boots",
          content: "Boots are waxed twice a year.",
        },
      ),
    );
    writeFileSync(
      join(folder, "tasks.jsonl"),
      lines(
        {
          id: "1",
          instructions: "You own a stove. Its valve leaks, it is leaking gas.",
          opening_quote: "My stove is leaking at the valve.",
          required_documents: ["stove"],
        },
        {
          id: "2",
          instructions: "You want to wax boots.",
          opening_quote: null,
          required_documents: ["boots"],
        },
      ),
    );
    const { stdout } = await heed(
      [
        ...["eval", "retrieval", "--documents", "documents.jsonl"],
        ...["--tasks", "tasks.jsonl", "--query", "opening"],
        ...["--cache", "vectors", "--json"],
      ],
      from,
    );
    const opening = JSON.parse(stdout);
    expect(opening).toMatchObject({
      suite: "retrieval",
      n: 1,
      figures: { recallAt10: 1, mrr: 1, floor: { mrr: 1 } },
    });
    expect(opening.intervals.recallAt10OverFloor).toHaveLength(2);
  }, 120_000);

  it.each<[string, string[], RegExp]>([
    ["no way of asking", [], /--query opening or --query scenario/],
    ["no documents", ["--query", "opening"], /Name a file with --documents/],
  ])("%s: one clear line, exit 2", async (_name, more, said) => {
    const { stderr, exitCode } = await heed(
      ["eval", "retrieval", ...more],
      from,
    );
    expect(exitCode).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(said);
  });
});

describe("what is counted", () => {
  it("by hand: two of four needed pages, at places 1 and 3", () => {
    const figures = rankingFigures(
      ["a", "x", "b", "y", "z"],
      new Set(["a", "b", "c", "d"]),
    );
    const ideal = 1 + 1 / Math.log2(3) + 0.5 + 1 / Math.log2(5);
    expect(figures).toEqual({
      recallAt5: 0.5,
      recallAt10: 0.5,
      recallAt20: 0.5,
      hitAt5: 1,
      ndcgAt10: 1.5 / ideal,
      mrr: 1,
    });
  });

  it("nothing needed is found", () => {
    expect(rankingFigures(["x"], new Set(["a"]))).toMatchObject({
      recallAt10: 0,
      mrr: 0,
      ndcgAt10: 0,
    });
  });

  it("the floor: rarer words count more, and a word asked twice counts twice", () => {
    const score = plainBm25(["the tent", "the stove", "the stove"]);
    const [tent = 0, stove = 0] = score("tent stove");
    expect(tent).toBeGreaterThan(stove);
    expect(score("stove stove")[1]).toBeCloseTo(2 * (score("stove")[1] ?? 0));
  });
});
