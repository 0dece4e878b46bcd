import * as z from "zod";
import type { TicketRef } from "../../domain/ticket.ts";
import { id, parseBody, problem, ok, type Parsed } from "./parse-body.ts";
import { isSilent, keepSilent, type ReadDoor } from "./read-door.ts";

/** Anything else of a ticket than this, and it is not shown. */
const solvedBody = z.object({
  ticket: z.object({
    id,
    subject: z.string().nullish(),
    status: z.enum(["solved", "closed"]),
  }),
});

export interface SolvedTicket {
  ticketId: string;
  /** null: it has none. */
  subject: string | null;
}

/**
 * A solved ticket, asked for as the agent who is signed in. Whoever may not read it gets a problem, and so does everybody
 * when it was opened again or the answer is another ticket's. One call, and no second try: nobody waits for it.
 */
export async function readSolved(
  ref: TicketRef,
  door: ReadDoor,
): Promise<Parsed<SolvedTicket>> {
  if (await isSilent(door)) return problem("rate_limited");
  const body = parseBody(
    await door.get(`/api/v2/tickets/${ref.ticketId}.json`),
    solvedBody,
  );
  if (!body.ok) {
    if (body.problem === "rate_limited")
      await keepSilent(door, body.retryAfterSeconds);
    return body;
  }
  const { ticket } = body.value;
  return ticket.id === ref.ticketId
    ? ok({ ticketId: ticket.id, subject: ticket.subject?.trim() || null })
    : problem("unreadable");
}
