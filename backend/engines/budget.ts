import type { Usage } from "./chat.ts";

/** What a workspace may spend on language models. The engine asks before each draft, and says what it came to. */
export interface Budget {
  /** null: it is spent, or would be. */
  reserve(estimate: Usage): Promise<Spending | null>;
}

export interface Spending {
  add(usage: Usage): void;
  /** Always called, also after a failure: what was spent is stored, the rest of the reservation is free again. */
  settle(): Promise<void>;
}

/** For a backend without budgets, and for tests. */
export const UNLIMITED: Budget = {
  reserve: () =>
    Promise.resolve({ add: () => {}, settle: () => Promise.resolve() }),
};
