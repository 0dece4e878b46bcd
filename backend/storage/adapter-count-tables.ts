import {
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { at, workspaceId } from "./columns.ts";
import { workspaces } from "./people-tables.ts";

/**
 * How the adapters fare, as browsers count it; only ever added to. No member: whose browser it was is not kept. With
 * the batch in the key, a batch that is sent again adds nothing.
 */
export const adapterCounts = pgTable(
  "adapter_counts",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    batchId: text("batch_id").notNull(),
    /** UTC, by the browser's clock. */
    day: date("day", { mode: "string" }).notNull(),
    helpdesk: text("helpdesk").notNull(),
    extensionVersion: text("extension_version").notNull(),
    kind: text("kind", {
      enum: ["reading", "insert", "check", "missing", "selector"],
    }).notNull(),
    name: text("name").notNull(),
    /** Of a selector in its list, from 0. */
    position: integer("position").notNull(),
    n: integer("n").notNull(),
    receivedAt: at("received_at").notNull(),
  },
  (it) => [
    primaryKey({
      name: "adapter_counts_once",
      columns: [
        it.workspaceId,
        it.batchId,
        it.day,
        it.helpdesk,
        it.extensionVersion,
        it.kind,
        it.name,
        it.position,
      ],
    }),
    index("adapter_counts_of_day").on(it.workspaceId, it.day),
  ],
);
