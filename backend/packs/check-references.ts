import { didYouMean } from "./closest.ts";
import { valueAt } from "./explain-issue.ts";
import type { PackError } from "./pack-error.ts";
import type { PackFiles } from "./pack-files.ts";
import { checkPlaceholders } from "./placeholders.ts";
import type { YamlSource } from "./yaml-source.ts";

/** An id somewhere in the pack, and where it stands. */
interface Mention {
  id: string;
  source: YamlSource;
  path: PropertyKey[];
}

/**
 * Ids named twice, ids that nothing has, placeholders that nothing fills.
 * Works on the raw values, so that one wrong key does not hide the dangling ids of the same file.
 */
export function checkReferences({ yaml, markdown }: PackFiles): PackError[] {
  const intents = idsIn(yaml.intents, []);
  const fields = idsIn(yaml.fields, []);
  const commitments = idsIn(yaml.guardrails, ["commitments"]);
  const templates = markdown.templates.flatMap((source) =>
    mentionsAt(source, ["id"]),
  );
  const documents = markdown.knowledge.map((source): Mention => ({
    id: source.name,
    source,
    path: [],
  }));

  const inIntents = (key: string) =>
    eachEntry(yaml.intents, []).flatMap(({ source, path }) =>
      mentionsAt(source, [...path, key]),
    );
  const inFiles = (sources: YamlSource[]) =>
    sources.flatMap((source) => mentionsAt(source, ["intents"]));
  const inCommitments = eachEntry(yaml.guardrails, ["commitments"]).flatMap(
    ({ source, path }) => mentionsAt(source, [...path, "documents"]),
  );

  const knownIntents = known(yaml.intents, intents);
  const knownFields = known(yaml.fields, fields);
  // A template whose front matter cannot be read has an id that we do not know.
  const knownTemplates = markdown.templates.some(
    (source) => source.value === undefined,
  )
    ? null
    : idsOf(templates);

  return [
    ...repeated("intent", intents),
    ...repeated("field", fields),
    ...repeated("commitment", commitments),
    ...repeated("template", templates),
    ...dangling("template", inIntents("template"), knownTemplates),
    ...dangling("template", inIntents("acknowledgement"), knownTemplates),
    ...dangling("field", inIntents("requiredFields"), knownFields),
    ...dangling("intent", inFiles(markdown.notices), knownIntents),
    ...dangling("intent", inFiles(markdown.templates), knownIntents),
    ...dangling("document", inCommitments, idsOf(documents)),
    ...markdown.templates.flatMap((source) =>
      checkPlaceholders(
        source.file,
        source.body,
        knownFields,
        (line) => source.bodyLine + line,
      ),
    ),
    ...["greeting", "closing"].flatMap((key) => {
      const text = valueAt(yaml.tone?.value, [key]);
      return yaml.tone === null || typeof text !== "string"
        ? []
        : checkPlaceholders(
            yaml.tone.file,
            text,
            knownFields,
            () => yaml.tone?.lineOf([key]) ?? 1,
          );
    }),
  ];
}

function repeated(kind: string, mentions: Mention[]): PackError[] {
  const first = new Map<string, Mention>();
  return mentions.flatMap((mention) => {
    const earlier = first.get(mention.id);
    if (earlier === undefined) {
      first.set(mention.id, mention);
      return [];
    }
    const where = `${earlier.source.file}, line ${earlier.source.lineOf(earlier.path)}`;
    return [
      {
        ...at(mention),
        message: `The ${kind} "${mention.id}" exists already.`,
        mend: `Give it another id; the first one is in ${where}.`,
      },
    ];
  });
}

/** `ids` is null when the file that defines them cannot be read: then nothing is said to dangle. */
function dangling(
  kind: string,
  mentions: Mention[],
  ids: readonly string[] | null,
): PackError[] {
  if (ids === null) return [];
  return mentions
    .filter(({ id }) => !ids.includes(id) && !isOfImport(kind, id))
    .map((mention) => ({
      ...at(mention),
      message: `There is no ${kind} "${mention.id}".`,
      mend: `${ids.length === 0 ? `The pack has no ${kind}: add it, or delete this id.` : `Use the id of ${kind === "intent" ? "an" : "a"} ${kind} of this pack, or add it.`}${didYouMean(mention.id, ids)}`,
    }));
}

/** Templates that an import brings are not in the folder; a release that names one it lacks is refused. */
function isOfImport(kind: string, id: string): boolean {
  return kind === "template" && id.startsWith("imported-");
}

function at({ source, path }: Mention): { file: string; line: number } {
  return { file: source.file, line: source.lineOf(path) };
}

function idsIn(source: YamlSource | null, list: PropertyKey[]): Mention[] {
  return eachEntry(source, list).flatMap((entry) =>
    mentionsAt(entry.source, [...entry.path, "id"]),
  );
}

function eachEntry(
  source: YamlSource | null,
  list: PropertyKey[],
): { source: YamlSource; path: PropertyKey[] }[] {
  const entries = source === null ? null : valueAt(source.value, list);
  return source !== null && Array.isArray(entries)
    ? entries.map((_, index) => ({ source, path: [...list, index] }))
    : [];
}

/** The text at `path`, or each text of the list at `path`. */
function mentionsAt(source: YamlSource, path: PropertyKey[]): Mention[] {
  const value = valueAt(source.value, path);
  if (typeof value === "string") return [{ id: value, source, path }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((id: unknown, index) =>
    typeof id === "string" ? [{ id, source, path: [...path, index] }] : [],
  );
}

function known(
  source: YamlSource | null,
  mentions: Mention[],
): string[] | null {
  return Array.isArray(source?.value) ? idsOf(mentions) : null;
}

function idsOf(mentions: Mention[]): string[] {
  return mentions.map(({ id }) => id);
}
