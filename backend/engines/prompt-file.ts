import { readFileSync } from "node:fs";

/** The newest version of each prompt. A changed text is a new file and a new number here (a test pins the contents). */
const NEWEST = { draft: 1, repair: 1, rewrite: 1, summary: 1 };
export type PromptName = keyof typeof NEWEST;

export interface PromptFile {
  /** `draft.1`, the file's name: recorded with every suggestion. */
  version: string;
  text: string;
}

export function promptFile(name: PromptName): PromptFile {
  const version = `${name}.${NEWEST[name]}`;
  const text = readFileSync(
    new URL(`./prompts/${version}.md`, import.meta.url),
    "utf8",
  );
  return { version, text };
}
