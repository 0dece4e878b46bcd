import { likeness } from "../domain/outcome.ts";
import { ticketKey, type Ticket, type TicketRef } from "../domain/ticket.ts";
import { outcomeOf } from "../domain/outcome-rules.ts";
import { wasDisplayed, type Fact, type Trail } from "../domain/trail.ts";
import { scheduleCheck } from "../outbox/checks.ts";
import type { OutboxDatabase, TrailRow } from "../outbox/database.ts";
import { recordFacts, recordOnEach } from "../outbox/record.ts";
import { factsOfReading } from "./facts-of-reading.ts";

/** A paste with this share of a copied draft's words is that draft. */
const IS_THE_COPY = 0.6;

/**
 * What page and panel report becomes facts on the trails of the ticket's suggestions. Labels are not made here: the
 * state machine in `domain/trail.ts` makes them of the facts.
 */

export async function noteReading(
  db: OutboxDatabase,
  ticket: Ticket,
  myId: string | null,
  now: string,
): Promise<void> {
  const rows = await trailsOf(db, ticket);
  for (const [suggestionId, facts] of factsOfReading(rows, ticket, myId))
    if (facts.length > 0) await recordFacts(db, suggestionId, facts, now);
}

export function noteLeft(
  db: OutboxDatabase,
  ref: TicketRef,
  now: string,
): Promise<void> {
  return noteOnOpen(db, ref, { kind: "left", at: now }, now, () => true);
}

export function noteReturned(
  db: OutboxDatabase,
  ref: TicketRef,
  now: string,
): Promise<void> {
  return noteOnOpen(
    db,
    ref,
    { kind: "returned", at: now },
    now,
    ({ leftAt, seenAt }) => leftAt !== null && leftAt > (seenAt ?? ""),
  );
}

/** The agent pasted something: is it a draft that was copied from the panel? */
export function notePasted(
  db: OutboxDatabase,
  ref: TicketRef,
  text: string,
  now: string,
): Promise<void> {
  return noteOnOpen(
    db,
    ref,
    { kind: "pasted", at: now },
    now,
    ({ copiedAt, draft }) =>
      copiedAt !== null && likeness(draft, text).retained >= IS_THE_COPY,
  );
}

/** Send was pressed. Whether a reply went out, the helpdesk will show: look for it. */
export async function noteSendPressed(
  db: OutboxDatabase,
  ref: TicketRef,
  now: string,
): Promise<void> {
  const rows = await trailsOf(db, ref);
  if (rows.length === 0) return;
  await noteOnOpen(db, ref, { kind: "send_pressed", at: now }, now, () => true);
  await scheduleCheck(db, ref, now, myReplies(rows), Date.parse(now));
}

/** How many replies of this agent the ticket's trails know: one more after a press, and that press was a reply. */
export async function myRepliesOn(
  db: OutboxDatabase,
  ref: TicketRef,
): Promise<number> {
  return myReplies(await trailsOf(db, ref));
}

export async function hasTrails(
  db: OutboxDatabase,
  ref: TicketRef,
): Promise<boolean> {
  return (
    (await db.trails.where("ticketKey").equals(ticketKey(ref)).count()) > 0
  );
}

function trailsOf(db: OutboxDatabase, ref: TicketRef): Promise<TrailRow[]> {
  return db.trails.where("ticketKey").equals(ticketKey(ref)).toArray();
}

/** What the agent does concerns the suggestions that are still undecided and that they could see. */
async function noteOnOpen(
  db: OutboxDatabase,
  ref: TicketRef,
  fact: Fact,
  now: string,
  concerns: (trail: Trail) => boolean,
): Promise<void> {
  const concerned = (await trailsOf(db, ref)).filter(
    ({ trail }) =>
      wasDisplayed(trail) &&
      outcomeOf(trail, now).kind === "pending" &&
      concerns(trail),
  );
  if (concerned.length > 0)
    await recordOnEach(
      db,
      concerned.map(({ suggestionId }) => suggestionId),
      [fact],
      now,
    );
}

function myReplies(rows: TrailRow[]): number {
  return new Set(
    rows.flatMap(({ trail }) =>
      trail.replies
        .filter(({ by }) => by === "me")
        .map(({ messageId }) => messageId),
    ),
  ).size;
}
