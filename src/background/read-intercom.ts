import {
  readConversation,
  type ConversationDoor,
  type ConversationRead,
} from "../adapters/intercom/read-conversation.ts";
import type { TicketRef } from "../domain/ticket.ts";
import { readConversation as askBackend } from "./backend-client.ts";
import {
  endpoint,
  messageFor,
  noteSuccess,
  noteUnanswered,
} from "./connection.ts";
import { readPageTicket } from "./page-door.ts";
import { isSameTicket, type TabState } from "./tabs.ts";

/** Read an Intercom conversation. `tab` null: no tab shows it, and the backend's word is all there is. */
export function readIntercom(
  ref: TicketRef,
  tab: TabState | null,
): Promise<ConversationRead> {
  const isHere = tab !== null && isSameTicket(tab.ref, ref);
  const known =
    isHere && tab.ticket?.completeness === "full" && tab.me
      ? { ticket: tab.ticket, me: tab.me }
      : null;
  return readConversation(ref, known, {
    ask: () => ask(ref),
    readPage: async () =>
      isHere ? readPageTicket(tab.tabId, ref.ticketId) : null,
    now: () => Date.now(),
  });
}

async function ask(
  ref: TicketRef,
): Promise<Awaited<ReturnType<ConversationDoor["ask"]>>> {
  const to = await endpoint();
  if (!to) return { ok: false, message: "Connect Heed first." };
  const reply = await askBackend(to, ref);
  if (!reply.ok) {
    await noteUnanswered(reply.failure);
    return { ok: false, message: messageFor(reply.failure) };
  }
  await noteSuccess();
  const { ticket, me } = reply.value;
  return isSameTicket(ticket, ref)
    ? { ok: true, ticket, me }
    : {
        ok: false,
        message: "The backend answered for another conversation. Retry.",
      };
}
