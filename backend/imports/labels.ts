import { eq } from "drizzle-orm";
import type {
  KnowledgeDocument,
  Template,
} from "../../src/domain/policy-pack.ts";
import type { Database } from "../storage/database.ts";
import { knowledgeLabels } from "../storage/schema.ts";

/** What people here say of imported items, whatever the source says. A missing key says nothing. */
export type Labels = Partial<
  Pick<
    KnowledgeDocument,
    | "owner"
    | "effectiveFrom"
    | "effectiveUntil"
    | "reviewBy"
    | "audience"
    | "product"
    | "locale"
  > &
    Pick<Template, "intents">
>;

/** Adds to what was said of the same id before. `labels` null: takes back all of it. */
export async function setLabels(
  database: Database,
  workspaceId: string,
  documentId: string,
  labels: Labels | null,
  now: Date,
): Promise<Labels> {
  const before = (await readLabels(database, workspaceId)).get(documentId);
  const after = labels === null ? {} : { ...before, ...labels };
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .insert(knowledgeLabels)
      .values({ workspaceId, documentId, labels: after, setAt: now })
      .onConflictDoUpdate({
        target: [knowledgeLabels.workspaceId, knowledgeLabels.documentId],
        set: { labels: after, setAt: now },
      }),
  );
  return after;
}

export async function readLabels(
  database: Database,
  workspaceId: string,
): Promise<Map<string, Labels>> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select()
      .from(knowledgeLabels)
      .where(eq(knowledgeLabels.workspaceId, workspaceId)),
  );
  // Written by setLabels alone.
  return new Map(rows.map((row) => [row.documentId, row.labels as Labels]));
}

/**
 * What holds for one item: `zendesk:acme` speaks for every article of that account, `zendesk:acme:12` for one in all
 * its locales, and the longest id that speaks for it has the last word.
 */
export function labelsFor(
  documentId: string,
  labels: ReadonlyMap<string, Labels>,
): Labels {
  const parts = documentId.split(":");
  return parts.reduce<Labels>(
    (sum, _, at) => ({
      ...sum,
      ...labels.get(parts.slice(0, at + 1).join(":")),
    }),
    {},
  );
}
