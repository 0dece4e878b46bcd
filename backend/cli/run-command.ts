import { parseArgs } from "node:util";
import type { Backend } from "../main.ts";
import {
  CommandError,
  type Command,
  type Input,
  type Result,
} from "./command.ts";
import { commands } from "./index.ts";

/** The command whose name the words begin with; the longest, should one begin another. */
export function findCommand(
  argv: string[],
  among: Command[],
): { command: Command; rest: string[] } | null {
  const fitting = among
    .filter(({ name }) =>
      name.split(" ").every((word, index) => argv[index] === word),
    )
    .sort((a, b) => b.name.length - a.name.length);
  const [command] = fitting;
  return (
    (command && {
      command,
      rest: argv.slice(command.name.split(" ").length),
    }) ??
    null
  );
}

/** Throws CommandError for what does not belong. */
export function readInput(
  command: Command,
  rest: string[],
  from: Pick<Input, "workingDirectory" | "environment">,
): Input {
  const usage = `Use: npx heed ${command.name} ${command.usage}`.trim();
  let parsed;
  try {
    parsed = parseArgs({
      args: rest,
      options: { ...command.options, json: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    const [first = ""] = (error as Error).message.split(/\. |\n/);
    throw new CommandError(`${first}. ${usage}`);
  }
  const { positionals: words, values } = parsed;
  if (words.length !== command.words)
    throw new CommandError(
      words.length < command.words ? usage : `Too many words. ${usage}`,
    );
  return {
    words,
    options: values as Input["options"],
    ...from,
  };
}

/** Runs a command inside a backend that is open here: on its own, or for one that asks over the control socket. */
export async function runIn(
  argv: string[],
  workingDirectory: string,
  backend: Backend,
): Promise<Result> {
  const found = findCommand(argv, commands);
  if (found?.command.work.needs !== "backend")
    throw new CommandError("The running backend does not know this command.");
  return found.command.work.run(
    // The environment is the backend's, which has read it.
    readInput(found.command, found.rest, { workingDirectory, environment: {} }),
    backend,
  );
}
