import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document } from "yaml";
import type { PackError } from "./pack-error.ts";

/** A YAML file (or front matter) as plain values, which still knows on which line each value stands. */
export interface YamlSource {
  file: string;
  /** undefined: it could not be read as YAML, and `errors` says why. null: it is empty. */
  value: unknown;
  errors: PackError[];
  /** Line of the key or list item at `path`; of the nearest thing around it when there is no such key. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** `linesBefore`: lines of the file that stand above `text`, for front matter. */
export function readYaml(
  file: string,
  text: string,
  linesBefore = 0,
): YamlSource {
  const lines = new LineCounter();
  const lineAt = (offset: number) =>
    Math.max(1, lines.linePos(offset).line) + linesBefore;
  let document: Document.Parsed;
  let value: unknown;
  const errors: PackError[] = [];
  try {
    document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    // A tag we do not know would turn into something else in silence: a warning there is an error here.
    for (const { code, message, pos } of [
      ...document.errors,
      ...document.warnings,
    ]) {
      errors.push({
        file,
        line: lineAt(pos[0]),
        message: yamlMessage(code, message),
        mend: yamlMend(code),
      });
    }
    const isReadable = document.errors.every(
      (error) => error.code === "DUPLICATE_KEY",
    );
    value = isReadable
      ? (document.toJS({ maxAliasCount: 50 }) as unknown)
      : undefined;
  } catch (error) {
    // The parser throws on what no person writes: nesting without end, aliases that explode.
    const reason = error instanceof Error ? error.message : "unknown reason";
    const tooMuch = {
      file,
      line: 1 + linesBefore,
      message: `Cannot be read as YAML: ${reason}.`,
    };
    return {
      file,
      value: undefined,
      errors: [
        {
          ...tooMuch,
          mend: "Write plain keys, lists and texts, without aliases and deep nesting.",
        },
      ],
      lineOf: () => 1 + linesBefore,
    };
  }
  return {
    file,
    value,
    errors,
    lineOf: (path) => lineAt(offsetOf(document, path)),
  };
}

function offsetOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => String(isScalar(key) ? key.value : key) === String(step),
      );
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else break;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  if (
    node === null ||
    typeof node !== "object" ||
    !("range" in node) ||
    !Array.isArray(node.range)
  )
    return null;
  const [start] = node.range as unknown[];
  return typeof start === "number" ? start : null;
}

function yamlMessage(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "This key stands here a second time.";
  return `Cannot be read as YAML: ${message.replace(/\.$/, "")}.`;
}

function yamlMend(code: string): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "Keep one of the two lines and delete the other.";
    case "TAB_AS_INDENT":
      return "Indent with spaces, not with tabs.";
    case "MULTIPLE_DOCS":
      return "Delete the line --- inside the file: a file holds one document.";
    case "TAG_RESOLVE_FAILED":
      return "Delete the tag that begins with an exclamation mark, or put the text in quotes.";
    case "MISSING_CHAR":
    case "UNEXPECTED_TOKEN":
      return "Close every quote and bracket, and put a text that starts with one of { [ & * ! | > ' \" % @ in quotes.";
    default:
      return 'Check indentation, colons and quotes of this line; put a text that holds ": " or " #" in quotes.';
  }
}
