import { didYouMean } from "./closest.ts";
import { readMarkdown } from "./front-matter.ts";
import type { MarkdownSource } from "./front-matter.ts";
import type { PackError } from "./pack-error.ts";
import { readYaml } from "./yaml-source.ts";
import type { YamlSource } from "./yaml-source.ts";

const REQUIRED = ["pack", "intents", "fields", "tone", "thresholds"] as const;
/** Absent or empty, these mean: nothing switched off, nothing overridden, no commitment allowed or limited. */
const OPTIONAL = ["guardrails", "selectors", "flags"] as const;
const FOLDERS = ["knowledge", "notices", "templates"] as const;
const FILE_ID = /^[a-z0-9][a-z0-9_-]*$/;

/** Every file of a pack, read but not yet checked. null: not there, or not readable. */
export interface PackFiles {
  yaml: Record<(typeof REQUIRED | typeof OPTIONAL)[number], YamlSource | null>;
  markdown: Record<(typeof FOLDERS)[number], MarkdownSource[]>;
  errors: PackError[];
}

/** `unreadable`: files that are there but could not be read. They are not missing. */
export function sortPackFiles(
  files: ReadonlyMap<string, string>,
  unreadable: ReadonlySet<string>,
): PackFiles {
  const errors: PackError[] = [];
  const yamlOf = (name: string): YamlSource | null => {
    const text = files.get(`${name}.yaml`);
    return text === undefined
      ? null
      : readYaml(`${name}.yaml`, plainLines(text));
  };
  const markdownOf = (folder: string): MarkdownSource[] =>
    [...files]
      .filter(([path]) => isMarkdownIn(folder, path))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => readMarkdown(path, plainLines(text)));

  for (const name of REQUIRED) {
    const file = `${name}.yaml`;
    if (files.has(file) || unreadable.has(file)) continue;
    errors.push({
      file,
      line: 1,
      message: "The file is missing.",
      mend: `Add ${file} to the folder of the pack.`,
    });
  }
  if (
    ![...files.keys(), ...unreadable].some((path) =>
      isMarkdownIn("knowledge", path),
    )
  ) {
    const mend =
      "Add at least one article, for example knowledge/returns.md: without one, every answer is an abstention.";
    errors.push({
      file: "knowledge",
      line: 1,
      message: "There are no articles.",
      mend,
    });
  }
  for (const path of files.keys()) errors.push(...misplaced(path));

  return {
    yaml: {
      pack: yamlOf("pack"),
      intents: yamlOf("intents"),
      fields: yamlOf("fields"),
      tone: yamlOf("tone"),
      thresholds: yamlOf("thresholds"),
      guardrails: yamlOf("guardrails"),
      selectors: yamlOf("selectors"),
      flags: yamlOf("flags"),
    },
    markdown: {
      knowledge: markdownOf("knowledge"),
      notices: markdownOf("notices"),
      templates: markdownOf("templates"),
    },
    errors,
  };
}

/** A file under a name nobody reads is a rule that is off without anybody noticing. A README beside them is fine. */
function misplaced(path: string): PackError[] {
  const folder = FOLDERS.find((name) => path.startsWith(`${name}/`));
  const error = (message: string, mend: string): PackError[] => [
    { file: path, line: 1, message, mend },
  ];
  if (folder && isMarkdownIn(folder, path)) {
    const name = path.slice(folder.length + 1, -".md".length);
    if (FILE_ID.test(name)) return [];
    const better = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "");
    return error(
      "The file's name cannot be an id.",
      `Rename it to ${folder}/${better || "article"}.md: lower-case letters, digits, - and _.`,
    );
  }
  if (folder)
    return error(
      "This file is not read.",
      `Put Markdown files (.md) straight into ${folder}/, or move it out.`,
    );
  if (!/\.ya?ml$/.test(path)) return [];
  const known = [...REQUIRED, ...OPTIONAL].map((name) => `${name}.yaml`);
  if (known.includes(path)) return [];
  return error(
    "This file is not read.",
    `A pack has ${known.join(", ")}.${didYouMean(path, known)}`,
  );
}

function isMarkdownIn(folder: string, path: string): boolean {
  const name = path.slice(folder.length + 1);
  return (
    path.startsWith(`${folder}/`) && name.endsWith(".md") && !name.includes("/")
  );
}

/** Windows line ends and a byte order mark would otherwise become part of keys and texts. */
function plainLines(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}
