import * as z from "zod";
import {
  forgetBatch,
  forgetCountsBefore,
  nextBatch,
  purgeCounts,
} from "../outbox/counts.ts";
import { postAdapterCounts } from "./backend-client.ts";
import { endpoint } from "./connection.ts";
import { db } from "./database.ts";
import { forget, load, save } from "./stored.ts";

const HOUR_MS = 3_600_000;
const KEPT_MS = 7 * 24 * HOUR_MS;
const TRIED_AT = "adapter-counts.tried-at";

/** Send what was counted, at most once an hour, whether it is answered or not. */
export async function deliverCounts(): Promise<void> {
  const to = await endpoint();
  if (!to) return;
  const now = Date.now();
  const triedAt = await load("local", TRIED_AT, z.number());
  // A clock that was set back must not silence it until that time comes again.
  if (triedAt !== null && triedAt <= now && now - triedAt < HOUR_MS) return;
  await forgetCountsBefore(
    db,
    new Date(now - KEPT_MS).toISOString().slice(0, 10),
  );
  const batch = await nextBatch(db, to.workspaceId, crypto.randomUUID());
  if (!batch) return;
  await save("local", TRIED_AT, now);
  const reply = await postAdapterCounts(to, batch);
  if (reply.ok) await forgetBatch(db, batch.batchId);
}

/** Signing out. */
export async function forgetCounts(): Promise<void> {
  await purgeCounts(db);
  await forget("local", [TRIED_AT]);
}
