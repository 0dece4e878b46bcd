import { createRedactor } from "../domain/redaction.ts";
import { nextSignal, type SignalContext } from "../domain/signal.ts";
import { outcomeOf } from "../domain/outcome-rules.ts";
import { emptyTrail, withFact, type Fact } from "../domain/trail.ts";
import type { OutboxDatabase, TrailRow } from "./database.ts";

export interface NewTrail {
  suggestionId: string;
  ticketKey: string;
  workspaceId: string;
  memberId: string | null;
  draft: string;
  createdAt: string;
  context: SignalContext;
  names: string[];
  addressParts?: string[];
  knownMessageIds: string[];
  knownUntil: string;
}

/** Begin the trail of a suggestion. Begun twice, the first one stays. */
export async function beginTrail(
  db: OutboxDatabase,
  begun: NewTrail,
): Promise<void> {
  const { draft, createdAt, ...rest } = begun;
  await db.transaction("rw", db.trails, async () => {
    if (await db.trails.get(begun.suggestionId)) return;
    await db.trails.add({
      ...rest,
      trail: emptyTrail(begun.suggestionId, draft, createdAt),
      newest: null,
      isOpen: 1,
      updatedAt: createdAt,
    });
  });
}

/**
 * One transaction: load the trail, merge the facts, make the signal they call for, store both. A worker killed
 * anywhere in here has recorded all of it or nothing, and whoever reported the fact was not told "recorded".
 */
export async function recordFacts(
  db: OutboxDatabase,
  suggestionId: string,
  facts: Fact[],
  now: string,
): Promise<"recorded" | "nothing_new" | "unknown"> {
  return db.transaction("rw", db.trails, db.entries, async () => {
    const row = await db.trails.get(suggestionId);
    if (!row) return "unknown";
    return store(db, row, facts.reduce(withFact, row.trail), now);
  });
}

/** The same facts on several trails: one transaction, so that the disk is waited for once. */
export function recordOnEach(
  db: OutboxDatabase,
  suggestionIds: string[],
  facts: Fact[],
  now: string,
): Promise<void> {
  return db.transaction("rw", db.trails, db.entries, async () => {
    for (const suggestionId of suggestionIds)
      await recordFacts(db, suggestionId, facts, now);
  });
}

/** Time alone settles some outcomes: look again at every trail that is still open. */
export async function settleOpen(
  db: OutboxDatabase,
  now: string,
): Promise<void> {
  const open = await db.trails.where("isOpen").equals(1).primaryKeys();
  for (const suggestionId of open) await recordFacts(db, suggestionId, [], now);
}

const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
/** A suggestion that was never shown, or whose ticket was never seen again, is not kept for ever either. */
const KEPT_AT_MOST_MS = 60 * 24 * 60 * 60 * 1000;

/** Forget trails that are settled and whose signals all arrived, and the texts that went with them. */
export async function prune(db: OutboxDatabase, now: number): Promise<void> {
  const before = new Date(now - KEPT_MS).toISOString();
  const longBefore = new Date(now - KEPT_AT_MOST_MS).toISOString();
  await db.transaction(
    "rw",
    db.trails,
    db.entries,
    db.suggestions,
    async () => {
      const waiting = new Set(
        (await db.entries.toArray()).map(({ signal }) => signal.suggestionId),
      );
      const old = await db.trails
        .where("updatedAt")
        .below(before)
        .filter(
          (row) =>
            !waiting.has(row.suggestionId) &&
            (row.isOpen === 0 || row.updatedAt < longBefore),
        )
        .primaryKeys();
      await db.trails.bulkDelete(old);
      await db.suggestions.bulkDelete(old);
      await db.suggestions
        .where("askedAt")
        .below(before)
        .filter((row) => row.suggestion === null || row.isDisplayed === 0)
        .delete();
    },
  );
}

async function store(
  db: OutboxDatabase,
  row: TrailRow,
  trail: TrailRow["trail"],
  now: string,
): Promise<"recorded" | "nothing_new"> {
  const redactor = createRedactor(row.names, row.addressParts);
  const signal = nextSignal(trail, row.context, row.newest, now, (text) =>
    redactor.redact(text),
  );
  const isChanged = JSON.stringify(trail) !== JSON.stringify(row.trail);
  if (!signal && !isChanged) return "nothing_new";
  await db.trails.put({
    ...row,
    trail,
    newest: signal ?? row.newest,
    isOpen: outcomeOf(trail, now).kind === "pending" ? 1 : 0,
    updatedAt: now,
  });
  if (signal)
    await db.entries.add({
      signalId: signal.signalId,
      workspaceId: row.workspaceId,
      memberId: row.memberId ?? null,
      signal,
    });
  return "recorded";
}
