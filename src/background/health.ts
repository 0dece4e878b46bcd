import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import { knowledgeHealth } from "./backend-client.ts";
import { endpoint, messageFor } from "./connection.ts";

/** What is wrong with the team's knowledge. The backend refuses it to agents, and says so. */
export async function readHealth(): Promise<PanelAnswer<"options.health">> {
  const to = await endpoint();
  if (!to)
    return { ok: false, message: "Connect Heed first.", connection: null };
  const reply = await knowledgeHealth(to);
  return reply.ok
    ? { ok: true, value: reply.value }
    : { ok: false, message: messageFor(reply.failure), connection: null };
}
