import { CommandError, textOption, type Input } from "./command.ts";

export const byOption = { by: { type: "string" } } as const;

const LONGEST = 100;

/** Who does it, for the log: `--by NAME`, else the user of the operating system who typed the command. */
export function whoDoesIt(input: Input): string {
  const name = textOption(input, "by") ?? input.userName;
  if (name.length > LONGEST || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name))
    throw new CommandError(
      `--by takes a name: one line of at most ${LONGEST} characters.`,
    );
  return name;
}
