import { flush } from "../outbox/flush.ts";
import { postSignals } from "./backend-client.ts";
import { endpoint, noteFailure, noteSuccess } from "./connection.ts";
import { db } from "./database.ts";

/** Send the signals that wait. Called at start, after every fact and by the alarm; without a connection they wait. */
export async function deliver(): Promise<void> {
  const to = await endpoint();
  if (!to) return;
  await flush(
    db,
    to,
    async (signals) => {
      const reply = await postSignals(to, signals);
      if (reply.ok) await noteSuccess();
      else await noteFailure(reply.failure);
      return reply.ok ? reply.value : null;
    },
    isoNow,
  );
}

/** The connection is gone already; its token still holds for what waits. */
export async function deliverLast(to: Connected): Promise<void> {
  await flush(
    db,
    to,
    async (signals) => {
      const reply = await postSignals(to, signals);
      return reply.ok ? reply.value : null;
    },
    isoNow,
  );
}

type Connected = NonNullable<Awaited<ReturnType<typeof endpoint>>>;

function isoNow(): string {
  return new Date().toISOString();
}
