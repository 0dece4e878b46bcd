import type { Signal } from "../../../src/domain/signal.ts";

/** A queue of one suggestion's signals, oldest first. */
export type Queue = Signal[];

export interface Delivery {
  /** Ids that an answer acknowledged. */
  acknowledged: Set<string>;
  requests: number;
  /** Requests that a kill cut off in the middle. */
  cut: number;
  /** Requests that found nobody there, or were told to try again. */
  refused: number;
}

const PAUSE_MS = 100;
const MAX_BATCH = 8;

/**
 * Sends like the extension's outbox: in order within a suggestion, a batch again and again until an answer names its
 * signals. It sends one batch in ten again though it was answered, as after an answer lost on the way.
 */
export async function deliver(
  queues: Queue[],
  send: (signals: Signal[]) => Promise<{ acknowledged: string[] } | null>,
  random: () => number,
  delivery: Delivery,
): Promise<void> {
  const open = queues.filter((queue) => queue.length > 0);
  while (open.length > 0) {
    const queue = open[Math.floor(random() * open.length)]!;
    const other = open[Math.floor(random() * open.length)]!;
    // Two suggestions in one batch, when there are two; the order within each is kept.
    const batch = [...new Set([queue, other])].flatMap((it) =>
      it.slice(0, 1 + Math.floor(random() * (MAX_BATCH / 2))),
    );
    const receipt = await trySend(send, batch, delivery);
    if (!receipt || random() < 0.1) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (!receipt) continue;
      await trySend(send, batch, delivery);
    }
    const done = new Set(receipt.acknowledged);
    for (const id of done) delivery.acknowledged.add(id);
    for (const it of [queue, other])
      while (it[0] && done.has(it[0].signalId)) it.shift();
    for (let at = open.length - 1; at >= 0; at--)
      if (open[at]!.length === 0) open.splice(at, 1);
  }
}

async function trySend(
  send: (signals: Signal[]) => Promise<{ acknowledged: string[] } | null>,
  batch: Signal[],
  delivery: Delivery,
): Promise<{ acknowledged: string[] } | null> {
  delivery.requests += 1;
  try {
    const receipt = await send(batch);
    if (!receipt) delivery.refused += 1;
    return receipt;
  } catch (error) {
    const { code } = Object((error as Error).cause) as { code?: string };
    if (code === "ECONNREFUSED") delivery.refused += 1;
    else delivery.cut += 1;
    return null;
  }
}

/** Mulberry32: the same seed kills at the same moments of the run, as far as a machine allows. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
