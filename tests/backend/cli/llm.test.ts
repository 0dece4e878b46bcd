import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBudgets } from "../../../backend/budgets/workspace-budget.ts";
import { heed } from "../../../backend/cli/heed.ts";
import { runIn } from "../../../backend/cli/run-command.ts";
import { readConfig } from "../../../backend/config.ts";
import type { Backend } from "../../../backend/main.ts";
import {
  answers,
  fails,
  faults,
  startScriptedModel,
  type ScriptedModel,
} from "../engines/scripted-model.ts";
import { NOW } from "../examples.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";

const GOOD = JSON.stringify({
  sentences: [
    {
      text: "You can return an item within 30 days of delivery.",
      sources: ["P1"],
      paragraph: 1,
    },
  ],
});

describe("heed llm check", () => {
  let model: ScriptedModel;
  beforeAll(async () => (model = await startScriptedModel()));
  afterAll(() => model.close());
  const check = async (environment: Record<string, string> = {}) => {
    const { stdout, stderr, exitCode } = await heed(["llm", "check"], {
      workingDirectory: tmpdir(),
      environment: {
        HEED_LLM_BASE_URL: model.baseUrl,
        HEED_LLM_MODEL: "scripted",
        HEED_LLM_IDLE_S: "1",
        HEED_LLM_DEADLINE_S: "2",
        ...environment,
      },
    });
    return { said: stdout + stderr, exitCode };
  };

  it("says what a whole server can do", async () => {
    model.behave(answers(GOOD));
    const { said, exitCode } = await check();
    expect(exitCode).toBe(0);
    expect(said).toMatch(/holds it to our form \(json_schema\)/);
    expect(said).toMatch(/It streams: first words after \d+ ms/);
    expect(said).toMatch(/counts tokens, so budgets are exact/);
  });

  it("says which rung a simpler server stands on", async () => {
    model.behave((exchange) =>
      exchange.body.response_format
        ? fails(400, {}, "response_format is not supported")(exchange)
        : answers(GOOD, { size: 1000 })(exchange),
    );
    const { said, exitCode } = await check();
    expect(exitCode).toBe(0);
    expect(said).toMatch(/knows no form of answer/);
    expect(said).toMatch(/does not stream/);
  });

  it.each([
    ["wrong key", /does not accept HEED_LLM_API_KEY/],
    ["unknown model", /does not know the model other[\s\S]*It has: scripted\./],
    ["500", /error of its own/],
    ["200 with HTML", /not in a form that can be read/],
    ["hang before headers", /did not answer in time/],
  ])("%s: says so, and what to do", async (fault, expected) => {
    const behaviour = faults(GOOD)[fault];
    if (!behaviour) throw new Error(fault);
    model.behave(behaviour);
    const { said, exitCode } = await check({ HEED_LLM_MODEL: "other" });
    expect(exitCode).toBe(1);
    expect(said).toMatch(expected);
    expect(said).toMatch(/Until it works, drafts are extractive/);
  });

  it("nobody at the address, and no model at all", async () => {
    expect(
      (await check({ HEED_LLM_BASE_URL: "http://127.0.0.1:1/v1" })).said,
    ).toMatch(/Nothing answers at/);
    expect(
      (await check({ HEED_LLM_BASE_URL: "", HEED_LLM_MODEL: "" })).said,
    ).toMatch(/No language model is set up/);
  });
});

describe("heed llm budget", () => {
  it("shows, sets, keeps and lifts a limit, and refuses what is none", async () => {
    const { database } = await freshPglite();
    const clock = () => NOW;
    const budgets = createBudgets(database, null, clock);
    const config = readConfig({}, tmpdir());
    // The command needs no more of a backend than this.
    const backend = { database, budgets, config, clock } as Backend;
    const budget = async (...words: string[]) =>
      (
        await runIn(
          {
            argv: ["llm", "budget", ...words],
            workingDirectory: tmpdir(),
            environment: {},
            userName: "sam",
            progress: () => {},
          },
          backend,
        )
      ).lines.join("\n");

    expect(await budget("--tokens", "1000")).toMatch(/tokens {2}0 \(of 1000\)/);
    expect(await budget("--money", "2.5")).toMatch(/of 1000[\s\S]*of 2\.5/);
    expect(await budget()).toMatch(/of 1000[\s\S]*of 2\.5/);
    expect(await budget("--tokens", "none")).toMatch(/no limit/);
    await expect(budget("--tokens", "lots")).rejects.toThrow(
      "--tokens is a number from 0, or none.",
    );
    await expect(budget("--tokens", "1.5")).rejects.toThrow(/whole number/);
    await database.close();
  });
});
