import { parseArgs } from "node:util";
import type { Backend } from "../main.ts";
import {
  CommandError,
  type Command,
  type Input,
  type Result,
} from "./command.ts";
import { commands } from "./index.ts";

/** What a command is given beside its words. */
export type From = Pick<
  Input,
  "workingDirectory" | "environment" | "userName" | "progress"
>;

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
export function readInput(command: Command, rest: string[], from: From): Input {
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
  const { least, most } =
    typeof command.words === "number"
      ? { least: command.words, most: command.words }
      : command.words;
  if (words.length < least) throw new CommandError(usage);
  if (words.length > most) throw new CommandError(`Too many words. ${usage}`);
  return {
    words,
    options: values as Input["options"],
    ...from,
  };
}

/** Runs a command for one that asks over the control socket, inside the backend that is open here. */
export async function runIn(
  { argv, ...from }: { argv: string[] } & From,
  backend: Backend,
): Promise<Result> {
  const found = findCommand(argv, commands);
  if (found?.command.work.needs !== "backend")
    throw new CommandError("The running backend does not know this command.");
  return found.command.work.run(
    readInput(found.command, found.rest, from),
    backend,
  );
}
