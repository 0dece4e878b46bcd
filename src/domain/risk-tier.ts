/**
 * Risk tier of an intent.
 * low: draft, inserted in one key. medium: draft, its findings are ticked before insert.
 * high: no customer-facing draft; an internal brief and at most a pre-approved acknowledgement.
 */
export type RiskTier = "low" | "medium" | "high";

export function mayDraftForCustomer(tier: RiskTier): boolean {
  return tier !== "high";
}
