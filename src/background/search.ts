import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import { isSwitchedOff } from "./current-pack.ts";
import { searchKnowledge } from "./backend-client.ts";
import {
  connection,
  endpoint,
  messageFor,
  noteSuccess,
  noteUnanswered,
} from "./connection.ts";

/** An agent's own search over what is in force now, and what has expired if they ask for it. No ticket goes with it. */
export async function search(
  query: string,
  expired: boolean,
): Promise<PanelAnswer<"panel.search">> {
  const to = await endpoint();
  if (!to) return failed("Connect Heed first.");
  if (await isSwitchedOff("search", null))
    return failed("Your admin has switched searching off.");
  const reply = await searchKnowledge(to, query, expired);
  if (!reply.ok) {
    await noteUnanswered(reply.failure);
    return failed(messageFor(reply.failure));
  }
  await noteSuccess();
  return { ok: true, value: reply.value.sources };
}

async function failed(message: string) {
  return { ok: false as const, message, connection: await connection() };
}
