import { describe, expect, it } from "vitest";
import {
  checkSentence,
  guardrails,
} from "../../../src/domain/guardrails/index.ts";
import type { GuardrailContext } from "../../../src/domain/guardrails/guardrail.ts";
import type { Source } from "../../../src/domain/suggestion.ts";

const REFUNDS = [
  "Once your parcel has reached our warehouse, we refund you within 5 working days.",
  "Your bank can take up to 3 more working days to show the refund on a card.",
  "Delivery costs € 4.90, and is free from € 60.",
  "A stove that has been lit cannot be returned.",
  "Orders placed by 17 December 2026 at 12:00 arrive before Christmas.",
  "Codes come from fernhill.example/proof, questions go to help@fernhill.example.",
  "Dry it with two or three tennis balls. The code WELCOME10 takes 10 % off.",
].join("\n");

function source(more: Partial<Source> = {}): Source {
  return {
    sourceId: "s1",
    documentId: "refunds",
    title: "Refunds",
    section: null,
    text: REFUNDS,
    effectiveFrom: "2026-01-01T00:00:00.000Z",
    effectiveUntil: null,
    owner: "Mara Voss",
    audience: "public",
    url: null,
    score: 0.9,
    ...more,
  };
}

function context(
  text: string,
  more: Partial<GuardrailContext> = {},
): GuardrailContext {
  const cited = more.cited ?? [source()];
  return {
    sentence: {
      text,
      status: "cited",
      sourceIds: cited.map(({ sourceId }) => sourceId),
      templateId: null,
      findings: [],
    },
    cited,
    destination: "public",
    ticketText:
      "My order FH-88190 of 12 November cost € 129.00 and came 9 days ago. I want my money by Friday, and a credit of € 500.",
    templateText: null,
    settings: { disabled: [], commitments: [] },
    bannedPhrases: ["rest assured", "As per our policy"],
    toneLimits: {
      exclamationMarks: 1,
      emoji: 0,
      wordsInCapitals: 0,
      words: 12,
    },
    customerLanguage: "en",
    now: "2026-11-24T12:00:00.000Z",
    ...more,
  };
}

/** Which guardrails object. */
function objections(given: GuardrailContext): string[] {
  return [...new Set(checkSentence(given).map(({ guardrail }) => guardrail))];
}

type Row = [name: string, text: string, trips: boolean];

function table(id: string, rows: Row[], more: Partial<GuardrailContext> = {}) {
  describe(id, () => {
    it.each(rows)("%s", (_, text, trips) => {
      expect(objections(context(text, more)).includes(id)).toBe(trips);
    });
  });
}

table("numbers-in-sources", [
  [
    "the source's own figure passes",
    "We refund you within 5 working days.",
    false,
  ],
  ["a changed figure does not", "We refund you within 6 working days.", true],
  [
    "the same figure of another unit does not",
    "We refund you within 5 weeks.",
    true,
  ],
  ["working days are not days", "We refund you within 5 days.", true],
  ["a figure in words passes", "Use 2 or 3 tennis balls.", false],
  ["a figure in words that differs does not", "Use four tennis balls.", true],
  ["an amount passes", "Delivery costs € 4.90.", false],
  ["an amount in other spelling passes", "Delivery costs 4,90 €.", false],
  ["another amount does not", "Delivery costs € 5.90.", true],
  ["an amount of the ticket passes", "You paid € 129.00.", false],
  ["a date passes", "Order by 17 December 2026 at 12:00.", false],
  ["a date in another order passes", "Order by December 17.", false],
  ["another date does not", "Order by 19 December 2026 at 12:00.", true],
  ["another month does not", "Order by 17 January.", true],
  ["a per cent passes", "It takes 10% off.", false],
  ["another per cent does not", "It takes 15 % off.", true],
  [
    "a day that only the customer named does not",
    "You have your money by Friday.",
    true,
  ],
  ["a placeholder is no number", "Hi ⟦NAME_1⟧, delivery is free.", false],
  ["a number of something else does not", "Dry € 60 tennis balls.", true],
  ["a number of more letters is another", "Use 2d or 3d tennis balls.", true],
  ["a time without a figure does not", "Delivery takes a fortnight.", true],
  ["nor one with the article", "Delivery takes within the hour.", true],
  ["nor a vague one", "Delivery takes a couple of days.", true],
  ["a time that only the customer named does not", "It takes 9 days.", true],
  ["how long ago it was passes", "It came 9 days ago.", false],
  ["digits of another script are digits", "Delivery costs € ٧.", true],
  ["and may be the source's", "We refund you within ５ working days.", false],
]);

