import { and, eq } from "drizzle-orm";
import type {
  KnowledgeDocument,
  PolicyPack,
  Template,
} from "../../src/domain/policy-pack.ts";
import type { Database } from "../storage/database.ts";
import {
  knowledgeContents,
  knowledgeItems,
  knowledgeSources,
} from "../storage/schema.ts";
import type { ImportedContent } from "./connector.ts";
import { labelsFor, readLabels } from "./labels.ts";

/** All that finished imports brought, as the next release would hold it. */
export interface Candidate {
  documents: KnowledgeDocument[];
  templates: Template[];
}

export interface SourceState {
  sourceId: string;
  items: number;
  leftOut: number;
  /** An import of it stopped half way, or runs now. */
  unfinished: boolean;
  finishedAt: string | null;
}

/** Names of files cannot hold a colon, so an imported document never has the id of one that a pack brings. */
export function isImported(documentId: string): boolean {
  return documentId.includes(":");
}

/** Imported templates have this before their ids, so that a pack may name one that it does not bring. */
export const IMPORTED_TEMPLATE = "imported-";

export async function readCandidate(
  database: Database,
  workspaceId: string,
): Promise<Candidate> {
  const labels = await readLabels(database, workspaceId);
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({ content: knowledgeContents.content, item: knowledgeItems })
      .from(knowledgeItems)
      .innerJoin(
        knowledgeContents,
        and(
          eq(knowledgeContents.workspaceId, knowledgeItems.workspaceId),
          eq(knowledgeContents.contentHash, knowledgeItems.contentHash),
        ),
      )
      .where(eq(knowledgeItems.workspaceId, workspaceId))
      .orderBy(knowledgeItems.sourceId, knowledgeItems.itemId),
  );
  const candidate: Candidate = { documents: [], templates: [] };
  for (const { content, item } of rows) {
    // Written by keepPage alone.
    const imported = content as ImportedContent;
    const { intents, ...said } = labelsFor(
      `${item.sourceId}:${item.itemId}`,
      labels,
    );
    if (imported.kind === "document")
      candidate.documents.push({ ...imported.document, ...said });
    else
      candidate.templates.push({
        ...imported.template,
        ...(said.audience ? { audience: said.audience } : {}),
        ...(intents ? { intents } : {}),
      });
  }
  return candidate;
}

/** A pack with the candidate beside its own documents and templates. Of two templates with one id, the pack's stays. */
export function withCandidate(
  pack: PolicyPack,
  { documents, templates }: Candidate,
): PolicyPack {
  const own = withoutImports(pack);
  const ids = new Set(own.templates.map(({ templateId }) => templateId));
  return {
    ...own,
    knowledge: [...own.knowledge, ...documents],
    templates: [
      ...own.templates,
      ...templates.filter(({ templateId }) => !ids.has(templateId)),
    ],
  };
}

/** What the folder of a pack brought to a release. */
export function withoutImports(pack: PolicyPack): PolicyPack {
  return {
    ...pack,
    knowledge: pack.knowledge.filter(
      ({ documentId }) => !isImported(documentId),
    ),
    templates: pack.templates.filter(
      ({ templateId }) => !templateId.startsWith(IMPORTED_TEMPLATE),
    ),
  };
}

export async function readSources(
  database: Database,
  workspaceId: string,
): Promise<SourceState[]> {
  const { sources, items } = await database.inWorkspace(
    workspaceId,
    async (tx) => ({
      sources: await tx
        .select()
        .from(knowledgeSources)
        .where(eq(knowledgeSources.workspaceId, workspaceId))
        .orderBy(knowledgeSources.sourceId),
      items: await tx
        .select({
          sourceId: knowledgeItems.sourceId,
          contentHash: knowledgeItems.contentHash,
          leftOut: knowledgeItems.leftOut,
        })
        .from(knowledgeItems)
        .where(eq(knowledgeItems.workspaceId, workspaceId)),
    }),
  );
  return sources.map(({ sourceId, state, finishedAt }) => {
    const own = items.filter((item) => item.sourceId === sourceId);
    return {
      sourceId,
      items: own.filter(({ contentHash }) => contentHash !== null).length,
      leftOut: own.filter(({ leftOut }) => leftOut !== null).length,
      unfinished: state === "running",
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  });
}
