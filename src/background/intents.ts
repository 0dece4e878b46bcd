import type { PanelAnswer } from "../messaging/panel-protocol.ts";
import { intents } from "./backend-client.ts";
import { connection, endpoint, messageFor } from "./connection.ts";

/** Every topic of the live release, for an agent who knows better than the guesses. */
export async function listIntents(): Promise<PanelAnswer<"panel.intents">> {
  const to = await endpoint();
  const reply = to && (await intents(to));
  if (!reply?.ok)
    return {
      ok: false,
      message: reply ? messageFor(reply.failure) : "Connect Heed first.",
      connection: await connection(),
    };
  return { ok: true, value: reply.value.intents };
}
