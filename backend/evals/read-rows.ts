import { readFileSync } from "node:fs";
import type * as z from "zod";
import { SuiteError } from "./suite.ts";

/** A file named on the command line. Throws SuiteError in one line. */
export function readFileOf(option: string, path: unknown): string {
  if (typeof path !== "string" || path === "")
    throw new SuiteError(`Name a file with --${option}.`);
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new SuiteError(
      `--${option}: there is no readable file ${path}. Check the name.`,
    );
  }
}

/** JSON lines, each parsed by the schema. */
export function readJsonLines<T extends z.ZodType>(
  option: string,
  path: unknown,
  schema: T,
): z.output<T>[] {
  const rows = readFileOf(option, path)
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      const read = schema.safeParse(jsonOf(line));
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      throw new SuiteError(
        `--${option}: line ${number} is not a row of this suite (${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}).`,
      );
    });
  if (rows.length === 0)
    throw new SuiteError(`--${option}: ${String(path)} has no rows.`);
  return rows;
}

/** Tab-separated, the first line names the columns. Quotes are plain characters. */
export function readTabSeparated(
  option: string,
  path: unknown,
  columns: string[],
): Record<string, string>[] {
  const [head = "", ...lines] = readFileOf(option, path).split(/\r?\n/);
  const names = head.split("\t");
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new SuiteError(
      `--${option}: ${String(path)} lacks the column ${missing.join(", ")}.`,
    );
  const rows = lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const cells = line.split("\t");
      return Object.fromEntries(
        names.map((name, index) => [name, cells[index] ?? ""]),
      );
    });
  if (rows.length === 0)
    throw new SuiteError(`--${option}: ${String(path)} has no rows.`);
  return rows;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
