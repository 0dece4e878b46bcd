import type {
  Draft,
  ExtractedField,
  Sentence,
  Source,
  Suggestion,
  Summary,
} from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type {
  SimilarTicket,
  TabView,
} from "../../src/messaging/panel-protocol.ts";

/** The mocks' tickets and suggestions, as the worker would tell them. Every name in them is invented. */

export const TAB_ID = 7;
export const NOW = new Date("2026-11-23T10:20:00");
const REF = {
  helpdesk: "zendesk",
  accountKey: "fernhill",
  ticketId: "48213",
} as const;

/** Local times, so that the pictures read the same in every time zone. */
const local = (text: string) => new Date(text).toISOString();

export function source(over: Partial<Source> = {}): Source {
  return {
    sourceId: "returns-1",
    documentId: "returns",
    title: "Returns and refunds",
    section: "When your refund arrives",
    text: "Once the parcel reaches our warehouse, we refund the card you paid with, within 5 working days.",
    effectiveFrom: local("2026-09-01T00:00:00"),
    effectiveUntil: null,
    owner: "Mara Voss, Payments",
    audience: "public",
    url: "https://help.fernhill.example/returns",
    score: 0.9,
    ...over,
  };
}

const BANK = source({
  sourceId: "payment-2",
  documentId: "payment",
  title: "Payment methods",
  section: "Bank times",
  text: "Banks can take up to 3 more days to show it.",
  effectiveFrom: local("2026-03-12T00:00:00"),
});

export function sentence(text: string, over: Partial<Sentence> = {}): Sentence {
  return {
    text,
    status: "courtesy",
    sourceIds: [],
    templateId: null,
    findings: [],
    ...over,
  };
}
const cited = (text: string, sourceId: string) =>
  sentence(text, { status: "cited", sourceIds: [sourceId] });
const template = (text: string) =>
  sentence(text, { status: "template", templateId: "return_received" });
export const draft = (
  paragraphs: Sentence[][],
  destination: Draft["destination"] = "public",
): Draft => ({
  destination,
  paragraphs,
});

export const SIMILAR: SimilarTicket[] = [
  {
    ticketId: "47102",
    subject: "Refund not on my card after three weeks",
    solvedAt: local("2026-10-28T14:20:00"),
    url: "https://fernhill.zendesk.com/agent/tickets/47102",
  },
  {
    ticketId: "45980",
    subject: null,
    solvedAt: null,
    url: "https://fernhill.zendesk.com/agent/tickets/45980",
  },
];

export function suggestion(over: Partial<Suggestion> = {}): Suggestion {
  return {
    suggestionId: "6f1c2f6e-6d0c-4d44-9a53-4a1f6a3f0001",
    ticket: REF,
    lastMessageId: "m4",
    createdAt: local("2026-11-23T09:41:00"),
    releaseNumber: 14,
    intents: [
      { intentId: "refund_status", name: "Refund status", score: 0.87 },
      { intentId: "return_how", name: "How to return", score: 0.41 },
    ],
    risk: "low",
    language: "en",
    sentiment: null,
    answer: {
      kind: "draft",
      draft: draft([
        [sentence("Hi Dana,")],
        [
          template("We received your return on 16 November."),
          cited(
            "Refunds go back to the card you paid with, within 5 working days of the parcel reaching us.",
            "returns-1",
          ),
          cited(
            "Your bank can take up to 3 more days to show it.",
            "payment-2",
          ),
        ],
        [
          template(
            "If it is not there by 26 November, reply here and we will trace it.",
          ),
        ],
        [sentence("Kind regards,\nNina")],
      ]),
    },
    sources: [source(), BANK],
    conflicts: [],
    nextSteps: [
      "Check the refund in the payment tool",
      "Tag the ticket refund",
    ],
    engine: {
      engineId: "extractive",
      promptVersion: "none",
      capabilities: ["shorter"],
    },
    timings: { understand: 12, retrieve: 31, draft: 4, guard: 6 },
    ...over,
  };
}

