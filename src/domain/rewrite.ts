import type { Finding } from "./suggestion.ts";

/** What may be asked of a text of the agent's own. `translate`: into the customer's language. */
export const REWRITES = ["shorter", "warmer", "grammar", "translate"] as const;
export type Rewrite = (typeof REWRITES)[number];

export interface Rewritten {
  text: string;
  /** What the new text says and the agent's did not. Nothing here means: nothing that a rule can see was added. */
  findings: Finding[];
}
