import { and, eq, isNotNull, sql } from "drizzle-orm";
import { storable } from "../storage/columns.ts";
import type { Database, Transaction } from "../storage/database.ts";
import {
  knowledgeContents,
  knowledgeItems,
  knowledgeSources,
} from "../storage/schema.ts";
import { hashOf } from "../packs/pack-hash.ts";
import { changesBetween, type Changes } from "./changes.ts";
import { ImportError, type ImportedContent, type Item } from "./connector.ts";

/** One import of one source, from its first page to its last, over as many processes as it takes. */
export interface Run {
  workspaceId: string;
  sourceId: string;
  run: number;
  token: string;
  startedAt: Date;
  /** Where it goes on; null: at the beginning. */
  cursor: unknown;
  /** Items that an earlier process of the same import has read. */
  readBefore: number;
}

/** A cursor as it is kept: it may be a bare string, which a `json` column cannot tell from its own text. */
interface Place {
  at: unknown;
}
const AT_THE_BEGINNING: Place = { at: null };
/** Rows of one statement; a text may hold a megabyte. */
const CONTENTS_PER_INSERT = 20;

/** A run that stopped longer ago has read what may be out of date by now. */
const RESUME_WITHIN_MS = 24 * 60 * 60 * 1000;

export function hashOfContent(content: ImportedContent): string {
  return hashOf(storable(content));
}

/** Begins an import, or takes over one of the same settings that stopped half way. */
export function beginRun(
  database: Database,
  key: { workspaceId: string; sourceId: string },
  given: { settingsHash: string; token: string; now: Date; restart: boolean },
): Promise<Run> {
  const { settingsHash, token, now, restart } = given;
  return database.inWorkspace(key.workspaceId, async (tx) => {
    const before = await readSource(tx, key);
    const goesOn =
      before !== null &&
      !restart &&
      before.state === "running" &&
      before.settingsHash === settingsHash &&
      now.getTime() - before.startedAt.getTime() < RESUME_WITHIN_MS;
    const values = {
      state: "running" as const,
      runToken: token,
      settingsHash,
      run: goesOn ? before.run : (before?.run ?? 0) + 1,
      cursor: goesOn ? before.cursor : AT_THE_BEGINNING,
      startedAt: goesOn ? before.startedAt : now,
    };
    await tx
      .insert(knowledgeSources)
      .values({ ...key, ...values })
      .onConflictDoUpdate({
        target: [knowledgeSources.workspaceId, knowledgeSources.sourceId],
        set: values,
      });
    const readBefore = goesOn ? await countSeen(tx, key, values.run) : 0;
    const { at } = values.cursor as Place; // written here and below alone
    return { ...key, ...values, cursor: at, token, readBefore };
  });
}

/** Keeps one page and where the next begins, together. The last page makes the whole import part of the candidate. */
export function keepPage(
  database: Database,
  run: Run,
  page: { items: Item[]; next: unknown },
  finish: { coverage: "complete" | "changes"; now: Date } | null,
): Promise<Changes | null> {
  return database.inWorkspace(run.workspaceId, async (tx) => {
    await refuseOvertaken(tx, run);
    await keepItems(tx, run, page.items, finish?.now ?? run.startedAt);
    if (!finish) {
      await setSource(tx, run, {
        run: run.run,
        cursor: { at: page.next } satisfies Place,
      });
      return null;
    }
    const changes = await readChanges(tx, run, finish.coverage);
    await admit(tx, run, finish.coverage);
    await setSource(tx, run, {
      state: "finished",
      cursor: AT_THE_BEGINNING,
      finishedAt: finish.now,
      readUpTo: run.startedAt,
    });
    return changes;
  });
}

/** What is in the candidate from one source, by item. */
export async function readCandidateItems(
  database: Database,
  key: { workspaceId: string; sourceId: string },
): Promise<Map<string, { title: string; contentHash: string }>> {
  const rows = await database.inWorkspace(key.workspaceId, (tx) =>
    tx
      .select()
      .from(knowledgeItems)
      .where(and(...ofSource(key), isNotNull(knowledgeItems.contentHash))),
  );
  return new Map(
    rows.map(({ itemId, title, contentHash }) => [
      itemId,
      { title, contentHash: contentHash ?? "" },
    ]),
  );
}

export async function readUpTo(
  database: Database,
  key: { workspaceId: string; sourceId: string },
): Promise<Date | null> {
  const source = await database.inWorkspace(key.workspaceId, (tx) =>
    readSource(tx, key),
  );
  return source?.readUpTo ?? null;
}