export const MEDIUM: Suggestion = suggestion({
  risk: "medium",
  intents: [
    {
      intentId: "change_address",
      name: "Change delivery address",
      score: 0.81,
    },
  ],
  answer: {
    kind: "draft",
    draft: draft([
      [sentence("Hi Samir,")],
      [
        cited(
          "We can change the address until the parcel leaves the warehouse.",
          "delivery-1",
        ),
        sentence("Order 88214 will now go to Lindenweg 4", {
          status: "flagged",
          findings: [
            {
              guardrail: "claims-action",
              message: "Says the address is changed",
              quote: "will now go to Lindenweg 4",
            },
          ],
        }),
        sentence("and reach you by Friday.", {
          status: "flagged",
          sourceIds: ["delivery-1"],
          findings: [
            {
              guardrail: "promises-a-day",
              message: "Promises a day: “by Friday”",
              quote: "by Friday",
            },
          ],
        }),
      ],
      [
        cited(
          "If it has left already, the carrier can hold it for 7 days.",
          "delivery-2",
        ),
      ],
      [sentence("Kind regards,\nNina")],
    ]),
  },
  sources: [
    source({
      sourceId: "delivery-1",
      title: "Delivery",
      section: "Changing the address",
      text: "We can change the address until the parcel leaves the warehouse. Parcels take 2 to 4 working days.",
      effectiveFrom: local("2026-02-03T00:00:00"),
    }),
    source({
      sourceId: "delivery-2",
      title: "Delivery",
      section: "Holding a parcel",
      text: "The carrier can hold it for 7 days.",
      effectiveFrom: local("2026-02-03T00:00:00"),
    }),
  ],
  nextSteps: [],
});

export const HIGH: Suggestion = suggestion({
  risk: "high",
  intents: [{ intentId: "injury", name: "Injury from a product", score: 0.92 }],
  answer: {
    kind: "brief",
    brief: draft(
      [
        [
          cited(
            "Do not discuss cause, fault or compensation before Safety has called.",
            "safety-1",
          ),
          cited("Safety calls back within 4 hours, every day.", "safety-1"),
        ],
      ],
      "internal",
    ),
    acknowledgement: draft([
      [
        template("Thank you for telling us."),
        template("Our safety team will call you today."),
      ],
    ]),
  },
  sources: [
    source({
      sourceId: "safety-1",
      title: "Product safety",
      section: "Reported injuries",
      text: "Do not discuss cause, fault or compensation before Safety has called. Safety calls back within 4 hours, every day.",
      effectiveFrom: local("2026-01-14T00:00:00"),
      audience: "internal",
    }),
  ],
  nextSteps: [
    "Customer is safe and has had medical help",
    "Ask for the batch number",
    "Ask them to keep the product and stop using it",
    "Assign to group Safety, priority urgent",
  ],
});

export const ABSTENTION: Suggestion = suggestion({
  intents: [{ intentId: "repair", name: "Repair request", score: 0.7 }],
  answer: {
    kind: "abstention",
    abstention: {
      missing: "knowledge",
      message:
        "No current source on wetsuit repairs. Heed has not drafted a reply. The one article on this expired, and nothing replaced it.",
      missingFields: ["model_year"],
      closest: source({
        sourceId: "wetsuit-1",
        title: "Wetsuit care and repair",
        section: null,
        text: "Send the suit in a dry bag. A seam repair takes 10 days.",
        effectiveFrom: local("2025-01-01T00:00:00"),
        effectiveUntil: local("2026-11-01T00:00:00"),
        owner: "Piet Aalders, Workshop",
      }),
    },
  },
  sources: [],
  nextSteps: [],
});

/** What the mock's search finds. */
export const FOUND: Source[] = [
  source({
    sourceId: "delivery-3",
    documentId: "delivery",
    title: "Delivery",
    section: "When a parcel is late",
    text: "If a parcel is more than 5 working days late, the customer may choose a second parcel or a full refund.",
    effectiveFrom: local("2026-02-03T00:00:00"),
    owner: "Jo Lindqvist",
  }),
  source({ owner: "Mara Voss" }),
  source({
    sourceId: "lost-1",
    documentId: "lost",
    title: "Lost in transit",
    section: "Claims with the carrier",
    text: "Open the claim on day 8. Refund first, then wait for the carrier; the customer does not.",
    effectiveFrom: local("2026-05-20T00:00:00"),
    owner: "Jo Lindqvist",
    audience: "internal",
    url: null,
  }),
  { ...BANK, owner: "Mara Voss" },
];
/** What went before the first of them. */
export const EXPIRED = source({
  sourceId: "delivery-0",
  documentId: "delivery-2025",
  title: "Delivery",
  section: "When a parcel is late",
  text: "If a parcel is more than 10 working days late, the customer may have a second parcel.",
  effectiveFrom: local("2025-01-01T00:00:00"),
  effectiveUntil: local("2026-02-03T00:00:00"),
  owner: "Jo Lindqvist",
});

