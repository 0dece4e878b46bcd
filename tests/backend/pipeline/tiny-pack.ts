import type {
  Intent,
  KnowledgeDocument,
  PolicyPack,
} from "../../../src/domain/policy-pack.ts";
import type { Message, Ticket } from "../../../src/domain/ticket.ts";

/** A garden shop in a few sentences: enough to be asked something, small enough to read. */
export const NOW = new Date("2026-11-24T12:00:00.000Z");

export function article(
  documentId: string,
  body: string,
  more: Partial<KnowledgeDocument> = {},
): KnowledgeDocument {
  return {
    documentId,
    title: documentId.replaceAll("-", " "),
    owner: "Ada Field",
    effectiveFrom: "2026-01-01T00:00:00.000Z",
    effectiveUntil: null,
    reviewBy: null,
    audience: "public",
    product: null,
    locale: null,
    sourceUrl: null,
    body,
    ...more,
  };
}

export function intent(
  intentId: string,
  name: string,
  more: Partial<Intent> = {},
): Intent {
  return {
    intentId,
    name,
    description: name,
    examples: [],
    risk: "low",
    route: null,
    templateId: null,
    acknowledgementId: null,
    checklist: [],
    requiredFields: [],
    handoff: null,
    ...more,
  };
}

export function tinyPack(more: Partial<PolicyPack> = {}): PolicyPack {
  return {
    formatVersion: 1,
    name: "Garden shop",
    owner: "Ada Field",
    timeZone: "Europe/Berlin",
    languages: ["en"],
    knowledge: [
      article(
        "returns",
        "## How long\n\nYou can return a plant within 14 days of delivery.\n\nReturned seeds are not refunded.",
      ),
      article(
        "delivery",
        "## Times\n\nDelivery takes 3 to 5 working days.\n\nDelivery costs € 6.50, and is free from € 80.",
      ),
      article(
        "returns-2024",
        "You can return a plant within 90 days of delivery.",
        {
          effectiveFrom: "2024-01-01T00:00:00.000Z",
          effectiveUntil: "2026-01-01T00:00:00.000Z",
        },
      ),
      article(
        "fraud-handling",
        "Lock the account 4471 before you answer a threat of a lawyer.",
        { audience: "internal" },
      ),
    ],
    notices: [],
    intents: [
      intent("return_plant", "Return a plant", {
        description: "Sending a plant back, how long there is for it.",
        examples: ["Can I return my plant?", "How long can I return a plant?"],
        templateId: "thanks",
        requiredFields: ["order_number"],
      }),
      intent("delivery_time", "Delivery time", {
        description: "How long delivery takes and what delivery costs.",
        examples: ["How long does delivery take?", "What does delivery cost?"],
      }),
      intent("legal_threat", "Threat of a lawyer", {
        description: "A lawyer, a court, a threat to sue.",
        examples: ["You will hear from my lawyer.", "I will go to court."],
        risk: "high",
        route: "Legal",
        acknowledgementId: "legal-thanks",
        checklist: ["Do not argue the case"],
        handoff: "Always hand off to Legal.",
      }),
    ],
    templates: [
      {
        templateId: "thanks",
        intents: ["return_plant"],
        audience: "public",
        approvedBy: "Ada Field",
        text: "Thank you for writing about order {{field.order_number}}.",
      },
      {
        templateId: "ask-order",
        intents: ["return_plant"],
        audience: "public",
        approvedBy: "Ada Field",
        text: "Please send me your order number.",
      },
      {
        templateId: "legal-thanks",
        intents: ["legal_threat"],
        audience: "public",
        approvedBy: "Ada Field",
        text: "Thank you for telling us. A person is reading your case.",
      },
    ],
    fields: [
      {
        fieldId: "order_number",
        label: "Order",
        type: "text",
        pattern: "\\b(GS-\\d{4})\\b",
        enum: [],
        unit: null,
        examples: ["GS-1234"],
        required: true,
      },
    ],
    tone: {
      voice: "Plain.",
      bannedPhrases: ["rest assured"],
      greeting: "Hi {{customer.firstName}},",
      closing: "Kind regards,\n{{agent.name}}",
      languages: ["en"],
    },
    guardrails: { disabled: [], commitments: [] },
    thresholds: {
      intent: 0.2,
      passage: 0.2,
      oneKeyInsert: 0.6,
      handoff: {
        confidenceBelow: 0.3,
        sentimentBelow: -0.6,
        repeatedQuestion: 2,
        afterBot: true,
      },
    },
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [], groups: {} },
    ...more,
  };
}

export function message(
  role: Message["role"],
  text: string,
  more: Partial<Message> = {},
): Message {
  return {
    messageId: `m${Math.abs(hash(role + text))}`,
    role,
    visibility: "public",
    authorId: null,
    authorName: role === "customer" ? "Dana Ruiz" : "Priya Nair",
    at: "2026-11-24T09:00:00.000Z",
    text,
    attachments: [],
    ...more,
  };
}

/** A string is one public message of the customer. */
export function ticketOf(...messages: (Message | string)[]): Ticket {
  return {
    helpdesk: "zendesk",
    accountKey: "garden",
    ticketId: "1",
    subject: null,
    channel: "email",
    status: "open",
    tags: [],
    requester: {
      customerId: "c1",
      name: "Dana Ruiz",
      email: "dana@mail.example",
    },
    fields: [],
    messages: messages.map((one, at) =>
      typeof one === "string"
        ? message("customer", one, { messageId: `c${at}` })
        : one,
    ),
    completeness: "full",
    missing: [],
  };
}

function hash(text: string): number {
  let value = 0;
  for (const character of text)
    value = (value * 31 + (character.codePointAt(0) ?? 0)) | 0;
  return value;
}
