import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError, textOption, type Command } from "./command.ts";
import { retrievalTable } from "./retrieval-table.ts";

/** Suite → the script that measures it and prints one line of JSON. A new one is a script and a line here. */
const SUITES: Record<string, string> = {
  panel: "tests/bench/panel.ts",
  "content-script": "tests/bench/content-script.ts",
  suggest: "tests/bench/suggest.ts",
  retrieval: "tests/bench/retrieval.ts",
  reindex: "tests/bench/reindex.ts",
};
/** Option → the suite it is for. */
const OPTIONS: Record<string, string> = {
  sizes: "retrieval",
  engines: "retrieval",
  passages: "reindex",
  embedder: "reindex",
  seconds: "reindex",
};
const ROOT = resolve(import.meta.dirname, "../..");

/** `heed bench SUITE`: figures of this machine, with the load they were measured under. */
export const bench: Command = {
  name: "bench",
  usage:
    "SUITE [--sizes N,N] [--engines NAME,NAME] [--embedder hashing|packaged]",
  summary: `measure: ${Object.keys(SUITES).join(", ")}`,
  options: Object.fromEntries(
    Object.keys(OPTIONS).map((name) => [name, { type: "string" }]),
  ),
  words: 1,
  work: {
    needs: "nothing",
    run(input) {
      const [suite = ""] = input.words;
      const script = SUITES[suite];
      if (!script)
        throw new CommandError(
          `There is no suite "${suite}". There are: ${Object.keys(SUITES).join(", ")}`,
        );
      if (!existsSync(join(ROOT, script)))
        throw new CommandError("Benchmarks run from a clone of the project.");
      const given = Object.entries(OPTIONS).flatMap(([name, of]) => {
        const value = textOption(input, name);
        if (value === null) return [];
        if (of !== suite)
          throw new CommandError(`--${name} is for heed bench ${of}.`);
        return [`--${name}`, value];
      });
      const { status, stdout } = spawnSync(
        process.execPath,
        ["--import", "tsx", script, ...given],
        { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
      );
      if (status !== 0)
        throw new CommandError(`The suite ended with an error (${status}).`);
      const figures = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");
      return Promise.resolve({
        exitCode: 0,
        json: figures,
        lines:
          suite === "retrieval"
            ? retrievalTable(figures)
            : [JSON.stringify(figures, null, 2)],
      });
    },
  },
};