export const SUMMARY: Summary = {
  lines: [
    {
      label: "problem",
      text: "Sent order FH-88190 back on 12 Nov; asks where the refund is.",
      messageId: "m1",
    },
    {
      label: "done",
      text: "Warehouse booked it in on 16 Nov.",
      messageId: "m3",
    },
    { label: "open", text: "Asked again today; polite.", messageId: "m4" },
  ],
  attachmentsNotRead: 2,
  engine: null,
};

const field = (over: Partial<ExtractedField>): ExtractedField => ({
  fieldId: "order",
  label: "Order",
  required: true,
  value: null,
  normalised: null,
  confidence: null,
  quote: null,
  messageId: null,
  candidates: [],
  ...over,
});
export const FIELDS: ExtractedField[] = [
  field({ value: "FH-88190", quote: "order FH-88190", messageId: "m1" }),
  field({
    fieldId: "parcel",
    label: "Return parcel",
    value: "3SKAB0042117",
    quote: "tracking 3SKAB0042117",
    messageId: "m1",
  }),
  field({
    fieldId: "amount",
    label: "Amount",
    value: "€ 129.00",
    candidates: ["€ 119"],
  }),
  field({ fieldId: "model_year", label: "Model and year of purchase" }),
];

/** Every topic of the live release. */
export const TOPICS = [
  { intentId: "refund_status", name: "Refund status" },
  { intentId: "return_how", name: "How to return" },
  { intentId: "repair", name: "Repair request" },
  { intentId: "change_address", name: "Change delivery address" },
];

const message = (
  messageId: string,
  at: string,
  over: Partial<Ticket["messages"][number]> = {},
) => ({
  messageId,
  role: "customer" as const,
  visibility: "public" as const,
  authorId: "c1",
  authorName: "Dana Krüger",
  at: local(at),
  text: "Where is my refund?",
  attachments: [],
  ...over,
});
export const TICKET: Ticket = {
  ...REF,
  subject: "Refund",
  channel: "email",
  status: "open",
  tags: [],
  requester: {
    customerId: "c1",
    name: "Dana Krüger",
    email: "dana@example.com",
  },
  fields: [{ fieldId: "paid", label: "Paid with", value: "Visa" }],
  messages: [
    message("m1", "2026-11-18T08:00:00"),
    message("m2", "2026-11-18T09:00:00", { role: "agent", authorName: "Nina" }),
    message("m3", "2026-11-17T09:00:00", {
      role: "agent",
      visibility: "internal",
      authorName: "Warehouse",
    }),
    message("m4", "2026-11-22T08:00:00"),
  ],
  completeness: "full",
  missing: [],
};

export function view(over: Partial<TabView> = {}): TabView {
  return {
    tabId: TAB_ID,
    ref: REF,
    ticket: TICKET,
    readError: null,
    composer: { ticketId: "48213", present: true, mode: "public", text: "" },
    lastMessageId: "m4",
    connection: {
      kind: "ok",
      workspaceName: "Fernhill",
      memberName: "Nina Weber",
      releaseNumber: 14,
    },
    signalsWaiting: 0,
    page: { state: "ok", missing: [], mayNotice: true },
    mayInsert: true,
    writeLimit: null,
    isHelpdeskOff: false,
    packTimeZone: null,
    draftWhen: "always",
    editQuestion: null,
    ...over,
  };
}

/** The customer wrote once more. */
export const WROTE_AGAIN: TabView = view({
  lastMessageId: "m5",
  ticket: {
    ...TICKET,
    messages: [...TICKET.messages, message("m5", "2026-11-23T10:12:00")],
  },
});