table("urls-in-sources", [
  [
    "the source's address passes",
    "Codes come from fernhill.example/proof.",
    false,
  ],
  ["another host does not", "See fernhi11.example/proof.", true],
  ["another path does not", "See https://fernhill.example/gift.", true],
  ["the source's mail passes", "Write to help@fernhill.example.", false],
  ["a sentence without an address passes", "Write to us, e.g. today.", false],
  ["any ending is an address", "See fernhill.top.", true],
  ["a host that ends in the source's does not", "See ill.example/proof.", true],
  ["a host that goes on after it does not", "See fernhill.example.org.", true],
  ["a path cut short does not", "See fernhill.example/pro.", true],
  ["any scheme is an address", "Open hxxp://codes or javascript:run.", true],
  ["an address without its scheme is one", "Open //codes.", true],
  ["an IP address is one", "Open 203.0.113.7.", true],
  ["one that is spelled out is one", "See codes dot example.", true],
  ["one in brackets is one", "See codes[.]example.", true],
  ["what cannot be seen hides none", "See fern\u200bhill.t\u200bop.", true],
  ["a colon is no scheme", "Remember: codes take 10 % off.", false],
]);

table("ids-in-sources", [
  ["the ticket's order number passes", "Your order FH-88190 is here.", false],
  ["another one does not", "Your order FH-88191 is here.", true],
  ["a code of the source passes", "The code WELCOME10 works.", false],
  ["a long number from nowhere does not", "Your case is 7441023.", true],
  ["a count is no id", "Use a 14-day window and 20kg.", false],
  ["a part of the ticket's number does not", "Your order is H-88190.", true],
]);

table("names-in-sources", [
  ["a name from nowhere does not", "We refund Ximena Zubiria.", true],
  ["a name of the source passes", "Order before Christmas.", false],
  ["the first word is no name", "Dry it with tennis balls.", false],
  ["nor is the first after a full stop", "Dry it. Use tennis balls.", false],
  ["a placeholder is no name", "We refund you, ⟦NAME_1⟧.", false],
]);
table(
  "names-in-sources",
  [
    [
      "German nouns have capitals, too",
      "Wir erstatten den Betrag auf das Konto.",
      false,
    ],
  ],
  {
    cited: [
      source({
        text: "Sobald das Paket im Lager ist, zahlen wir den Preis auf die Karte zurück.",
      }),
    ],
  },
);

describe("a claim over several sources", () => {
  const cited = [
    source({ sourceId: "s1", text: "A transfer takes a few days." }),
    source({ sourceId: "s2", text: "You can expect a letter from the bank." }),
  ];
  it.each<[string, string, boolean]>([
    [
      "a word of each does not make a promise",
      "Expect a transfer from us.",
      true,
    ],
    [
      "each part may have its own",
      "It takes a few days, and you can expect a letter.",
      false,
    ],
  ])("%s", (_, text, trips) => {
    expect(objections(context(text, { cited })).length > 0).toBe(trips);
  });

  it("is not made of more sources than a reader compares", () => {
    const text = "It takes a few days, and you can expect a letter.";
    const four = [1, 2, 3, 4].map((n) => source({ sourceId: `s${n}` }));
    expect(objections(context(text, { cited: four }))).toContain(
      "matches-source",
    );
  });
});

