import { summary as summarySchema } from "../contracts/suggestion.ts";
import { handoffNote } from "../domain/handoff-note.ts";
import type { Permission } from "../domain/may-insert.ts";
import type { Suggestion, Summary } from "../domain/suggestion.ts";
import { newestMessageId, ticketKey, type Ticket } from "../domain/ticket.ts";
import { summarise } from "./backend-client.ts";
import { endpoint } from "./connection.ts";
import { load, save } from "./stored.ts";
import type { TabState } from "./tabs.ts";

/**
 * The summary that a tab's panel shows, kept so that the handoff note can be inserted: the panel names a text and brings
 * none of its own. It goes with the session, and with the connection.
 */
export function keepSummary(
  tabId: number,
  ticket: Ticket,
  summary: Summary,
): Promise<void> {
  return save("session", keyFor(tabId, ticket), summary);
}

async function summaryOf(tabId: number, ticket: Ticket) {
  const kept = await load("session", keyFor(tabId, ticket), summarySchema);
  if (kept) return kept;
  // The panel shows what it stored before the browser was closed.
  const to = await endpoint();
  const reply = to && (await summarise(to, ticket, false));
  return reply?.ok ? reply.value.summary : null;
}

/** An internal note, for a ticket that Heed has drafted no reply for. */
export async function handoffFor(
  suggestion: Suggestion,
  { tabId, ticket }: TabState,
): Promise<Permission> {
  const { answer } = suggestion;
  const summary =
    answer.kind === "abstention" && ticket
      ? await summaryOf(tabId, ticket)
      : null;
  if (answer.kind !== "abstention" || !summary)
    return {
      ok: false,
      reason: "not_allowed",
      message: "There is no handoff summary of this ticket yet.",
    };
  const text = handoffNote(summary, answer.abstention);
  return {
    ok: true,
    draft: {
      destination: "internal",
      paragraphs: [
        [
          {
            text,
            status: "courtesy",
            sourceIds: [],
            templateId: null,
            findings: [],
          },
        ],
      ],
    },
  };
}

/** One per tab and state of the thread; an older one would tell what is no longer so. */
function keyFor(tabId: number, ticket: Ticket): string {
  return `summary.${tabId}.${ticketKey(ticket)}.${newestMessageId(ticket)}`;
}
