import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { heed } from "../../../backend/cli/heed.ts";

const folder = mkdtempSync(join(tmpdir(), "heed-eval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function conversation(
  instruction: string,
  said: string,
  done: string,
  more: object = {},
): string {
  return JSON.stringify({
    reward: 1,
    turns: [
      { role: "user", text: said },
      { role: "assistant", text: done },
    ],
    tool_calls: [{ name: "cancel_reservation", arguments: {} }],
    gold_actions: [{ name: "cancel_reservation", arguments: {} }],
    instruction,
    ...more,
  });
}

describe("heed eval summary", () => {
  it("looks for the problem and the outcome, and for words of nobody", async () => {
    const wish = "You want to cancel reservation QX12 to Kiel.";
    writeFileSync(
      join(folder, "talk.jsonl"),
      [
        conversation(
          wish,
          "Please cancel my reservation QX12 to Kiel.",
          "Your reservation has been cancelled.",
        ),
        // The customer never says what it is about, and the agent never what was done.
        conversation(wish, "Hello, are you there?", "It is sunny in Rome."),
        // Done wrongly: there is no right outcome to look for.
        conversation(
          wish,
          "Please cancel my reservation QX12 to Kiel.",
          "It has been sold.",
          { reward: 0 },
        ),
        // Nothing was to be done, and the agent says so.
        conversation(
          wish,
          "Please cancel my reservation QX12 to Kiel.",
          "Unfortunately it cannot be changed.",
          { gold_actions: [] },
        ),
      ].join("\n"),
    );
    const { stdout } = await heed(
      "eval summary --conversations talk.jsonl --json".split(" "),
      { workingDirectory: folder, environment: {} },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      suite: "summary",
      n: 4,
      figures: {
        unsupportedTokens: 0,
        issuePresent: 0.75,
        issues: 4,
        outcomePresent: 2 / 3,
        outcomes: 3,
        wrongLinks: 0,
      },
    });
  });
});