table("added-claims", [
  [
    "the source's words in another order pass",
    "We refund you once your parcel has reached our warehouse.",
    false,
  ],
  [
    "words behind a whole sentence do not",
    "A stove that has been lit cannot be returned somehow.",
    true,
  ],
  [
    "nor words in the middle of one",
    "A stove that has been lit somehow cannot be returned.",
    true,
  ],
  [
    "nor words in front of one",
    "Somehow a stove that has been lit cannot be returned.",
    true,
  ],
  [
    "nor words that begin where it ends",
    "A stove that has been lit cannot be returnedsomehow.",
    true,
  ],
  [
    "an answer in front of it passes",
    "Yes, a stove that has been lit cannot be returned.",
    false,
  ],
  [
    "two whole sentences pass",
    "A stove that has been lit cannot be returned, and delivery costs € 4.90, and is free from € 60.",
    false,
  ],
  [
    "nor one in brackets",
    "A stove that has been lit cannot be returned (anything goes).",
    true,
  ],
  [
    "nor one in front of a colon",
    "Anything goes at last: a stove that has been lit cannot be returned.",
    true,
  ],
  ["a deed that nobody knows of does not", "The stove has been burned.", true],
  ["a deed that the source has passes", "A stove has been lit.", false],
  [
    "an ending of its own does not",
    "A stove that has been lit cannot be returned splendid treasure",
    true,
  ],
]);

table("personal-claims", [
  ["what the source says that we do passes", "We refund you.", false],
  ["what only another place says does not", "We dry the parcel.", true],
  ["a promise behind a rule does not", "Dry it and we pay for it.", true],
  ["nor one to the customer", "Delivery costs are sent to you.", true],
  ["nor from us", "Expect a code from us.", true],
  ["the country is not us", "Delivery in the US costs € 4.90.", false],
  ["a rule about things passes", "Delivery costs € 4.90.", false],
]);

table("asks-for-secrets", [
  ["a password does not pass", "Reply with your password.", true],
  ["nor a code", "Please send us your security code.", true],
  ["nor a card's number", "We need the card number.", true],
  ["nor a file to open", "Open the attachment.", true],
  ["a booking code passes", "Tell us your booking code.", false],
  ["a warning passes", "Never send us your password.", false],
]);
table(
  "asks-for-secrets",
  [["what a source asks for passes", "Give us the card number.", false]],
  { cited: [source({ text: "To pay, give the card number." })] },
);

table("disguised-words", [
  ["a word of one alphabet passes", "We refund you.", false],
  ["of two does not", "We r\u0435fund you.", true],
  ["of another than the sources' does not", "Всё your money.", true],
  ["letter by letter does not", "We r e f u n d you.", true],
  ["a short form passes", "Dry it, e.g. at home.", false],
  ["a placeholder passes", "Hi ⟦NAME_1⟧, delivery is free.", false],
]);

table("matches-source", [
  [
    "word for word passes",
    "A stove that has been lit cannot be returned.",
    false,
  ],
  [
    "a close rewording passes",
    "We refund you once the parcel has reached our warehouse.",
    false,
  ],
  [
    "more than the source says does not",
    "Our friendly drivers carry heavy sofas upstairs.",
    true,
  ],
]);

table("polarity", [
  [
    "the rule as it is passes",
    "A stove that has been lit cannot be returned.",
    false,
  ],
  [
    "the rule turned around does not",
    "A stove that has been lit can be returned.",
    true,
  ],
  [
    "an added not does not",
    "We do not refund you once your parcel has reached our warehouse.",
    true,
  ],
]);

