import type {
  ExtractedField,
  Suggestion,
  Summary,
} from "../../../src/domain/suggestion.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { draft, sentence, source, suggestion, TICKET } from "../canned.ts";

/** What a neat mock never has: words without an end, twelve sentences, and a script that runs the other way. */

const cited = (text: string, ...sourceIds: string[]) =>
  sentence(text, { status: "cited", sourceIds });

const LONG_NAME =
  "Rückerstattungsverzögerung nach Teilrücksendung mit Zahlungsdienstleisterwechsel";
const ADDRESS =
  "https://help.fernhill.example/returns-and-refunds/when-your-refund-arrives?country=nl&method=creditcard#bank-times-for-cards";

export const LONG: Suggestion = suggestion({
  risk: "medium",
  intents: [
    { intentId: "refund_status", name: LONG_NAME, score: 0.62 },
    { intentId: "return_how", name: `How to return: ${LONG_NAME}`, score: 0.3 },
    { intentId: "other", name: "Other", score: 0.1 },
  ],
  language: "de",
  answer: {
    kind: "draft",
    draft: draft([
      [sentence("Guten Tag Frau Freifrau von und zu Hohenstein-Kaltenbrunn,")],
      [
        cited(
          `Every step of it is written up at ${ADDRESS}`,
          "returns-1",
          "payment-2",
          "bank-3",
        ),
        cited(
          "Donaudampfschifffahrtsgesellschaftskapitänsmützenrückerstattungsantragsformulare take 5 working days.",
          "returns-1",
        ),
      ],
      ...Array.from({ length: 4 }, (_, n) => [
        cited(
          `Part ${n + 1} of your order is refunded on its own, because each parcel is booked in when it reaches the warehouse, and the card company shows each booking as a line of its own, which may look like less than you paid.`,
          n % 2 ? "payment-2" : "bank-3",
        ),
        sentence("You will have the whole sum by Friday.", {
          status: "flagged",
          sourceIds: ["returns-1"],
          findings: [
            {
              guardrail: "commitments",
              message: `Promises a day that no cited policy makes, for part ${n + 1}`,
              quote: "You will have the whole sum by Friday",
            },
          ],
        }),
      ]),
      [sentence("Mit freundlichen Grüßen\nNina Weber-Oberhausen")],
    ]),
  },
  sources: [
    source({
      section:
        "When your refund arrives if you paid with more than one card, voucher or instalment plan",
      owner: "Mara Voss-Lindemann, Payments, Refunds and Chargebacks (Benelux)",
      text: "Once the parcel reaches our warehouse, we refund the card you paid with, within 5 working days. ".repeat(
        9,
      ),
      effectiveUntil: new Date("2026-12-31T00:00:00").toISOString(),
    }),
    source({
      sourceId: "payment-2",
      title:
        "Payment methods, instalments, vouchers and everything else that moves money",
      effectiveFrom: null,
      owner: null,
    }),
    source({
      sourceId: "bank-3",
      title: ADDRESS,
      section: null,
      effectiveFrom: new Date("2025-01-01T00:00:00").toISOString(),
      effectiveUntil: new Date("2026-11-01T00:00:00").toISOString(),
      audience: "internal",
    }),
  ],
  nextSteps: [
    "Look each parcel up in the warehouse tool, then in the payment tool, and write down the booking numbers of both before answering",
  ],
});

export const LONG_TICKET: Ticket = {
  ...TICKET,
  ticketId: "482139901",
  requester: {
    customerId: "c1",
    name: "Freifrau Annegret von und zu Hohenstein-Kaltenbrunn",
    email:
      "annegret.von.und.zu.hohenstein-kaltenbrunn@versicherungsmakler.example",
  },
};

export const LONG_SUMMARY: Summary = {
  lines: [
    {
      label: "problem",
      text: "Sent order FH-88190 back in three parcels on 12, 13 and 15 Nov; two are refunded, one is not, and her bank shows a sum she cannot match to any of them.",
      messageId: "m1",
    },
    { label: "promised", text: ADDRESS, messageId: "m2" },
  ],
  attachmentsNotRead: 14,
  engine: null,
};

export const LONG_FIELDS: ExtractedField[] = [
  {
    fieldId: "order",
    label: "Bestellnummer der Teilrücksendung",
    required: true,
    value: "FH-88190-2026-11-12-RETOURE-TEIL-3-VON-3-NACHSENDUNG",
    normalised: "FH-88190-2026-11-12-RETOURE-TEIL-3-VON-3-NACHSENDUNG",
    confidence: 0.5,
    quote: "my order FH-88190-2026-11-12-RETOURE-TEIL-3-VON-3-NACHSENDUNG",
    messageId: "m1",
    candidates: ["FH-88190-2026-11-12-RETOURE-TEIL-2-VON-3-NACHSENDUNG"],
  },
];

/** A customer who writes Hebrew, and a pack that answers in it. */
export const HEBREW: Suggestion = suggestion({
  risk: "medium",
  language: "he",
  intents: [
    { intentId: "refund_status", name: "מצב ההחזר", score: 0.87 },
    { intentId: "return_how", name: "איך מחזירים", score: 0.41 },
  ],
  answer: {
    kind: "draft",
    draft: draft([
      [sentence("שלום דנה,")],
      [
        cited(
          "ההחזר נשלח לכרטיס שבו שילמת תוך 5 ימי עסקים מהגעת החבילה.",
          "returns-1",
        ),
        cited("לבנק יכולים להידרש עוד 3 ימים, ראי FH-88190.", "payment-2"),
        sentence("הכסף יהיה אצלך עד יום שישי.", {
          status: "flagged",
          sourceIds: ["returns-1"],
          findings: [
            {
              guardrail: "commitments",
              message: "Promises a day: “עד יום שישי”",
              quote: "עד יום שישי",
            },
          ],
        }),
      ],
      [sentence("בברכה,\nנינה")],
    ]),
  },
  sources: [
    source({
      title: "החזרות וזיכויים",
      section: "מתי מגיע ההחזר",
      text: "לאחר שהחבילה מגיעה למחסן, ההחזר נשלח לכרטיס שבו שילמת תוך 5 ימי עסקים.",
      owner: "מארה ווס, תשלומים",
    }),
    source({
      sourceId: "payment-2",
      title: "אמצעי תשלום",
      section: "זמני הבנק",
      text: "לבנקים יכולים להידרש עוד 3 ימים.",
      owner: "מארה ווס, תשלומים",
    }),
  ],
  nextSteps: ["לבדוק את ההחזר במערכת התשלומים"],
});

export const HEBREW_SUMMARY: Summary = {
  lines: [
    {
      label: "problem",
      text: "החזירה את הזמנה FH-88190 ב-12 בנובמבר; שואלת איפה ההחזר.",
      messageId: "m1",
    },
    { label: "open", text: "שאלה שוב היום.", messageId: "m4" },
  ],
  attachmentsNotRead: 0,
  engine: null,
};

export const HEBREW_FIELDS: ExtractedField[] = [
  {
    fieldId: "order",
    label: "הזמנה",
    required: true,
    value: "FH-88190",
    normalised: "FH-88190",
    confidence: 1,
    quote: "הזמנה FH-88190",
    messageId: "m1",
    candidates: [],
  },
];
