import type { ParseArgsConfig } from "node:util";
import type { Backend } from "../main.ts";

/** One command is one file, with its line in index.ts. */
export interface Command {
  /** `pack lint` */
  name: string;
  /** What follows the name: `DIR`, `--name NAME [--role ROLE]`. */
  usage: string;
  summary: string;
  options: NonNullable<ParseArgsConfig["options"]>;
  /** How many words beside the options. */
  words: number | { least: number; most: number };
  /** Environment variables of its own, beside those of config.ts: handed on to the backend that carries it out. */
  variables?: string[];
  work:
    | { needs: "nothing"; run(input: Input): Promise<Result> }
    /** Runs in the backend that has the data directory, if one does (control-socket.ts). */
    | { needs: "backend"; run(input: Input, backend: Backend): Promise<Result> }
    /** Runs until it is stopped, and prints for itself. */
    | { needs: "terminal"; run(input: Input): Promise<void> };
}

export interface Input {
  words: string[];
  options: Record<string, string | boolean | undefined>;
  /** Where the person stands: relative folders are meant from there. */
  workingDirectory: string;
  /** The variables that config.ts reads, and those the command names. */
  environment: Record<string, string | undefined>;
  /** Who typed it, as the operating system knows them: not who runs the backend that carries it out. */
  userName: string;
  /** A line for the person who waits. */
  progress: (line: string) => void;
}

export interface Result {
  /** With --json, exactly this. */
  json: object;
  /** Otherwise these lines. */
  lines: string[];
  /** 1: the thing looked at has errors. */
  exitCode: 0 | 1;
}

/** Ends the command with exit code 2. The message is one line for the person. */
export class CommandError extends Error {
  override name = "CommandError";
}

export function textOption(input: Input, name: string): string | null {
  const value = input.options[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
