import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { knowledgeFrontMatter } from "../../src/contracts/policy-pack.ts";
import type { KnowledgeDocument } from "../../src/domain/policy-pack.ts";
import { readMarkdown } from "../packs/front-matter.ts";
import { utcOfLocalDate } from "../packs/local-date.ts";
import { itemOfText } from "./article.ts";
import { ImportError, type Connector, type Item } from "./connector.ts";
import type { DocumentDefaults } from "./document-defaults.ts";

const FILES_PER_PAGE = 100;
const MAX_FILES = 100_000;
/** A front matter of another tool has keys of its own, so all of ours may be missing and others may be there. */
const frontMatter = knowledgeFrontMatter.partial().loose();

/** A folder of Markdown files, with those below it. */
export const markdown: Connector = {
  name: "markdown",
  usage: "DIR",
  summary: "a folder of Markdown files, with or without front matter",
  options: {},
  words: 1,
  variables: [],
  open({ words, options, workingDirectory, defaults }) {
    const directory = resolve(workingDirectory, words[0] ?? ".");
    const files = filesIn(directory);
    const sourceId = `markdown:${sourceName(options["source"], directory)}`;
    return Promise.resolve({
      sourceId,
      settings: { directory, defaults },
      coverage: "complete",
      read(cursor) {
        const after = typeof cursor === "string" ? cursor : "";
        const page = files
          .filter((file) => file > after)
          .slice(0, FILES_PER_PAGE);
        const last = page.at(-1) ?? "";
        return Promise.resolve({
          items: page.map((file) =>
            readFile(directory, file, sourceId, defaults),
          ),
          next: last === files.at(-1) || last === "" ? null : last,
          total: files.length,
        });
      },
    });
  },
};

/** A name that ids can begin with. */
export function sourceName(option: unknown, fallback: string): string {
  const name = typeof option === "string" ? option : basename(fallback);
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return slug || "folder";
}

function filesIn(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory, { recursive: true }).map(String);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ImportError(
      `The folder ${directory} cannot be read (${code}). Name a folder that holds Markdown files.`,
    );
  }
  const files = names
    .filter((name) => /\.(?:md|markdown)$/i.test(name))
    .filter(
      (name) =>
        !name
          .split(sep)
          .some((part) => part.startsWith(".") || part === "node_modules"),
    )
    .filter((name) => statSync(join(directory, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort((a, b) => (a < b ? -1 : 1));
  if (files.length === 0)
    throw new ImportError(
      `There is no Markdown file (.md) in ${directory}. Name the folder that holds them.`,
    );
  if (files.length > MAX_FILES)
    throw new ImportError(
      `${directory} holds ${files.length} Markdown files, more than ${MAX_FILES}. Name a smaller folder.`,
    );
  return files;
}

function readFile(
  directory: string,
  file: string,
  sourceId: string,
  defaults: DocumentDefaults,
): Item {
  try {
    const bytes = readFileSync(join(directory, file));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const editedAt = statSync(join(directory, file)).mtime.toISOString();
    return itemOfMarkdown(file, text, editedAt, sourceId, defaults);
  } catch (error) {
    const because =
      error instanceof TypeError
        ? "It is not UTF-8 text."
        : `It cannot be read (${(error as NodeJS.ErrnoException).code}).`;
    return { itemId: idOf(file), title: file, state: "left_out", because };
  }
}

/** `file`: path inside the folder, with `/`. */
export function itemOfMarkdown(
  file: string,
  text: string,
  editedAt: string | null,
  sourceId: string,
  defaults: DocumentDefaults,
): Item {
  const itemId = idOf(file);
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const { front, body, trouble } = split(file, lines);
  const leaveOut = (because: string): Item => ({
    itemId,
    title: file,
    state: "left_out",
    because,
  });
  if (trouble !== null) return leaveOut(trouble);
  const parsed = frontMatter.safeParse(front);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return leaveOut(`"${issue?.path.join(".")}" ${issue?.message}.`);
  }
  if (body === "") return leaveOut("It has no text.");
  const said = parsed.data;
  const dates: Pick<
    KnowledgeDocument,
    "effectiveFrom" | "effectiveUntil" | "reviewBy"
  > = { effectiveFrom: null, effectiveUntil: null, reviewBy: null };
  for (const key of ["effectiveFrom", "effectiveUntil", "reviewBy"] as const) {
    const local = front[key] === undefined ? null : (said[key] ?? null);
    if (local === null) continue;
    dates[key] = utcOfLocalDate(local, defaults.timeZone);
    if (dates[key] === null)
      return leaveOut(`"${key}" is ${local}, which does not exist.`);
  }
  const { effectiveFrom, effectiveUntil } = dates;
  if (effectiveFrom && effectiveUntil && effectiveUntil <= effectiveFrom)
    return leaveOut(`"effectiveUntil" is not after "effectiveFrom".`);
  const heading = /^ {0,3}#{1,6}\s+(.+?)\s*#*$/m.exec(body)?.[1];
  const labels: Partial<KnowledgeDocument> = { ...dates };
  if (front["owner"] !== undefined && said.owner) labels.owner = said.owner;
  if (front["audience"] !== undefined && said.audience)
    labels.audience = said.audience;
  if (said.product) labels.product = said.product;
  if (said.locale) labels.locale = said.locale;
  return itemOfText(
    { sourceId, itemId, url: said.source ?? null, editedAt, labels },
    said.title ?? heading ?? itemId.split("/").at(-1) ?? itemId,
    body,
    defaults,
  );
}

function idOf(file: string): string {
  return file.replace(/\.md$/i, "");
}

function split(
  file: string,
  text: string,
): { front: Record<string, unknown>; body: string; trouble: string | null } {
  if (!/^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.test(text))
    return { front: {}, body: text.trim(), trouble: null };
  const source = readMarkdown(file, text);
  const [error] = source.errors;
  if (error && source.value === undefined)
    return {
      front: {},
      body: "",
      trouble: `Line ${error.line}: ${error.message} ${error.mend}`,
    };
  const isMap =
    typeof source.value === "object" &&
    source.value !== null &&
    !Array.isArray(source.value);
  return {
    front: isMap ? (source.value as Record<string, unknown>) : {},
    body: source.body,
    trouble: null,
  };
}
