import type { DriftPage } from "./parts.ts";

export const KINDS = [
  "renamed",
  "moved",
  "doubled",
  "reordered",
  "localized",
  "emptied",
  "late",
  "replaced",
] as const;

/** One way in which a helpdesk's page may change. */
export interface Mutation {
  kind: (typeof KINDS)[number];
  name: string;
  apply(drift: DriftPage, random: () => number): void;
  /** What comes a moment later; the page is looked at before and after. */
  settle?(drift: DriftPage): void;
  /** What happens while a text is being inserted. */
  during?(drift: DriftPage): void;
}

/** A change of every element of a part. */
export const on = (
  part: string,
  change: (element: HTMLElement, drift: DriftPage) => void,
) => {
  return (drift: DriftPage) =>
    (drift.parts.get(part) ?? []).forEach((element) => change(element, drift));
};
