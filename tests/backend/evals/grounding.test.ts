import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";
import { supportOf } from "../../../src/domain/guardrails/support.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KNOWLEDGE =
  "Parcels within Germany are delivered in 4 working days after they leave our warehouse in Kiel.";

describe("heed eval grounding", () => {
  it("orders supported answers above others, and catches changed numbers and negations", async () => {
    const rows = [
      [KNOWLEDGE, "Fully attributable"],
      [
        "Within Germany parcels are delivered in 4 working days.",
        "Fully attributable",
      ],
      [
        "Bananas ripen faster beside apples on a sunny balcony.",
        "Not fully attributable",
      ],
      ["I love to hear about travel and music.", "Generic"],
    ].map(([response, label]) => ["m", "d", KNOWLEDGE, "", response, label]);
    const head = [
      "model_name",
      "data_source",
      "knowledge",
      "message",
      "response",
      "begin_label",
    ];
    writeFileSync(
      join(folder, "rows.tsv"),
      [head, ...rows].map((cells) => cells.join("\t")).join("\n"),
    );
    const { stdout } = await heed(
      ["eval", "grounding", "--test", "rows.tsv", "--json"],
      { workingDirectory: folder, environment: {} },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      suite: "grounding",
      n: 4,
      figures: {
        auc: 1,
        balancedAccuracy: 1,
        // Two answers, three seeds.
        changedNumbersCaught: { caught: 6, n: 6 },
        negationsCaught: { caught: 6, n: 6 },
        floor: { auc: 1 },
      },
    });
  });

  it("says that a comparison needs both labels", async () => {
    writeFileSync(
      join(folder, "one.tsv"),
      `knowledge\tresponse\tbegin_label\n${KNOWLEDGE}\t${KNOWLEDGE}\tFully attributable`,
    );
    const { stderr, exitCode } = await heed(
      ["eval", "grounding", "--test", "one.tsv"],
      { workingDirectory: folder, environment: {} },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain("needs both kinds");
  });

  it("counts what it objects to in the words of agents who did their task", async () => {
    const turn = (role: string, text: string) => ({ role, text });
    const conversation = (reward: number, ...said: string[]) =>
      JSON.stringify({
        reward,
        turns: [
          turn("user", "I paid $40 for order 5512. ###STOP###"),
          ...said.map((text) => turn("assistant", text)),
        ],
        tool_calls: [{ name: "look", arguments: { carrier: "XQ99" } }],
      });
    writeFileSync(
      join(folder, "talk.jsonl"),
      [
        // Known from the thread, from a tool; then a number from nowhere.
        conversation(1, "You paid $40. It goes with XQ99.", "It costs $77."),
        conversation(0, "You get $900 for order 1234."),
      ].join("\n"),
    );
    writeFileSync(join(folder, "rules.md"), `# Rules\n\n${KNOWLEDGE}`);
    const { stdout } = await heed(
      "eval grounding --conversations talk.jsonl --policy rules.md --json".split(
        " ",
      ),
      { workingDirectory: folder, environment: {} },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      n: 3,
      figures: {
        turns: 2,
        flagged: 1,
        flaggedBeyondFacts: 0,
        byGuardrail: { "numbers-in-sources": 1 },
      },
    });
  });

  it("names the column that a file lacks", async () => {
    writeFileSync(join(folder, "other.tsv"), "a\tb\n1\t2");
    const { stderr, exitCode } = await heed(
      ["eval", "grounding", "--test", "other.tsv"],
      { workingDirectory: folder, environment: {} },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain("lacks the column knowledge, response");
  });
});

describe("support of a text", () => {
  it.each<[string, string, number]>([
    ["says nothing of its own", "Delivered in 4 working days.", 1],
    ["words of one root count", "Delivery in Germany.", 1],
    ["no content words: nothing to support", "It is so.", 1],
    ["one of nine words is its own", `${KNOWLEDGE} Elephants.`, 0.89],
    ["nothing is known", "Bananas ripen.", 0.53],
  ])("%s", (_name, text, expected) => {
    expect(supportOf(text, [KNOWLEDGE])).toBeCloseTo(expected, 1);
  });
});
