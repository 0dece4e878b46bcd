import { readSolved } from "../adapters/zendesk/read-solved.ts";
import type { Ticket } from "../domain/ticket.ts";
import { zendeskTicketUrl } from "../messaging/hosts.ts";
import type { SimilarTicket } from "../messaging/panel-protocol.ts";
import { similarTickets, type Endpoint, type Reply } from "./backend-client.ts";
import { isStill } from "./connection.ts";
import { doorFor } from "./read.ts";
import { isSameTicket, tabState } from "./tabs.ts";

/**
 * Solved tickets like this one, each only if the helpdesk itself gives it to this agent, in the helpdesk's own words.
 * Whatever is not a clear yes is a no. Intercom's page can't be asked, so there it is always one.
 */
export async function findSimilar(
  to: Endpoint & { token: string },
  ticket: Ticket,
  tabId: number,
): Promise<Reply<SimilarTicket[]>> {
  if (ticket.helpdesk !== "zendesk") return { ok: true, value: [] };
  const reply = await similarTickets(to, ticket);
  if (!reply.ok) {
    const { kind } = reply.failure;
    // Drafts may come all the same: this alone is no trouble to tell the agent of.
    const isOwnTrouble = kind === "slow" || kind === "backend_error";
    return isOwnTrouble ? notNow("Nothing like it was found in time.") : reply;
  }
  const door = doorFor(tabId, ticket);
  const readable: SimilarTicket[] = [];
  for (const { solvedAt, ...ref } of reply.value.tickets) {
    const isOwn =
      ref.helpdesk === ticket.helpdesk && ref.accountKey === ticket.accountKey;
    if (!isOwn || ref.ticketId === ticket.ticketId) continue;
    const solved = await readSolved(ref, door);
    // The tab's page speaks for what it shows, and only while the agent is connected.
    const shown = (await tabState(tabId))?.ref ?? null;
    if (!isSameTicket(shown, ticket) || !(await isStill(to)))
      return notNow("Another ticket is in front now.");
    if (!solved.ok && solved.problem === "rate_limited")
      return notNow("Zendesk is limiting requests.");
    if (solved.ok)
      readable.push({
        ...solved.value,
        solvedAt,
        url: zendeskTicketUrl(ref.accountKey, ref.ticketId),
      });
  }
  return { ok: true, value: readable };
}

/** No answer that the panel could keep: it asks again when the ticket is opened again. */
function notNow(message: string): Reply<never> {
  return {
    ok: false,
    failure: { kind: "refused", code: "not_now", message, mend: "" },
  };
}
