import { bigint, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { at, workspaceId } from "./columns.ts";
import { workspaces } from "./people-tables.ts";

/** What a workspace may spend on language models in a month. No row: as much as it likes. */
export const modelBudgets = pgTable(
  "model_budgets",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    /** null: not limited in this. */
    tokens: bigint("tokens", { mode: "number" }),
    /** Millionths of the currency in which prices are given. */
    moneyMicros: bigint("money_micros", { mode: "number" }),
    setAt: at("set_at").notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId] })],
);

/** What was spent, by calendar month in UTC. */
export const modelUsage = pgTable(
  "model_usage",
  {
    workspaceId: workspaceId().references(() => workspaces.workspaceId),
    /** `2026-11` */
    month: text("month").notNull(),
    inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
    outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
    moneyMicros: bigint("money_micros", { mode: "number" }).notNull(),
  },
  (it) => [primaryKey({ columns: [it.workspaceId, it.month] })],
);
