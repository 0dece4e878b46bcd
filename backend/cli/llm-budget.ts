import type { BudgetState } from "../budgets/workspace-budget.ts";
import {
  CommandError,
  textOption,
  type Command,
  type Input,
} from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed llm budget`: what a workspace may spend on the language model in a month, and what it has spent. */
export const llmBudget: Command = {
  name: "llm budget",
  usage: "[--tokens N|none] [--money AMOUNT|none] [--workspace ID]",
  summary:
    "show or set what the language model may cost in a month; over it, drafts are extractive",
  options: {
    ...workspaceOption,
    tokens: { type: "string" },
    money: { type: "string" },
  },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { budgets, config } = backend;
      const { workspaceId } = await workspaceOf(input, backend);
      const before = await budgets.read(workspaceId);
      const tokens = limitOption(input, "tokens", before.limits.tokens);
      const money = limitOption(input, "money", before.limits.money);
      if (tokens !== null && !Number.isInteger(tokens))
        throw new CommandError("--tokens is a whole number, or none.");
      const isMoneySet = input.options["money"] !== undefined && money !== null;
      if (isMoneySet && config.llm && config.llm.price === null)
        throw new CommandError(
          "A budget in money needs prices: set HEED_LLM_PRICE_INPUT and HEED_LLM_PRICE_OUTPUT, per million tokens.",
        );
      await budgets.set(workspaceId, { tokens, money });
      const state = await budgets.read(workspaceId);
      return {
        exitCode: 0,
        json: { workspaceId, ...state },
        lines: linesOf(state),
      };
    },
  },
};

/** The limit said, `none` for no limit, or the one that stands. */
function limitOption(
  input: Input,
  name: string,
  before: number | null,
): number | null {
  const said = textOption(input, name);
  if (said === null) return before;
  if (said === "none") return null;
  const limit = Number(said);
  if (!Number.isFinite(limit) || limit < 0 || limit > 1e12)
    throw new CommandError(`--${name} is a number from 0, or none.`);
  return limit;
}

function linesOf({ month, limits, spent }: BudgetState): string[] {
  const of = (limit: number | null) =>
    limit === null ? "no limit" : `of ${limit}`;
  return [
    `${month} (UTC)`,
    `  tokens  ${spent.inputTokens + spent.outputTokens} (${of(limits.tokens)})`,
    `  money   ${spent.money.toFixed(4)} (${of(limits.money)})`,
  ];
}