type Key = { workspaceId: string; sourceId: string };

function ofSource({ workspaceId, sourceId }: Key) {
  return [
    eq(knowledgeItems.workspaceId, workspaceId),
    eq(knowledgeItems.sourceId, sourceId),
  ];
}

async function readSource(tx: Transaction, { workspaceId, sourceId }: Key) {
  const [row] = await tx
    .select()
    .from(knowledgeSources)
    .where(
      and(
        eq(knowledgeSources.workspaceId, workspaceId),
        eq(knowledgeSources.sourceId, sourceId),
      ),
    )
    .for("update");
  return row ?? null;
}

async function countSeen(
  tx: Transaction,
  key: Key,
  run: number,
): Promise<number> {
  return tx.$count(
    knowledgeItems,
    and(...ofSource(key), eq(knowledgeItems.seenRun, run)),
  );
}

/** Two imports of one source at once would each take the other's items for gone. */
async function refuseOvertaken(tx: Transaction, run: Run): Promise<void> {
  const source = await readSource(tx, run);
  if (source?.runToken !== run.token)
    throw new ImportError(
      `Another import of ${run.sourceId} has begun since. This one stops; nothing of it is visible.`,
    );
}

async function keepItems(
  tx: Transaction,
  run: Run,
  items: Item[],
  now: Date,
): Promise<void> {
  const { workspaceId, sourceId } = run;
  // A page that lists an item twice means it once.
  const rows = [...new Map(items.map((item) => [item.itemId, item])).values()];
  const contents = new Map<string, ImportedContent>();
  for (const item of rows)
    if (item.state === "content")
      contents.set(hashOfContent(item.content), item.content);
  const versions = [...contents].map(([contentHash, content]) => ({
    workspaceId,
    contentHash,
    content,
    firstSeenAt: now,
  }));
  for (let at = 0; at < versions.length; at += CONTENTS_PER_INSERT)
    await tx
      .insert(knowledgeContents)
      .values(versions.slice(at, at + CONTENTS_PER_INSERT))
      .onConflictDoNothing();
  if (rows.length === 0) return;
  await tx
    .insert(knowledgeItems)
    .values(
      rows.map((item) => ({
        workspaceId,
        sourceId,
        itemId: item.itemId,
        title: storable(item.title) as string, // a string stays one
        seenRun: run.run,
        seenHash: item.state === "content" ? hashOfContent(item.content) : null,
        seenLeftOut: item.state === "left_out" ? item.because : null,
      })),
    )
    .onConflictDoUpdate({
      target: [
        knowledgeItems.workspaceId,
        knowledgeItems.sourceId,
        knowledgeItems.itemId,
      ],
      set: {
        title: sql`excluded.title`,
        seenRun: sql`excluded.seen_run`,
        seenHash: sql`excluded.seen_hash`,
        seenLeftOut: sql`excluded.seen_left_out`,
      },
    });
}

async function readChanges(
  tx: Transaction,
  run: Run,
  coverage: "complete" | "changes",
): Promise<Changes> {
  const rows = await tx
    .select()
    .from(knowledgeItems)
    .where(and(...ofSource(run)));
  return changesBetween(
    rows.map(({ itemId, title, contentHash, seenRun, ...seen }) => {
      const wasSeen = seenRun === run.run;
      const stays = !wasSeen && coverage === "changes";
      return {
        itemId,
        title,
        before: contentHash,
        after: stays ? contentHash : wasSeen ? seen.seenHash : null,
        leftOut: wasSeen ? seen.seenLeftOut : null,
      };
    }),
  );
}

async function admit(
  tx: Transaction,
  run: Run,
  coverage: "complete" | "changes",
): Promise<void> {
  const wasSeen = sql`${knowledgeItems.seenRun} = ${run.run}`;
  await tx
    .update(knowledgeItems)
    .set({
      contentHash: sql`case when ${wasSeen} then ${knowledgeItems.seenHash} end`,
      leftOut: sql`case when ${wasSeen} then ${knowledgeItems.seenLeftOut} end`,
    })
    .where(and(...ofSource(run), coverage === "changes" ? wasSeen : undefined));
}

async function setSource(
  tx: Transaction,
  { workspaceId, sourceId }: Key,
  values: Partial<typeof knowledgeSources.$inferInsert>,
): Promise<void> {
  await tx
    .update(knowledgeSources)
    .set(values)
    .where(
      and(
        eq(knowledgeSources.workspaceId, workspaceId),
        eq(knowledgeSources.sourceId, sourceId),
      ),
    );
}
