import type { PackError } from "./pack-error.ts";
import { readYaml } from "./yaml-source.ts";
import type { YamlSource } from "./yaml-source.ts";

/** A Markdown file of a pack: its front matter, and the text below it. */
export interface MarkdownSource extends YamlSource {
  /** The file's name without `.md`. */
  name: string;
  body: string;
  /** Line of the file on which the body begins. */
  bodyLine: number;
}

const FENCE = /^---[ \t]*$/;

export function readMarkdown(file: string, text: string): MarkdownSource {
  const name = file.slice(file.lastIndexOf("/") + 1).replace(/\.md$/, "");
  const lines = text.split("\n");
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (!FENCE.test(lines[0] ?? "") || end === -1) {
    const error: PackError = {
      file,
      line: 1,
      message: "The file has no front matter.",
      mend: "Start the file with a line ---, then the keys (title, owner, …), then a second line ---, then the text.",
    };
    return {
      file,
      name,
      value: undefined,
      errors: [error],
      lineOf: () => 1,
      body: text.trim(),
      bodyLine: 1,
    };
  }
  const source = readYaml(file, lines.slice(1, end).join("\n"), 1);
  const rest = lines.slice(end + 1);
  const firstLine = Math.max(
    0,
    rest.findIndex((line) => line.trim() !== ""),
  );
  const body = rest.join("\n").trim();
  const bodyLine = end + 2 + firstLine;
  if (body === "") {
    const mend =
      "Write the text below the second line ---, or delete the file.";
    source.errors.push({
      file,
      line: end + 1,
      message: "There is no text below the front matter.",
      mend,
    });
  }
  return { ...source, name, body, bodyLine };
}
