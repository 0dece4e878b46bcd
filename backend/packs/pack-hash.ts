import { createHash } from "node:crypto";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Release } from "../../src/domain/release.ts";

/**
 * The hashes of a release's three parts. Equal content has equal hashes, whatever the order of files and keys.
 * The pack's name and owner are no content. `behaviourHash` comes from where prompts and learned artefacts live.
 */
export function hashPack(
  pack: PolicyPack,
  behaviourHash: string,
): Release["parts"] {
  const {
    knowledge,
    notices,
    intents,
    thresholds,
    templates,
    fields,
    tone,
    guardrails,
    selectors,
    flags,
  } = pack;
  const { formatVersion, timeZone, languages } = pack;
  return {
    knowledge: hashOf({
      knowledge: sortedBy(knowledge, (document) => document.documentId),
      notices: sortedBy(notices, (notice) => notice.noticeId),
    }),
    workflow: hashOf({
      ...{ formatVersion, timeZone, languages },
      ...{ intents, thresholds, fields, tone, guardrails, selectors, flags },
      templates: sortedBy(templates, (template) => template.templateId),
    }),
    behaviour: behaviourHash,
  };
}

/** SHA-256, hex, over canonical JSON. */
export function hashOf(value: unknown): string {
  return createHash("sha256")
    .update(canonicalJson(value), "utf8")
    .digest("hex");
}

/** JSON with the keys of every object in code unit order. Lists keep theirs: it may mean something. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") {
    const json = JSON.stringify(value) as string | undefined;
    if (json === undefined)
      throw new TypeError(`${typeof value} has no canonical JSON`);
    return json;
  }
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
  return `{${entries.join(",")}}`;
}

function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
