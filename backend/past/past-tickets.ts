import { and, desc, eq, max, sql } from "drizzle-orm";
import type { Ticket, TicketRef } from "../../src/domain/ticket.ts";
import type { Database } from "../storage/database.ts";
import { storable } from "../storage/columns.ts";
import { pastTickets } from "../storage/schema.ts";
import { questionOf } from "./question-of.ts";

/** A solved ticket as far as it is kept: nothing that tells whose it was. */
export interface PastTicket {
  ticketId: string;
  /** ISO 8601; null: the helpdesk did not say. */
  solvedAt: string | null;
  subject: string | null;
  question: string;
}

/** Whose past: tickets of one helpdesk's account never stand beside another's. */
export type PastOf = Pick<TicketRef, "helpdesk" | "accountKey">;

const SUBJECT_CHARACTERS = 300;
/** So many are compared with an open ticket, the last solved. */
const MOST_READ = 5_000;

/** `null`: the customer asked nothing in it, so nothing can be like it. The ticket is redacted already. */
export function pastTicketOf(
  ticket: Ticket,
  solvedAt: string | null,
): PastTicket | null {
  const question = questionOf(ticket);
  if (question === null) return null;
  const { ticketId, subject } = ticket;
  return {
    ticketId,
    solvedAt,
    subject: subject?.slice(0, SUBJECT_CHARACTERS) ?? null,
    question,
  };
}

/** Each ticket once: read again, it takes its own place. */
export async function keepPastTickets(
  database: Database,
  workspaceId: string,
  { helpdesk, accountKey }: PastOf,
  tickets: PastTicket[],
  now: Date,
): Promise<void> {
  if (tickets.length === 0) return;
  const rows = [...new Map(tickets.map((it) => [it.ticketId, it])).values()];
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .insert(pastTickets)
      .values(
        rows.map(({ ticketId, solvedAt, subject, question }) => ({
          workspaceId,
          helpdesk,
          accountKey,
          ticketId,
          solvedAt: solvedAt === null ? null : new Date(solvedAt),
          subject: subject && plain(subject),
          question: plain(question),
          keptAt: now,
        })),
      )
      .onConflictDoUpdate({
        target: [
          pastTickets.workspaceId,
          pastTickets.helpdesk,
          pastTickets.accountKey,
          pastTickets.ticketId,
        ],
        set: {
          solvedAt: sql`excluded.solved_at`,
          subject: sql`excluded.subject`,
          question: sql`excluded.question`,
          keptAt: sql`excluded.kept_at`,
        },
      }),
  );
}

/** Says another thing whenever there is another past to read. */
export async function versionOfPast(
  database: Database,
  workspaceId: string,
  of: PastOf,
): Promise<string> {
  const [row] = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        tickets: sql<number>`count(*)`.mapWith(Number),
        keptAt: max(pastTickets.keptAt),
      })
      .from(pastTickets)
      .where(isOf(workspaceId, of)),
  );
  return `${row?.tickets ?? 0} ${row?.keptAt?.getTime() ?? 0}`;
}

/** The last solved first. */
export async function readPastTickets(
  database: Database,
  workspaceId: string,
  of: PastOf,
): Promise<PastTicket[]> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        ticketId: pastTickets.ticketId,
        solvedAt: pastTickets.solvedAt,
        subject: pastTickets.subject,
        question: pastTickets.question,
      })
      .from(pastTickets)
      .where(isOf(workspaceId, of))
      .orderBy(
        sql`${pastTickets.solvedAt} desc nulls last`,
        desc(pastTickets.ticketId),
      )
      .limit(MOST_READ),
  );
  return rows.map((row) => ({
    ...row,
    solvedAt: row.solvedAt?.toISOString() ?? null,
  }));
}

function isOf(workspaceId: string, { helpdesk, accountKey }: PastOf) {
  return and(
    eq(pastTickets.workspaceId, workspaceId),
    eq(pastTickets.helpdesk, helpdesk),
    eq(pastTickets.accountKey, accountKey),
  );
}

/** A column of text refuses what a column of JSON does. */
function plain(text: string): string {
  return String(storable(text));
}
