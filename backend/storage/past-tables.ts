import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at, workspaceId } from "./columns.ts";
import { workspaces } from "./people-tables.ts";

/**
 * Solved tickets that `heed knowledge propose` has read, so that one like them can be found: redacted, and no more of
 * each than its subject and what was asked first. Who may read one is the helpdesk's to say, each time it is shown.
 */
export const pastTickets = pgTable(
  "past_tickets",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    helpdesk: text("helpdesk", { enum: ["zendesk", "intercom"] }).notNull(),
    accountKey: text("account_key").notNull(),
    ticketId: text("ticket_id").notNull(),
    /** null: the helpdesk did not say. */
    solvedAt: at("solved_at"),
    subject: text("subject"),
    question: text("question").notNull(),
    keptAt: at("kept_at").notNull(),
  },
  (it) => [
    primaryKey({
      name: "past_tickets_once",
      columns: [it.workspaceId, it.helpdesk, it.accountKey, it.ticketId],
    }),
  ],
);
