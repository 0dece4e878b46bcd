import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSentence } from "../../../src/domain/guardrails/index.ts";
import { quantitiesIn } from "../../../src/domain/guardrails/quantities.ts";
import { negations } from "../../../src/domain/guardrails/terms.ts";
import { addressCustomer } from "../../../backend/engines/address-customer.ts";
import { isForAgents } from "../../../backend/engines/for-agents.ts";
import { toCustomer } from "../../../backend/engines/to-customer.ts";

const TURNED: [string, string][] = [
  ["The user must provide their user id.", "You must provide your user id."],
  [
    "The customer is required to pay the difference.",
    "You are required to pay the difference.",
  ],
  [
    "If the guest has a cabin and wants a bunk, the guest pays € 9.",
    "If you have a cabin and want a bunk, you pay € 9.",
  ],
  [
    "A customer may not return opened seeds.",
    "You may not return opened seeds.",
  ],
  ["Customers can cancel within 24 hours.", "You can cancel within 24 hours."],
  ["We refund the customer within 5 days.", "We refund you within 5 days."],
  ["Seeds go to the customer's address.", "Seeds go to your address."],
  ["The card must be in user profile.", "The card must be in your profile."],
  [
    "If the booking user is a gold member: 4 free bags.",
    "If you are a gold member: 4 free bags.",
  ],
  [
    "The user is should be refunded the rest.",
    "You should be refunded the rest.",
  ],
  [
    "The account holder can move plants if they are potted.",
    "You can move plants if they are potted.",
  ],
];

describe("addressCustomer", () => {
  it.each(TURNED)("%s", (policy, said) => {
    expect(addressCustomer(policy)).toBe(said);
  });

  it.each([
    "The customer service team answers within 2 days.",
    "The user accounts are closed in June.",
    "The fee depends on the number of passengers.",
    "The customer who ordered pays the difference.",
    "Each passenger can have 2 bags.",
    "You can help the user change to another plan.",
    "Plants need water.",
  ])("leaves alone what it does not surely understand: %s", (policy) => {
    expect(addressCustomer(policy)).toBe(policy);
  });

  it("changes no number, no negation and no duty, and the guard calls it cited", () => {
    const subject = fc.constantFrom("The user", "The customer", "A client");
    const verb = fc.constantFrom(
      ...["must", "must not", "may", "cannot", "can", "should", "will"],
    );
    const rule = fc.constantFrom(
      "return 3 plants within 14 days",
      "pay € 6.50 for their order",
      "be refunded 20 % if the parcel is not complete",
      "cancel their order before 12:00",
    );
    fc.assert(
      fc.property(subject, verb, rule, (who, modal, what) => {
        const policy = `${who} ${modal} ${what}.`;
        const said = addressCustomer(policy);
        expect(said).toMatch(new RegExp(`^You ${modal} `));
        expect(quantitiesIn(said)).toEqual(quantitiesIn(policy));
        expect(negations(said)).toBe(negations(policy));
        expect(findings(said, policy)).toEqual([]);
      }),
      { seed: 1 },
    );
  });
});

function findings(text: string, policy: string) {
  return checkSentence({
    sentence: {
      text,
      status: "cited",
      sourceIds: ["s1"],
      templateId: null,
      findings: [],
    },
    cited: [
      {
        sourceId: "s1",
        documentId: "rules",
        title: "Rules",
        section: null,
        text: policy,
        effectiveFrom: null,
        effectiveUntil: null,
        owner: null,
        audience: "public",
        url: null,
        score: 1,
      },
    ],
    destination: "public",
    ticketText: "",
    templateText: null,
    settings: { disabled: [], commitments: [] },
    bannedPhrases: [],
    toneLimits: {},
    customerLanguage: "en",
    now: "2026-11-24T12:00:00.000Z",
  });
}

describe("toCustomer", () => {
  it.each<[string, string[]]>([
    [
      "If the ferry has left, the agent cannot help and transfer is needed; otherwise, crossing can be cancelled if any of the following is true: The weather is bad; The user is ill.",
      [
        "Crossing can be cancelled if any of the following is true: the weather is bad; you are ill.",
        "If the ferry has left, I cannot help and you need to be transferred.",
      ],
    ],
    [
      "Cabins cannot be moved; other bookings can be moved once.",
      ["Cabins cannot be moved.", "Other bookings can be moved once."],
    ],
    [
      "Delivery takes 3 days; in other cases, order can take 5.",
      ["Delivery takes 3 days.", "In other cases, your order can take 5."],
    ],
    ["Delivery takes 3 days.", ["Delivery takes 3 days."]],
  ])("%s", (policy, said) => {
    expect(toCustomer(policy)).toEqual(said);
    for (const sentence of said) expect(findings(sentence, policy)).toEqual([]);
  });
});

describe("isForAgents", () => {
  it.each<[string, boolean]>([
    ["You can help the customer change a plan.", true],
    ["Even a human agent cannot change that.", true],
    ["Each order has the following attributes: id; date.", true],
    ["You can reach the customer service team by phone.", false],
    ["Each order has its own number.", false],
    ["The customer can cancel within a day.", false],
  ])("%s", (sentence, expected) => {
    expect(isForAgents(sentence)).toBe(expected);
  });
});
