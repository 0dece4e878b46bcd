import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import {
  IMPORTED_TEMPLATE,
  readCandidate,
  withCandidate,
} from "../imports/candidate.ts";
import { DEFAULT_THRESHOLDS } from "../packs/default-thresholds.ts";
import type { PackError } from "../packs/pack-error.ts";
import { hashOf } from "../packs/pack-hash.ts";
import type { Database } from "../storage/database.ts";
import { newestNumber, readPack } from "./live-releases.ts";

/** What the next release would hold, beside what differs in its knowledge from the live one. */
export interface NextRelease {
  pack: PolicyPack;
  errors: PackError[];
  documents: { added: number; changed: number; removed: number };
}

/**
 * A pack (null: that of the live release, or an empty one named `name`) with all that finished imports brought. This
 * is the one way for an import into what answers.
 */
export async function packOfNextRelease(
  database: Database,
  workspaceId: string,
  given: PolicyPack | null,
  name: string,
): Promise<NextRelease> {
  const number = await newestNumber(database, workspaceId);
  const live =
    number === null ? null : await readPack(database, workspaceId, number);
  const pack = withCandidate(
    given ?? live ?? emptyPack(name),
    await readCandidate(database, workspaceId),
  );
  return {
    pack,
    errors: danglingTemplates(pack),
    documents: difference(live, pack),
  };
}

/** Enough to answer from imported documents alone: no intents, so the likeness of a passage decides. */
export function emptyPack(name: string): PolicyPack {
  return {
    formatVersion: 1,
    name,
    owner: name,
    timeZone: "UTC",
    languages: ["en"],
    knowledge: [],
    notices: [],
    intents: [],
    templates: [],
    fields: [],
    tone: {
      voice: "Plain and polite, in the words of the articles.",
      bannedPhrases: [],
      greeting: "Hello {{customer.firstName}},",
      closing: "Kind regards,\n{{agent.name}}",
      languages: ["en"],
    },
    guardrails: { disabled: [], commitments: [] },
    thresholds: structuredClone(DEFAULT_THRESHOLDS),
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [], groups: {} },
  };
}

/** The linter cannot know which templates are imported; here it is known. */
function danglingTemplates({ intents, templates }: PolicyPack): PackError[] {
  const ids = new Set(templates.map(({ templateId }) => templateId));
  return intents
    .flatMap(({ templateId, acknowledgementId }) => [
      templateId,
      acknowledgementId,
    ])
    .filter((id) => id !== null && id.startsWith(IMPORTED_TEMPLATE))
    .filter((id) => !ids.has(id ?? ""))
    .map((id) => ({
      file: "intents.yaml",
      line: 1,
      message: `No import brought the template "${id}".`,
      mend: "Import the macros again, or name another template.",
    }));
}

function difference(
  before: PolicyPack | null,
  after: PolicyPack,
): NextRelease["documents"] {
  const was = new Map(
    (before?.knowledge ?? []).map((it) => [it.documentId, hashOf(it)]),
  );
  const is = new Map(after.knowledge.map((it) => [it.documentId, hashOf(it)]));
  return {
    added: [...is.keys()].filter((id) => !was.has(id)).length,
    changed: [...is].filter(([id, hash]) => was.has(id) && was.get(id) !== hash)
      .length,
    removed: [...was.keys()].filter((id) => !is.has(id)).length,
  };
}