table("commitments", [
  [
    "what the source promises passes",
    "We refund you within 5 working days.",
    false,
  ],
  [
    "a promise that no source makes does not",
    "We will send you a replacement.",
    true,
  ],
  [
    "what the customer asks for justifies nothing",
    "We will give you a credit.",
    true,
  ],
  [
    "a deadline that no source sets does not",
    "You will hear from us by Monday.",
    true,
  ],
  ["a guarantee does not", "We guarantee that it arrives.", true],
  ["a credit card is no credit", "You can pay by credit card.", false],
  ["a question promises nothing", "Would you like a replacement?", false],
  [
    "a gift that no source makes does not, whoever binds himself",
    "The next order is an exception.",
    true,
  ],
  ["what the source gives for nothing passes", "Delivery is free.", false],
  ["feeling free is no gift", "Feel free to dry it.", false],
  ["what is to come does not", "Expect the stove.", true],
  ["what was decided does not", "The stove is agreed.", true],
  ["more than the rule's part does not", "All stoves can be returned.", true],
  ["money by another name does not", "The cash is with the bank.", true],
  ["in another language neither", "Delivery is kostenlos.", true],
]);

const LONG =
  "A stove that has never been lit can be returned within 30 days, its pump was made by a company that does not ship abroad, and its box is not needed. If a parcel does not arrive, we search for it.";
table(
  "polarity",
  [
    [
      'a "not" about something else in a long sentence',
      "A stove can be returned within 30 days.",
      false,
    ],
    [
      'a "not" added beside another "not" of the source',
      "A stove cannot be returned within 30 days.",
      true,
    ],
    [
      'an added "not" with nothing behind it',
      "It is not. The box is needed for a stove.",
      true,
    ],
    ['a "not" lost', "The company does ship abroad.", true],
    [
      'the same "not" in other words',
      "Abroad, that company will never ship.",
      false,
    ],
    [
      "a condition of the source is no denial",
      "We search for the parcel, it will arrive.",
      false,
    ],
    [
      "a condition turned around",
      "If a parcel does arrive, we search for it.",
      true,
    ],
    ["a question", "Has the stove not been lit?", false],
    [
      "an answer's own no",
      "No, a stove can be returned within 30 days.",
      false,
    ],
    ["a value", "Stove box: none", false],
  ],
  { cited: [source({ text: LONG })] },
);

table("numbers-in-sources", [
  ["a line's own number", "2. Delivery costs € 4.90.", false],
  ["half of a range", "Delivery costs € 4.90 for 7-60 parcels.", true],
  ["a question about today", "How can I help you today?", false],
  ["today in an answer", "It will reach you today.", true],
]);
table(
  "numbers-in-sources",
  [
    ["a day, written otherwise", "You ordered on 23 May 2026.", false],
    ["another day", "You ordered on 24 May 2026.", true],
    [
      "a sum that the ticket has without its currency",
      "You paid $1,129.",
      false,
    ],
    ["a short sum may be a count of something else", "You paid $12.", true],
    ["a time without its seconds", "It leaves at 14:05.", true],
    ["a time with the seconds left out", "It leaves at 14:00.", false],
  ],
  {
    ticketText: '{"date":"2026-05-23","paid":1129,"items":12,"at":"14:00:00"}',
  },
);

describe("commitments of the pack", () => {
  const settings = {
    disabled: [],
    commitments: [
      {
        commitmentId: "refund",
        words: ["refund", "money back"],
        documents: ["refunds"],
        limit: "Never more than € 200.",
      },
    ],
  };
  it.each<[string, string, Source[], boolean]>([
    [
      "the document that may, does",
      "We refund you within 5 working days.",
      [source()],
      false,
    ],
    [
      "another document may not",
      "We will refund you.",
      [source({ documentId: "news", text: "We refund all." })],
      true,
    ],
    ["nobody cited, nobody may", "We will refund you.", [], true],
    [
      "more than the limit is said",
      "We refund up to € 300.",
      [source({ text: "We refund up to € 300." })],
      true,
    ],
  ])("%s", (_, text, cited, trips) => {
    expect(
      objections(context(text, { cited, settings })).includes("commitments"),
    ).toBe(trips);
  });

  it("leaves approved templates alone", () => {
    const text = "We will refund you by Monday.";
    const given = context(text, { cited: [], settings, templateText: text });
    expect(
      objections({
        ...given,
        sentence: { ...given.sentence, templateId: "t", sourceIds: [] },
      }),
    ).not.toContain("commitments");
  });
});

