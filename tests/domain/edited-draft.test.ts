import { describe, expect, it } from "vitest";
import type { GuardOfPack } from "../../src/domain/delivered-pack.ts";
import { editedDraft } from "../../src/domain/edited-draft.ts";
import { recheck } from "../../src/domain/recheck.ts";
import {
  sentencesOf,
  textOf,
  type Draft,
  type Sentence,
  type Source,
} from "../../src/domain/suggestion.ts";

const sentence = (text: string, over: Partial<Sentence> = {}): Sentence => ({
  text,
  status: "courtesy",
  sourceIds: [],
  templateId: null,
  findings: [],
  ...over,
});
const SOURCE: Source = {
  sourceId: "s1",
  documentId: "returns",
  title: "Returns",
  section: null,
  text: "You may not return worn shoes. Refunds arrive within 5 working days.",
  effectiveFrom: null,
  effectiveUntil: null,
  owner: null,
  audience: "public",
  url: null,
  score: 1,
};
const DRAFT: Draft = {
  destination: "public",
  paragraphs: [
    [sentence("Hello Dana,")],
    [
      sentence("Refunds arrive within 5 working days.", {
        status: "cited",
        sourceIds: ["s1"],
      }),
      sentence("You may not return worn shoes.", {
        status: "cited",
        sourceIds: ["s1"],
      }),
    ],
    [
      sentence("It is there by Friday.", {
        status: "flagged",
        findings: [
          {
            guardrail: "numbers-in-sources",
            message: 'Promises a day: "Friday"',
            quote: "Friday",
          },
        ],
      }),
    ],
  ],
};
const TEXT = textOf(DRAFT);
const change = (from: string, to: string) => {
  expect(TEXT).toContain(from);
  return TEXT.replace(from, to);
};

describe("the draft in the agent's words", () => {
  it("is the draft itself when nothing was changed", () => {
    expect(editedDraft(DRAFT, TEXT)).toEqual(DRAFT);
  });

  it("keeps the marks of what was left alone and takes that of what was changed", () => {
    const edited = editedDraft(DRAFT, change("5 working", "3 working"));
    expect(
      sentencesOf(edited).map(({ text, sourceIds }) => [text, sourceIds]),
    ).toEqual([
      ["Hello Dana,", []],
      ["Refunds arrive within 3 working days.", []],
      ["You may not return worn shoes.", ["s1"]],
      ["It is there by Friday.", []],
    ]);
  });

  it("keeps lines that stand together together, and what was one sentence over two of them", () => {
    const closed: Draft = {
      ...DRAFT,
      paragraphs: [
        ...DRAFT.paragraphs,
        [
          sentence("Bring:\n- the parcel\n- the receipt", {
            status: "template",
            templateId: "bring",
          }),
        ],
        [sentence("Kind regards,\nNina")],
      ],
    };
    expect(editedDraft(closed, textOf(closed))).toEqual(closed);
    const edited = editedDraft(
      closed,
      `Hello Dana,\nthanks.\nRefunds arrive within 5 working days.\n \n${textOf(closed).split("\n\n").slice(3).join("\n\n")}`,
    );
    expect(edited.paragraphs.map((it) => it.map(({ text }) => text))).toEqual([
      ["Hello Dana,", "\nthanks.", "\nRefunds arrive within 5 working days."],
      ["Bring:\n- the parcel\n- the receipt"],
      ["Kind regards,\nNina"],
    ]);
    expect(sentencesOf(edited).map(({ status }) => status)).toEqual([
      "courtesy",
      "courtesy",
      "cited",
      "template",
      "courtesy",
    ]);
  });

  it.each([
    ["stays while its words do", "It is", "It should be", 1],
    ["goes with its words", "by Friday", "soon", 0],
  ])("a finding %s", (_name, from, to, count) => {
    const findings = sentencesOf(editedDraft(DRAFT, change(from, to))).flatMap(
      (it) => it.findings,
    );
    expect(findings).toHaveLength(count);
  });
});

describe("re-check of the agent's words", () => {
  const check = (text: string, guard: GuardOfPack | null = null) =>
    recheck(text, DRAFT, {
      sources: [SOURCE],
      ticketText: "My order is A-77120.",
      customerLanguage: "en",
      now: "2026-11-24T09:00:00.000Z",
      guard,
    }).map(({ guardrail, quote }) => [guardrail, quote]);

  it.each<[string, string, [string, string][]]>([
    ["nothing was changed", TEXT, []],
    ["only the greeting", change("Hello Dana", "Good morning Dana"), []],
    [
      "a number that no source holds",
      change("5 working", "3 working"),
      [["numbers-in-sources", "3 working days"]],
    ],
    [
      "a lost not",
      change("may not return", "may return"),
      [["polarity", "You may return worn shoes."]],
    ],
    [
      "an address that no source names",
      `${TEXT}\n\nSee https://evil.example/pay.`,
      [["urls-in-sources", "https://evil.example/pay"]],
    ],
    ["an id of the ticket", `${TEXT}\n\nYour order is A-77120.`, []],
    [
      "an id of nobody's",
      `${TEXT}\n\nYour order is A-99999.`,
      [["ids-in-sources", "A-99999"]],
    ],
  ])("%s", (_name, text, expected) => {
    expect(check(text)).toEqual(expected);
  });

  const PACK: GuardOfPack = {
    settings: {
      disabled: [],
      commitments: [
        {
          commitmentId: "goodwill",
          words: ["goodwill"],
          documents: ["goodwill"],
          limit: null,
        },
      ],
    },
    bannedPhrases: ["rest assured"],
    toneLimits: { exclamationMarks: 1 },
  };

  it.each<[string, string]>([
    ["numbers-in-sources", "It takes 9 days."],
    ["urls-in-sources", "See evil.example."],
    ["ids-in-sources", "Your order is A-99999."],
    ["polarity", "You may return worn shoes."],
    ["commitments", "We will send you a voucher."],
    ["asks-for-secrets", "Reply with your password."],
    ["disguised-words", "We r\u0435fund worn shoes."],
    ["banned-phrases", "Rest assured, worn shoes are worn."],
    ["other-customers-data", "Write to dana@post.example."],
    [
      "wrong-language",
      "Wir erstatten Ihnen den Betrag, wenn das Paket bei uns ist.",
    ],
    ["tone", "Refunds arrive!!"],
  ])("%s runs on them", (guardrail, text) => {
    expect(check(text, PACK).map(([id]) => id)).toContain(guardrail);
  });

  it("leaves to the backend what is about the sources that a sentence names: an agent's own names none", () => {
    const text = "Purple elephants arrive within 5 working days (hooray).";
    expect(check(text, PACK)).toEqual([]);
  });

  it("without a pack runs what needs none of it", () => {
    const text = "Rest assured, we will send you a voucher!! It takes 9 days.";
    expect(check(text).map(([id]) => id)).toEqual(["numbers-in-sources"]);
  });

  it("with the pack runs every guardrail but those it switches off", () => {
    const text = "Rest assured, worn shoes are worn!!";
    expect(check(text, PACK).map(([id]) => id)).toEqual([
      "banned-phrases",
      "tone",
    ]);
    const settings = { ...PACK.settings, disabled: ["tone"] };
    expect(check(text, { ...PACK, settings }).map(([id]) => id)).toEqual([
      "banned-phrases",
    ]);
  });
});
