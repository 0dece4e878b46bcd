import { randomUUID } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { hashOf } from "../packs/pack-hash.ts";
import type { Database } from "../storage/database.ts";
import { changesBetween, type Changes } from "./changes.ts";
import { ImportError, type Item, type Page, type Source } from "./connector.ts";
import {
  beginRun,
  hashOfContent,
  keepPage,
  readCandidateItems,
} from "./import-store.ts";

export interface ImportReport extends Changes {
  sourceId: string;
  dryRun: boolean;
  /** Items that this command found read already by one that was stopped. */
  resumedAfter: number;
}

interface Given {
  database: Database;
  workspaceId: string;
  source: Source;
  now: () => Date;
  progress: (line: string) => void;
  restart: boolean;
}

/**
 * Reads a source from its first page to its last. Each page is kept with the place where the next begins, so a run
 * that was killed goes on there; the candidate changes once, with the last page.
 */
export async function runImport(given: Given): Promise<ImportReport> {
  const { database, workspaceId, source, now, progress, restart } = given;
  const { sourceId } = source;
  let run = await beginRun(
    database,
    { workspaceId, sourceId },
    {
      settingsHash: hashOf(source.settings),
      token: randomUUID(),
      now: now(),
      restart,
    },
  );
  if (run.readBefore > 0)
    progress(`${sourceId}: goes on after ${run.readBefore} items.`);
  let changes: Changes | null = null;
  for await (const page of pagesOf(
    source,
    run.cursor,
    run.readBefore,
    progress,
  )) {
    if (page.startsOver) run = { ...run, run: run.run + 1 };
    changes = await keepPage(
      database,
      run,
      page,
      page.next === null ? { coverage: source.coverage, now: now() } : null,
    );
  }
  if (!changes) throw new Error("The last page was not the last.");
  return {
    sourceId,
    dryRun: false,
    resumedAfter: run.readBefore,
    ...changes,
  };
}

/** The same without keeping anything: what would be added, changed and removed. */
export async function tryImport(
  given: Omit<Given, "restart" | "now">,
): Promise<ImportReport> {
  const { database, workspaceId, source, progress } = given;
  const { sourceId, coverage } = source;
  const before = await readCandidateItems(database, { workspaceId, sourceId });
  const seen = new Map<string, Item>();
  for await (const page of pagesOf(source, null, 0, progress)) {
    if (page.startsOver) seen.clear();
    for (const item of page.items) seen.set(item.itemId, item);
  }
  const ids = new Set([...before.keys(), ...seen.keys()]);
  return {
    sourceId,
    dryRun: true,
    resumedAfter: 0,
    ...changesBetween(
      [...ids].map((itemId) => {
        const item = seen.get(itemId);
        const was = before.get(itemId);
        const is =
          item?.state === "content" ? hashOfContent(item.content) : null;
        const stays = !item && coverage === "changes";
        return {
          itemId,
          title: item?.title ?? was?.title ?? itemId,
          before: was?.contentHash ?? null,
          after: stays ? (was?.contentHash ?? null) : is,
          leftOut: item?.state === "left_out" ? item.because : null,
        };
      }),
    ),
  };
}

/** Ends at the last page. Throws when a source goes in circles, which would never end. */
async function* pagesOf(
  source: Source,
  from: unknown,
  readBefore: number,
  progress: (line: string) => void,
): AsyncGenerator<Page> {
  const cursors = new Set<string>();
  const ids = new Set<string>();
  let before = "";
  for (let cursor = from; ;) {
    const mark = JSON.stringify(cursor);
    if (cursors.has(mark)) throw goesInCircles(source.sourceId);
    cursors.add(mark);
    const page = await source.read(cursor);
    const isNew = page.items.some(({ itemId }) => !ids.has(itemId));
    // The last page, too: in place of another one, whose items would count as gone. Of changes it may come twice.
    const held = page.items.map(({ itemId }) => itemId).join("\n");
    const isRepeated =
      (page.next !== null && !isNew) ||
      (source.coverage === "complete" && held === before);
    if (page.items.length > 0 && isRepeated && !page.rereads)
      throw goesInCircles(source.sourceId);
    before = held;
    if (page.startsOver) ids.clear();
    for (const { itemId } of page.items) ids.add(itemId);
    yield page;
    const of = page.total === null ? "" : ` of ${page.total}`;
    progress(`${source.sourceId}: ${readBefore + ids.size}${of} items read.`);
    if (page.next === null) return;
    cursor = page.next;
    // Others are served in between.
    await breathe();
  }
}

function goesInCircles(sourceId: string): ImportError {
  return new ImportError(
    `${sourceId} sends the same page again and again, so its end cannot be reached. Nothing of this import is visible. Run it again with --restart; should it stay, tell the helpdesk's support.`,
  );
}
