import { eq, sql } from "drizzle-orm";
import type { Budget, Spending } from "../engines/budget.ts";
import type { Usage } from "../engines/chat.ts";
import type { LlmSettings } from "../engines/llm-settings.ts";
import type { Database } from "../storage/database.ts";
import { modelBudgets, modelUsage } from "../storage/schema.ts";

export interface Limits {
  /** A month's, input and output together; null: not limited. */
  tokens: number | null;
  /** A month's, in the currency in which prices are given; null: not limited. */
  money: number | null;
}

export interface BudgetState {
  /** `2026-11`, in UTC. */
  month: string;
  limits: Limits;
  spent: { inputTokens: number; outputTokens: number; money: number };
}

export interface Budgets {
  of(workspaceId: string): Budget;
  read(workspaceId: string): Promise<BudgetState>;
  set(workspaceId: string, limits: Limits): Promise<void>;
}

const MICROS = 1_000_000;

/**
 * Budgets by workspace and calendar month. What is under way counts at its estimate, so that many drafts at once do not
 * each find the same money; in several processes each knows only its own, so that every one may be a draft over.
 */
export function createBudgets(
  database: Database,
  price: LlmSettings["price"],
  clock: () => Date,
): Budgets {
  const underWay = new Map<string, Set<Usage>>();
  const queues = new Map<string, Promise<unknown>>();

  /** One after the other for a workspace: what one has read must still be so when it decides. */
  const inTurn = <T>(workspaceId: string, work: () => Promise<T>) => {
    const turn = (queues.get(workspaceId) ?? Promise.resolve()).then(
      work,
      work,
    );
    queues.set(workspaceId, turn);
    return turn;
  };

  /** Price is money per million tokens, so tokens times price is millionths. */
  const microsOf = ({ inputTokens, outputTokens }: Usage) =>
    Math.round(
      inputTokens * (price?.input ?? 0) + outputTokens * (price?.output ?? 0),
    );

  const read = async (workspaceId: string): Promise<BudgetState> => {
    const month = clock().toISOString().slice(0, 7);
    return database.inWorkspace(workspaceId, async (tx) => {
      const [limits] = await tx
        .select()
        .from(modelBudgets)
        .where(eq(modelBudgets.workspaceId, workspaceId));
      const months = await tx
        .select()
        .from(modelUsage)
        .where(eq(modelUsage.workspaceId, workspaceId));
      const spent = months.find((row) => row.month === month);
      return {
        month,
        limits: {
          tokens: limits?.tokens ?? null,
          money:
            limits?.moneyMicros == null ? null : limits.moneyMicros / MICROS,
        },
        spent: {
          inputTokens: spent?.inputTokens ?? 0,
          outputTokens: spent?.outputTokens ?? 0,
          money: (spent?.moneyMicros ?? 0) / MICROS,
        },
      };
    });
  };

  const store = (workspaceId: string, usage: Usage) =>
    database.inWorkspace(workspaceId, (tx) =>
      tx
        .insert(modelUsage)
        .values({
          workspaceId,
          month: clock().toISOString().slice(0, 7),
          ...usage,
          moneyMicros: microsOf(usage),
        })
        .onConflictDoUpdate({
          target: [modelUsage.workspaceId, modelUsage.month],
          set: {
            inputTokens: sql`${modelUsage.inputTokens} + excluded.input_tokens`,
            outputTokens: sql`${modelUsage.outputTokens} + excluded.output_tokens`,
            moneyMicros: sql`${modelUsage.moneyMicros} + excluded.money_micros`,
          },
        }),
    );

  const reserve = async (
    workspaceId: string,
    estimate: Usage,
  ): Promise<Spending | null> => {
    const { limits, spent } = await read(workspaceId);
    const others = underWay.get(workspaceId) ?? new Set<Usage>();
    const all = [spent, ...others, estimate].reduce(added, NOTHING);
    // Whole millionths: sums of fractions would miss the limit by a hair.
    const micros = [...others, estimate].reduce(
      (sum, it) => sum + microsOf(it),
      Math.round(spent.money * MICROS),
    );
    const isOver =
      (limits.tokens !== null &&
        all.inputTokens + all.outputTokens > limits.tokens) ||
      (limits.money !== null && micros > Math.round(limits.money * MICROS));
    if (isOver) return null;

    others.add(estimate);
    underWay.set(workspaceId, others);
    let used = NOTHING;
    return {
      add: (usage) => (used = added(used, usage)),
      settle: () =>
        inTurn(workspaceId, async () => {
          try {
            if (used !== NOTHING) await store(workspaceId, used);
          } finally {
            others.delete(estimate);
          }
        }),
    };
  };

  return {
    of: (workspaceId) => ({
      reserve: (estimate) =>
        inTurn(workspaceId, () => reserve(workspaceId, { ...estimate })),
    }),
    read,
    async set(workspaceId, { tokens, money }) {
      const row = {
        tokens,
        moneyMicros: money === null ? null : Math.round(money * MICROS),
        setAt: clock(),
      };
      await database.inWorkspace(workspaceId, (tx) =>
        tx
          .insert(modelBudgets)
          .values({ workspaceId, ...row })
          .onConflictDoUpdate({ target: modelBudgets.workspaceId, set: row }),
      );
    },
  };
}

const NOTHING: Usage = { inputTokens: 0, outputTokens: 0 };

function added(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
}
