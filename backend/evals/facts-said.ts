import { interval95 } from "./bootstrap.ts";
import type { Facts } from "./drafts-tickets.ts";

/** What one reply says of the facts that it should hold. */
export interface FactsSaid {
  wanted: number;
  said: number;
  /** Something that no reply to this ticket may say. */
  isWrong: boolean;
}

/** `reply` null: an abstention says nothing, and nothing wrong. White space does not count. */
export function factsSaid(
  { mustMatch, mustNotMatch }: Facts,
  reply: string | null,
): FactsSaid {
  const text = (reply ?? "").replace(/\s+/g, " ");
  return {
    wanted: mustMatch.length,
    said: mustMatch.filter((one) => one.test(text)).length,
    isWrong: mustNotMatch.some((one) => one.test(text)),
  };
}

const SEED = 1;

/**
 * Shares of all tickets that have facts, abstentions among them. `whole`: every fact said and nothing wrong, the nearest
 * that a machine comes to "sendable as is"; a sentence too many is not seen. `facts`: mean share of the facts said.
 */
export function shareOfFacts(rows: readonly FactsSaid[]) {
  const whole = share(
    ({ said, wanted, isWrong }) => said === wanted && !isWrong,
  );
  const wrong = share(({ isWrong }) => isWrong);
  const facts = (some: readonly FactsSaid[]) =>
    some.reduce((sum, { said, wanted }) => sum + said / wanted, 0) /
    Math.max(1, some.length);
  return {
    figures: {
      n: rows.length,
      whole: whole(rows),
      facts: facts(rows),
      wrong: wrong(rows),
    },
    intervals: {
      whole: interval95(rows, whole, SEED),
      facts: interval95(rows, facts, SEED),
      wrong: interval95(rows, wrong, SEED),
    },
  };
}

function share(isSo: (row: FactsSaid) => boolean) {
  return (rows: readonly FactsSaid[]) =>
    rows.filter(isSo).length / Math.max(1, rows.length);
}
