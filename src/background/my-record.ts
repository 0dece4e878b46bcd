import type { Signal } from "../domain/signal.ts";
import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import { myRecord } from "./backend-client.ts";
import { endpoint, messageFor } from "./connection.ts";

type Answer = PanelAnswer<"options.record">;
type Entry = Extract<Answer, { ok: true }>["value"]["entries"][number];

/** What the backend holds about the connected member, for that member to read. */
export async function readMyRecord(): Promise<Answer> {
  const to = await endpoint();
  if (!to)
    return { ok: false, message: "Connect Heed first.", connection: null };
  const reply = await myRecord(to);
  if (!reply.ok)
    return { ok: false, message: messageFor(reply.failure), connection: null };
  const { total, signals } = reply.value;
  return { ok: true, value: { total, entries: signals.map(entryOf) } };
}

function entryOf({
  signalId,
  recordedAt,
  ticket,
  outcome,
  sent,
}: Signal): Entry {
  return {
    signalId,
    at: recordedAt,
    ticketId: ticket.ticketId,
    outcome: outcome.kind,
    reason: outcome.kind === "rejected" ? outcome.reason : null,
    retained: "retained" in outcome ? outcome.retained : null,
    sentText: sent?.text ?? null,
  };
}
