import type * as z from "zod";
import {
  fieldsFile,
  flagsFile,
  guardrailsFile,
  intentsFile,
  knowledgeFrontMatter,
  noticeFrontMatter,
  packFile,
  selectorsFile,
  templateFrontMatter,
  thresholdsFile,
  toneFile,
} from "../../src/contracts/policy-pack.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import { checkReferences } from "./check-references.ts";
import { explainIssue, valueAt } from "./explain-issue.ts";
import { utcOfLocalDate } from "./local-date.ts";
import { inReadingOrder } from "./pack-error.ts";
import type { PackError, PackReading } from "./pack-error.ts";
import { sortPackFiles } from "./pack-files.ts";
import type { YamlSource } from "./yaml-source.ts";

/**
 * A pack from its files (path inside the pack → text), or everything that is wrong with it, not only the first.
 * `unreadable`: what went wrong before there was a text to parse.
 */
export function parsePack(
  files: ReadonlyMap<string, string>,
  unreadable: readonly PackError[] = [],
): PackReading {
  const sorted = sortPackFiles(
    files,
    new Set(unreadable.map((error) => error.file)),
  );
  const { yaml, markdown } = sorted;
  const errors: PackError[] = [...unreadable, ...sorted.errors];

  function read<T>(
    schema: z.ZodType<T>,
    source: YamlSource | null,
    whenAbsent?: unknown,
  ): T | null {
    if (source !== null) errors.push(...source.errors);
    const value =
      source?.value === null || source === null
        ? (whenAbsent ?? source?.value)
        : source.value;
    if (value === undefined) return null;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    if (source !== null)
      errors.push(
        ...parsed.error.issues.flatMap((issue) =>
          explainIssue(issue, source, schema),
        ),
      );
    return null;
  }

  const head = read(packFile, yaml.pack);
  const toUtc = (source: YamlSource, key: string): string | null => {
    // Without a zone, the dates are still checked against the calendar.
    const { utc, error } = readDate(source, key, head?.timeZone ?? "UTC");
    if (error !== null) errors.push(error);
    return utc;
  };

  const knowledge = markdown.knowledge.map((source) => {
    const front = read(knowledgeFrontMatter, source);
    const effectiveFrom = toUtc(source, "effectiveFrom");
    const effectiveUntil = toUtc(source, "effectiveUntil");
    const reviewBy = toUtc(source, "reviewBy");
    errors.push(
      ...notAfter(source, "effectiveUntil", effectiveFrom, effectiveUntil),
    );
    if (front === null) return null;
    const { source: sourceUrl, ...rest } = front;
    const dates = { effectiveFrom, effectiveUntil, reviewBy };
    return {
      ...rest,
      ...dates,
      sourceUrl,
      documentId: source.name,
      body: source.body,
    };
  });
  const notices = markdown.notices.map((source) => {
    const front = read(noticeFrontMatter, source);
    const from = toUtc(source, "from");
    const until = toUtc(source, "until");
    errors.push(...notAfter(source, "until", from, until));
    if (front === null || from === null || until === null) return null;
    return { ...front, from, until, noticeId: source.name, text: source.body };
  });
  const templates = markdown.templates.map((source) => {
    const front = read(templateFrontMatter, source);
    if (front === null) return null;
    const { id: templateId, ...rest } = front;
    return { templateId, ...rest, text: source.body };
  });

  const intents = read(intentsFile, yaml.intents);
  const fields = read(fieldsFile, yaml.fields);
  const tone = read(toneFile, yaml.tone);
  const thresholds = read(thresholdsFile, yaml.thresholds);
  const guardrails = read(guardrailsFile, yaml.guardrails, {});
  const selectors = read(selectorsFile, yaml.selectors, {});
  const flags = read(flagsFile, yaml.flags, {});
  errors.push(...checkReferences(sorted));

  if (errors.length > 0) return { ok: false, errors: inReadingOrder(errors) };
  if (
    !head ||
    !intents ||
    !fields ||
    !tone ||
    !thresholds ||
    !guardrails ||
    !selectors ||
    !flags
  ) {
    throw new Error("a file of the pack was refused without an error");
  }
  const pack: PolicyPack = {
    ...head,
    knowledge: knowledge.filter((document) => document !== null),
    notices: notices.filter((notice) => notice !== null),
    intents,
    templates: templates.filter((template) => template !== null),
    fields,
    tone,
    guardrails,
    thresholds,
    selectors: selectors as PolicyPack["selectors"], // a partial record's absent keys are absent, never undefined
    flags,
  };
  return { ok: true, pack };
}

function readDate(
  source: YamlSource,
  key: string,
  timeZone: string,
): { utc: string | null; error: PackError | null } {
  const local = valueAt(source.value, [key]);
  // What does not look like a date at all is the schema's to refuse.
  if (
    typeof local !== "string" ||
    !/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2})?$/.test(local)
  )
    return { utc: null, error: null };
  const utc = utcOfLocalDate(local, timeZone);
  if (utc !== null) return { utc, error: null };
  const where = { file: source.file, line: source.lineOf([key]) };
  const mend =
    "Write a day that the calendar has, and a time from 00:00 to 23:59.";
  return {
    utc,
    error: {
      ...where,
      message: `"${key}" is ${local}, which does not exist.`,
      mend,
    },
  };
}

/** Half-open: something in force until the minute it starts is never in force. */
function notAfter(
  source: YamlSource,
  key: "effectiveUntil" | "until",
  from: string | null,
  until: string | null,
): PackError[] {
  if (from === null || until === null || until > from) return [];
  const start = key === "until" ? "from" : "effectiveFrom";
  const where = { file: source.file, line: source.lineOf([key]) };
  return [
    {
      ...where,
      message: `"${key}" is not after "${start}".`,
      mend: `Write a later "${key}", or swap the two dates.`,
    },
  ];
}