const ELSEWHERE =
  "Call +49 30 1234567, write to dana@post.example or pay to DE89 3704 0044 0532 0130 00. Your card was 4111-1111-1111-1111.";
table("other-customers-data", [
  ["a mail of the source passes", "Write to help@fernhill.example.", false],
  ["a mail from nowhere does not", "Write to help@fernhill.com.", true],
  ["a phone from nowhere does not", "Call +49 30 7654321.", true],
  ["a national phone from nowhere does not", "Call 212-555-0142.", true],
  ["a card from nowhere does not", "We refund 4111 1111 1111 1111.", true],
  [
    "a bank account from nowhere does not",
    "We pay to DE89 3704 0044 0532 0130 00.",
    true,
  ],
  ["a placeholder of this ticket passes", "We wrote to ⟦EMAIL_1⟧.", false],
  [
    "an amount, a date, a duration pass",
    "€ 129.00, 12 November, 5 days.",
    false,
  ],
]);
table(
  "other-customers-data",
  [
    ["a phone of the ticket passes", "We call +49 30 1234567.", false],
    ["in another spelling, too", "We call +49 (30) 123-4567.", false],
    [
      "a phone with one digit changed does not",
      "We call +49 30 1234568.",
      true,
    ],
    ["a mail of the ticket passes", "We wrote to Dana@post.example.", false],
    ["another mail does not", "We wrote to dane@post.example.", true],
    ["a card of the ticket passes", "Card 4111 1111 1111 1111.", false],
    ["another card does not", "Card 5500 0000 0000 0004.", true],
    ["a bank account passes", "To DE89370400440532013000.", false],
    ["another bank account does not", "To GB82 WEST 1234 5698 7654 32.", true],
  ],
  { ticketText: ELSEWHERE, cited: [] },
);
table(
  "other-customers-data",
  [["what only an internal source has", "Call +49 30 1234567.", true]],
  { cited: [source({ text: ELSEWHERE, audience: "internal" })] },
);

describe("another customer's number", () => {
  it.each([
    ["Write to help@fernhill.com."],
    ["Call +49 30 7654321."],
    ["Your card is 4111 1111 1111 1111."],
    ["We pay to DE89 3704 0044 0532 0130 00."],
  ])("is said in one line: %s", (text) => {
    const said = checkSentence(
      context(text, {
        cited: [],
        sentence: {
          text,
          status: "courtesy",
          sourceIds: [],
          templateId: null,
          findings: [],
        },
      }),
    );
    expect(said.map(({ guardrail }) => guardrail)).toEqual([
      "other-customers-data",
    ]);
    expect(text).toContain(said[0]?.quote);
  });

  it("is an order's in ids-in-sources", () => {
    expect(objections(context("Your order FH-90001 is here."))).toContain(
      "ids-in-sources",
    );
  });
});

const GERMAN = "Wir erstatten Ihnen den Betrag, wenn das Paket bei uns ist.";
const ENGLISH = "We refund you when the parcel is at our warehouse.";
describe("wrong-language", () => {
  it.each<[string, string, string | null, boolean]>([
    ["their own passes", ENGLISH, "en", false],
    ["their own, with a region, passes", ENGLISH, "en-GB", false],
    ["another does not", GERMAN, "en", true],
    ["the other way round, too", ENGLISH, "de", true],
    ["of a language in another script, too", ENGLISH, "ja", true],
    ["another script does not", "お客様のご注文は発送されました。", "en", true],
    [
      "Han characters alone may be Japanese",
      "返金可能。返送料無料。",
      "ja",
      false,
    ],
    [
      "a script of several languages passes",
      "Мы вернём вам деньги.",
      "und-Cyrl",
      false,
    ],
    [
      "another script of several does not",
      "Мы вернём вам деньги.",
      "und-Arab",
      true,
    ],
    ["a customer whose language is not told", GERMAN, null, false],
    ["a few words are no language", "Gruß, das Team", "en", false],
    [
      "a name and a number are none",
      "Fernhill Alpin GmbH, FH-88190",
      "de",
      false,
    ],
  ])("%s", (_, text, customerLanguage, trips) => {
    expect(
      objections(context(text, { customerLanguage })).includes(
        "wrong-language",
      ),
    ).toBe(trips);
  });

  it("does not read notes to colleagues", () => {
    expect(
      objections(context(GERMAN, { destination: "internal" })),
    ).not.toContain("wrong-language");
  });
});

