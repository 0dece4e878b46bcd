import type { Guardrail } from "./guardrail.ts";
import { isVerbatim, normalised } from "./terms.ts";

/** What nobody may ask a customer for, and what a file or a program from elsewhere could do. */
const ASKED = [
  /\b(?:send|reply|respond|answer|give|tell|share|enter|type|provide|confirm|text|submit|forward|repeat|need|verify)\b[^.!?]*?\b(pass ?words?|pass ?codes?|pass ?phrases?|pins?|one-time codes?|(?<!(?:reservation|booking|confirmation|order|discount|promo|voucher|coupon|gift|post|postal|zip|error|product|tracking|airport|country|area)[ -])codes?|cvv|cvc|security numbers?|card numbers?|full card|login|credentials)\b/,
  /\b(?:open|download|install|run|scan|launch|enable)\b[^.!?]*?\b(attachments?|files?|apps?|software|programs?|qr codes?|macros|remote access)\b/,
];
const FORBIDS = /\b(?:not|never|nobody|no one|without)\b|n't\b/;

export const asksForSecrets: Guardrail = {
  id: "asks-for-secrets",
  because:
    "A reply that asks for a password, a code or a card number, or to open a file, is what a thief would send.",
  needs: ["sentence", "cited", "templateText"],
  check: ({ sentence: { text }, cited, templateText }) => {
    const known = [...cited.map((source) => source.text), templateText ?? ""];
    if (isVerbatim(text, known)) return [];
    const said = normalised(text);
    if (FORBIDS.test(said)) return [];
    const sources = known.map(normalised);
    return ASKED.flatMap((pattern) => {
      const match = pattern.exec(said);
      const isSources = sources.some((source) => {
        const own = pattern.exec(source);
        return own !== null && own[1] === match?.[1] && !FORBIDS.test(source);
      });
      return match && !isSources
        ? [
            {
              message: `Asks the customer for what no source asks: "${match[1]}"`,
              quote: match[0],
            },
          ]
        : [];
    });
  },
};
