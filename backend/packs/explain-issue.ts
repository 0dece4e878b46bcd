import * as z from "zod";
import { didYouMean } from "./closest.ts";
import type { PackError } from "./pack-error.ts";
import type { YamlSource } from "./yaml-source.ts";

type Issue = z.core.$ZodIssue;
interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  propertyNames?: { enum?: string[] };
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/** What a schema objects to, as a person reads it: one error per key, with its line and what to write instead. */
export function explainIssue(
  issue: Issue,
  source: YamlSource,
  schema: z.ZodType,
): PackError[] {
  const { file } = source;
  if (issue.code === "unrecognized_keys") {
    const allowed = allowedKeys(schema, issue.path);
    return issue.keys.map((key) => ({
      file,
      line: source.lineOf([...issue.path, key]),
      message: `Unknown key "${clip(key)}".`,
      mend: `Use one of ${allowed.join(", ")}.${didYouMean(key, allowed)}`,
    }));
  }
  const line = source.lineOf(issue.path);
  const name = issue.path.length === 0 ? "The file" : `"${nameOf(issue.path)}"`;
  const value = valueAt(source.value, issue.path);
  return [{ file, line, ...wording(issue, name, value, schema) }];
}

function wording(
  issue: Issue,
  name: string,
  value: unknown,
  schema: z.ZodType,
): { message: string; mend: string } {
  if (value === undefined && issue.path.length > 0) {
    return {
      message: `${name} is missing.`,
      mend: `Add ${name}: ${wanted(issue)}.`,
    };
  }
  switch (issue.code) {
    case "invalid_type": {
      const isEmpty = value === null;
      const message = isEmpty
        ? `${name} is empty.`
        : `${name} is ${kindOf(value)}.`;
      return {
        message,
        mend: `Write ${wanted(issue)}.${isEmpty ? "" : quoteHint(issue, value)}`,
      };
    }
    case "invalid_value": {
      const allowed = issue.values.map(String);
      const guess = typeof value === "string" ? didYouMean(value, allowed) : "";
      return {
        message: `${name} is ${shown(value)}.`,
        mend: `Write ${oneOf(allowed)}.${guess}`,
      };
    }
    case "too_small":
    case "too_big": {
      if (issue.origin === "array") {
        return {
          message: `${name} is an empty list.`,
          mend: "Add at least one entry, or delete the key.",
        };
      }
      if (issue.origin === "string" && issue.code === "too_small") {
        return {
          message: `${name} is empty.`,
          mend: "Write a text, or delete the line if the key may be absent.",
        };
      }
      const rule =
        issue.code === "too_small"
          ? `at least ${issue.minimum}`
          : `at most ${issue.maximum}`;
      const unit = issue.origin === "string" ? " characters" : "";
      return {
        message: `${name} is ${shown(value)}.`,
        mend: `Write ${rule}${unit}.`,
      };
    }
    case "invalid_format":
      return {
        message: `${name} is ${shown(value)}.`,
        mend: sentence(issue.message),
      };
    case "invalid_key":
      return {
        message: `${name} cannot be a key here.`,
        mend: sentence(
          issue.issues[0]?.message ??
            `use ${allowedKeys(schema, issue.path).join(", ")}`,
        ),
      };
    default: {
      const mend = issue.message.includes("regular expression")
        ? "Write a regular expression with every bracket closed and only special characters escaped."
        : sentence(`it ${issue.message}`);
      return { message: `${name} is ${shown(value)}.`, mend };
    }
  }
}

function wanted(issue: Issue): string {
  if (issue.code === "invalid_value") return oneOf(issue.values.map(String));
  if (issue.code !== "invalid_type") return "a value";
  switch (issue.expected) {
    case "array":
      return "a list, one entry per line, each after a dash";
    case "object":
    case "record":
      return "keys and values, one per line";
    case "boolean":
      return "true or false";
    case "int":
      return "a whole number";
    case "number":
      return "a number";
    default:
      return "a text";
  }
}

function quoteHint(issue: Issue, value: unknown): string {
  const readsAsOther = typeof value === "number" || typeof value === "boolean";
  return issue.code === "invalid_type" &&
    issue.expected === "string" &&
    readsAsOther
    ? ` Put it in quotes: "${String(value)}".`
    : "";
}

function oneOf(allowed: string[]): string {
  return allowed.length === 1
    ? `${allowed[0]}`
    : `one of ${allowed.join(", ")}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value !== null && typeof value === "object") return "a group of keys";
  return shown(value);
}

function shown(value: unknown): string {
  if (value === null) return "empty";
  if (typeof value === "object") return kindOf(value);
  return typeof value === "string" ? `"${clip(value)}"` : String(value);
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?]$/.test(text) ? "" : "."}`;
}

/** The last key of the path; `examples, entry 3` for an item of a list. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (typeof last !== "number") return String(last);
  const key = path.at(-2);
  return typeof key === "string"
    ? `${key}, entry ${last + 1}`
    : `entry ${last + 1}`;
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) {
    if (
      found === null ||
      typeof found !== "object" ||
      !Object.hasOwn(found, step)
    )
      return undefined;
    found = (found as Record<PropertyKey, unknown>)[step];
  }
  return found;
}

/** zod's issue names only the unknown key; the schema knows the others. */
function allowedKeys(
  schema: z.ZodType,
  path: readonly PropertyKey[],
): string[] {
  let at = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as
    JsonSchema | undefined;
  for (const step of path) {
    const options: (JsonSchema | undefined)[] = [at, ...(at?.anyOf ?? [])];
    const other = options.find(
      (option) => typeof option?.additionalProperties === "object",
    )?.additionalProperties;
    at =
      typeof step === "number"
        ? options.find((option) => option?.items)?.items
        : (options.find((option) => option?.properties)?.properties?.[
            String(step)
          ] ?? (typeof other === "object" ? other : undefined));
  }
  return Object.keys(at?.properties ?? {}).concat(
    at?.propertyNames?.enum ?? [],
  );
}
