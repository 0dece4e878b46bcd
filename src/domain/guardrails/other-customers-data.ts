import { personalDataIn } from "../redaction.ts";
import type { Guardrail } from "./guardrail.ts";

export const otherCustomersData: Guardrail = {
  id: "other-customers-data",
  because:
    "An address, phone, card or bank number that stands neither in this ticket nor in a public source may be somebody else's.",
  needs: ["sentence", "cited", "ticketText", "templateText"],
  check: ({ sentence, cited, ticketText, templateText }) => {
    const found = personalDataIn(sentence.text).filter(
      ({ kind }) => kind in NAMES,
    );
    if (found.length === 0) return [];
    // An internal source may name a customer; a reply may not repeat it.
    const known = plain(
      [
        ...cited
          .filter(({ audience }) => audience === "public")
          .map(({ text, url }) => `${text} ${url ?? ""}`),
        templateText,
        ticketText,
      ].join("\n"),
    );
    return found
      .filter(({ value }) => !known.includes(plain(value)))
      .map(({ kind, value }) => ({
        message: `Maybe another customer's ${NAMES[kind] ?? "data"}: "${value}"`,
        quote: value,
      }));
  },
};

/** An IP address in a reply is a link: urls-in-sources reads it. */
const NAMES: Record<string, string> = {
  EMAIL: "e-mail address",
  IBAN: "bank account",
  CARD: "card number",
  SSN: "social security number",
  PHONE: "phone number",
};

/** Spelled alike: "+49 30 / 123-456" and "+4930123456" are one number. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=[\p{L}\p{N}+)])[ ()./-]+(?=[\d(])/gu, "")
    .replace(/\(/g, "");
}
