import type { OutcomeKind } from "./outcome.ts";

/** Where one eligible ticket visit ended. Every one ends in exactly one place, so the counts sum to `eligible`. */
export type FunnelEnd =
  | "failed"
  | "abstained"
  | "brief"
  | "not_displayed"
  | Exclude<OutcomeKind, "pending">
  | "pending";

export const FUNNEL_ENDS: FunnelEnd[] = [
  "failed",
  "abstained",
  "brief",
  "not_displayed",
  "accepted",
  "edited",
  "rejected",
  "ignored",
  "superseded",
  "pending",
];

/** One row per suggestion asked for. */
export interface FunnelRow {
  /** What the backend answered; null: it failed. */
  answer: "draft" | "brief" | "abstention" | null;
  displayed: boolean;
  inserted: boolean;
  outcome: OutcomeKind;
}

export interface Funnel {
  eligible: number;
  generated: number;
  displayed: number;
  inserted: number;
  sent: number;
  ends: Record<FunnelEnd, number>;
}

export function funnelOf(rows: FunnelRow[]): Funnel {
  const ends = Object.fromEntries(FUNNEL_ENDS.map((end) => [end, 0])) as Record<
    FunnelEnd,
    number
  >;
  for (const row of rows) ends[endOf(row)] += 1;
  const drafts = rows.filter((row) => row.answer === "draft");
  return {
    eligible: rows.length,
    generated: drafts.length,
    displayed: drafts.filter((row) => row.displayed).length,
    inserted: drafts.filter((row) => row.inserted).length,
    sent: drafts.filter(
      (row) => row.outcome === "accepted" || row.outcome === "edited",
    ).length,
    ends,
  };
}

function endOf(row: FunnelRow): FunnelEnd {
  if (row.answer === null) return "failed";
  if (row.answer === "abstention") return "abstained";
  if (row.answer === "brief") return "brief";
  return row.displayed ? row.outcome : "not_displayed";
}
