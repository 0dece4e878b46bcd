import { resolve } from "node:path";
import { suites } from "../evals/index.ts";
import { SuiteError, type EvalReport, type Suite } from "../evals/suite.ts";
import { CommandError, type Command, type Input } from "./command.ts";

/** `heed eval SUITE`: one command per suite. */
export const evalCommands: Command[] = suites.map((suite) => ({
  name: `eval ${suite.name}`,
  usage: suite.usage,
  summary: suite.summary,
  options: suite.options,
  words: 0,
  work: {
    needs: "nothing",
    async run(input) {
      const report = await runSuite(suite, input);
      return { exitCode: 0, json: report, lines: linesOf(report) };
    },
  },
}));

async function runSuite(
  suite: Suite,
  { options, workingDirectory, environment }: Input,
): Promise<EvalReport> {
  // File names are meant from where the person stands.
  const absolute = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === "string" && FILES.has(name)
        ? // `--more` takes several, with commas between them.
          (name === "more" ? value.split(",") : [value])
            .map((file) => resolve(workingDirectory, file.trim()))
            .join(",")
        : value,
    ]),
  );
  try {
    return await suite.run(absolute, environment);
  } catch (error) {
    if (error instanceof SuiteError) throw new CommandError(error.message);
    throw error;
  }
}

const FILES = new Set([
  "test",
  "train",
  "dev",
  "ontology",
  "conversations",
  "policy",
  "documents",
  "tasks",
  "versions",
  "questions",
  "cache",
  "tickets",
  "pack",
  "out",
  "score",
  "emails",
  "attacks",
  "more",
]);

function linesOf({
  suite,
  n,
  figures,
  intervals,
  seconds,
}: EvalReport): string[] {
  return [
    `${suite}: n ${n}, ${seconds.toFixed(1)} s`,
    ...Object.entries(figures).map(
      ([name, value]) => `  ${name} ${JSON.stringify(value)}`,
    ),
    ...Object.entries(intervals).map(
      ([name, [low, high]]) =>
        `  ${name} 95 % [${low.toFixed(3)}, ${high.toFixed(3)}]`,
    ),
  ];
}
