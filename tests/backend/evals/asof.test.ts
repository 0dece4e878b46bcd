import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const from = { workingDirectory: folder, environment: {} };

const lines = (...rows: object[]) =>
  rows.map((row) => JSON.stringify(row)).join("\n");
const version = (number: number, effective_from: string, text: string) => ({
  policy: "returns",
  version: number,
  effective_from,
  text,
});
const asked = (must_match: string) => ({
  as_of: "2021-06-01",
  policy: "returns",
  gold_version: 2,
  must_match,
  must_not_match: "30 days",
});

describe("heed eval asof", () => {
  it("asks each question at its date, and again of the same pages without dates", async () => {
    writeFileSync(
      join(folder, "versions.jsonl"),
      lines(
        version(
          1,
          "2020-01-01",
          "# Returns\n\nYou can return a tent within 30 days after you bought the tent.",
        ),
        version(2, "2021-01-01", "# Returns\n\nA tent goes back in 14 days."),
        version(3, "2022-01-01", "# Returns\n\nReturn a tent in 60 days."),
      ),
    );
    writeFileSync(
      join(folder, "questions.jsonl"),
      lines({
        id: "1",
        question:
          "Within how many days after I bought the tent can I return the tent?",
        answers: [asked("14 days"), asked("15 days")],
      }),
    );
    const { stdout } = await heed(
      [
        ...["eval", "asof", "--versions", "versions.jsonl"],
        ...["--questions", "questions.jsonl", "--json"],
      ],
      from,
    );
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      suite: "asof",
      n: 2,
      figures: {
        correct: 1,
        staleCited: 0,
        lacksAnswer: 1,
        control: { correct: 0, staleCited: 2 },
        notCorrect: ["1 2021-06-01 lacksAnswer"],
      },
    });
  }, 60_000);

  it("says which pattern is none", async () => {
    writeFileSync(
      join(folder, "wrong.jsonl"),
      lines({ id: "q7", question: "?", answers: [asked("(")] }),
    );
    const { stderr, exitCode } = await heed(
      [
        ...["eval", "asof", "--versions", "versions.jsonl"],
        ...["--questions", "wrong.jsonl"],
      ],
      from,
    );
    expect(exitCode).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toMatch(/"\(" of q7 is not a regular expression/);
  });

  it("comes with questions of its own: 58, with 110 dated answers", () => {
    const rows = readFileSync("tests/evals/asof-questions.jsonl", "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { answers: object[] });
    expect(rows).toHaveLength(58);
    expect(rows.flatMap(({ answers }) => answers)).toHaveLength(110);
  });
});
