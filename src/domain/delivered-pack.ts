import type { Helpdesk } from "./ticket.ts";

/** What the browser gets of a release: where things are in a helpdesk's page, and what is switched off. Never the knowledge. */
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
}

export type Feature = "draft" | "insert" | "summary" | "fields" | "search";

/** Before any pack has come: drafts are shown, and nothing is inserted. */
export const SAFE_DEFAULT: DeliveredPack = {
  version: "safe-default",
  releaseNumber: null,
  selectors: {},
  flags: { disabledAdapters: [], disabledFeatures: ["insert"] },
  timeZone: null,
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