table("tone", [
  ["a plain sentence passes", "Delivery is free.", false],
  ["one exclamation mark is allowed", "Delivery is free!", false],
  ["two are not", "Delivery is free!!", true],
  ["an emoji is not", "Delivery is free 🙂", true],
  ["a word in capitals is not", "Delivery is FREE.", true],
  ["an abbreviation is none", "DHL brings it, and a PDF.", false],
  ["a code is none", "The code WELCOME10 works.", false],
  ["twelve words pass", "a b c d e f g h i j k l", false],
  ["thirteen do not", "a b c d e f g h i j k l m", true],
]);

describe("tone", () => {
  it("lets the source's own capitals and approved templates pass", () => {
    const cited = [source({ text: "Send it to our DEPOT." })];
    expect(objections(context("Send it to our DEPOT.", { cited }))).toEqual([]);
    const text = "Thank you!! 🙂";
    expect(objections(context(text, { templateText: text }))).not.toContain(
      "tone",
    );
  });

  it("has no limits where the pack sets none", () => {
    expect(
      objections(context("FREE!!! 🙂🙂", { toneLimits: {} })),
    ).not.toContain("tone");
  });
});

table("banned-phrases", [
  ["in any spelling and spacing", "REST  ASSURED, it is free.", true],
  ["with punctuation inside", "As per our policy: it is free.", true],
  ["not inside other words", "The rest assuredly is free.", false],
]);

describe("source-in-force", () => {
  const expired = source({ effectiveUntil: "2026-11-24T12:00:00.000Z" });
  const future = source({ effectiveFrom: "2026-11-24T12:01:00.000Z" });
  const internal = source({ audience: "internal" });
  it.each<[string, Partial<GuardrailContext>, boolean]>([
    ["in force today passes", {}, false],
    ["expired this minute does not", { cited: [expired] }, true],
    ["in force from the next minute does not", { cited: [future] }, true],
    ["internal in a reply does not", { cited: [internal] }, true],
    [
      "internal in a brief passes",
      { cited: [internal], destination: "internal" },
      false,
    ],
  ])("%s", (_, more, trips) => {
    const text = "A stove that has been lit cannot be returned.";
    expect(objections(context(text, more)).includes("source-in-force")).toBe(
      trips,
    );
  });
});

describe("all guardrails", () => {
  it("can be switched off by their id", () => {
    const text = "Rest assured, we will send a replacement within 9 days.";
    const disabled = guardrails.map(({ id }) => id);
    expect(
      checkSentence(context(text, { settings: { disabled, commitments: [] } })),
    ).toEqual([]);
  });

  it("quote words that stand in the sentence", () => {
    const text = "Rest assured: € 7 and FH-1 at evil.example by Sunday.";
    const findings = checkSentence(context(text));
    expect(findings.length).toBeGreaterThan(3);
    for (const { quote } of findings)
      expect(text.toLowerCase()).toContain(quote.toLowerCase());
  });

  it("say in one sentence why a reader should care", () => {
    for (const { because, needs } of guardrails) {
      expect(because).toMatch(/^[A-Z].*\.$/);
      expect(needs).toContain("sentence");
    }
  });

  /** A pattern that backtracks without end would not come back within the test's time. */
  it("come back from a hostile text", () => {
    const pieces = ["a", "1", "a.", "a-", "1,", "⟦", "we will ", "@a."];
    for (const piece of pieces)
      expect(
        checkSentence(
          context(piece.repeat(4000), { ticketText: piece.repeat(50_000) }),
        ),
      ).toBeInstanceOf(Array);
  });
});
