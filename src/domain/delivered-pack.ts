import type { GuardrailSettings, ToneLimits } from "./policy-pack.ts";
import type { Helpdesk } from "./ticket.ts";

/** What the browser gets of a release: where things are in a helpdesk's page, what is switched off, and what the guard needs. Never the knowledge. */
export interface DeliveredPack {
  /** Changes exactly when the content does. */
  version: string;
  /** null: the workspace has no release yet. */
  releaseNumber: number | null;
  /** Ordered CSS selectors and attribute names by key, to be tried before the built-in ones. */
  selectors: Record<string, string[]>;
  flags: { disabledAdapters: string[]; disabledFeatures: string[] };
  /** IANA zone in which the knowledge's days are meant. null: not known. */
  timeZone: string | null;
  /** null: from a backend or a kept pack of before, or no release yet. */
  guard: GuardOfPack | null;
}

/** With it every guardrail runs in the browser, too, on the agent's own words. */
export interface GuardOfPack {
  settings: Pick<GuardrailSettings, "disabled" | "commitments">;
  bannedPhrases: string[];
  toneLimits: ToneLimits;
}

export type Feature =
  "draft" | "insert" | "summary" | "fields" | "search" | "similar";

/** Before any pack has come: drafts are shown, and nothing is inserted. */
export const SAFE_DEFAULT: DeliveredPack = {
  version: "safe-default",
  releaseNumber: null,
  selectors: {},
  flags: { disabledAdapters: [], disabledFeatures: ["insert"] },
  timeZone: null,
  guard: null,
};

export function isAdapterOff(pack: DeliveredPack, helpdesk: Helpdesk): boolean {
  return pack.flags.disabledAdapters.includes(helpdesk);
}

/** Switched off everywhere, or in this helpdesk. */
export function isOff(
  pack: DeliveredPack,
  feature: Feature,
  helpdesk: Helpdesk | null,
): boolean {
  const { disabledFeatures } = pack.flags;
  return (
    disabledFeatures.includes(feature) ||
    (helpdesk !== null &&
      (isAdapterOff(pack, helpdesk) ||
        disabledFeatures.includes(`${helpdesk}.${feature}`)))
  );
}
