import type { Signal } from "../domain/signal.ts";
import type { OutboxDatabase } from "./database.ts";

const BATCH = 50;

export interface Receipt {
  acknowledged: string[];
  deadLettered: { signalId: string | null; reason: string }[];
}
/** Who sends: the backend notes every signal as its sender's. */
export interface Sender {
  workspaceId: string;
  memberId: string | null;
}
export type Post = (signals: Signal[]) => Promise<Receipt | null>;

let running: Promise<void> | null = null;
let isAskedAgain = false;

/**
 * Send what waits, oldest first, and stop at the first failure: what could not be said must not be overtaken by what
 * came after it. One flush at a time in this worker (the promise) and in the browser (the lock): a worker that is
 * being replaced may still be sending.
 */
export function flush(
  db: OutboxDatabase,
  from: Sender,
  post: Post,
  now: () => string,
): Promise<void> {
  if (running) {
    isAskedAgain = true;
    return running;
  }
  running = withLock(async () => {
    do {
      isAskedAgain = false;
      while (await sendBatch(db, from, post, now));
    } while (isAskedAgain);
  }).finally(() => {
    running = null;
  });
  return running;
}

export function waiting(db: OutboxDatabase): Promise<number> {
  return db.entries.count();
}

/** True: there may be more to send. */
async function sendBatch(
  db: OutboxDatabase,
  { workspaceId, memberId }: Sender,
  post: Post,
  now: () => string,
): Promise<boolean> {
  // Signals belong to the workspace and the member they were made by; after a change of connection the old ones wait
  // for theirs.
  const batch = await db.entries
    .where("workspaceId")
    .equals(workspaceId)
    .filter(
      (row) => memberId === null || (row.memberId ?? memberId) === memberId,
    )
    .limit(BATCH)
    .sortBy("seq");
  if (batch.length === 0) return false;
  const receipt = await post(batch.map(({ signal }) => signal));
  if (!receipt) return false;
  const dead = new Map(
    receipt.deadLettered.map(({ signalId, reason }) => [signalId, reason]),
  );
  const acknowledged = new Set(receipt.acknowledged);
  // Forget only what the backend named: a lost answer means a repeat, never a loss.
  const done = batch.filter(
    ({ signalId }) => acknowledged.has(signalId) || dead.has(signalId),
  );
  await db.transaction("rw", db.entries, db.deadLetters, async () => {
    await db.deadLetters.bulkPut(
      done
        .filter(({ signalId }) => dead.has(signalId))
        .map(({ signalId, signal }) => ({
          signalId,
          signal,
          reason: dead.get(signalId) ?? "",
          at: now(),
        })),
    );
    await db.entries.bulkDelete(done.map(({ seq }) => seq));
  });
  return done.length === batch.length;
}

async function withLock(run: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks;
  if (locks) await locks.request("heed-outbox-flush", run);
  else await run();
}
