import { createRedactor } from "../../src/domain/redaction.ts";

/** The labelled type that each of our placeholders claims to be. Names and addresses have no shape to claim. */
export const CLAIMED: Record<string, string> = {
  EMAIL: "EMAIL_ADDRESS",
  CARD: "CREDIT_CARD",
  IBAN: "IBAN_CODE",
  IP: "IP_ADDRESS",
  SSN: "US_SSN",
  PHONE: "PHONE_NUMBER",
};
export interface Span {
  type: string;
  start: number;
  end: number;
}
/** Where the placeholders stand in the original text: what lies between them is unchanged. */
export function placeholdersIn(text: string): Span[] {
  const redactor = createRedactor();
  const found: Span[] = [];
  let at = 0;
  for (const part of redactor.redact(text).split(/(⟦[A-Z]+_\d+⟧)/)) {
    const label = part.match(/^⟦([A-Z]+)_\d+⟧$/)?.[1];
    const length = label ? redactor.restore(part).length : part.length;
    if (label)
      found.push({
        type: CLAIMED[label] ?? label,
        start: at,
        end: at + length,
      });
    at += length;
  }
  return found;
}
