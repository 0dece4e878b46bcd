import { describe, expect, it } from "vitest";
import { mayInsert, type Part } from "../../src/domain/may-insert.ts";
import type {
  Answer,
  Destination,
  Draft,
  Suggestion,
} from "../../src/domain/suggestion.ts";
import type { RiskTier } from "../../src/domain/risk-tier.ts";
import { suggestionFor } from "../background/stub-backend.ts";

const TICKET = {
  helpdesk: "zendesk",
  accountKey: "acme",
  ticketId: "1",
  messages: [],
} as never;
const FINDING = {
  guardrail: "promised-date",
  message: 'Promises a day: "Friday"',
  quote: "Friday",
};
const draft = (destination: Destination, findings = false): Draft => ({
  destination,
  paragraphs: [
    [
      {
        text: "It arrives on Friday.",
        status: findings ? "flagged" : "cited",
        sourceIds: [],
        templateId: null,
        findings: findings ? [FINDING] : [],
      },
    ],
  ],
});
const reply = (
  destination: Destination = "public",
  findings = false,
): Answer => ({ kind: "draft", draft: draft(destination, findings) });
const brief = (
  acknowledgement: Draft | null,
  destination: Destination = "internal",
): Answer => ({ kind: "brief", brief: draft(destination), acknowledgement });
const ABSTENTION: Answer = {
  kind: "abstention",
  abstention: {
    missing: "knowledge",
    message: "",
    missingFields: [],
    closest: null,
  },
};
const of = (answer: Answer, risk: RiskTier): Suggestion =>
  suggestionFor("x", TICKET, { answer, risk });

describe("what may go into a composer", () => {
  it.each<[string, Suggestion, Part, string[], boolean, true | string]>([
    ["low: a reply", of(reply(), "low"), "reply", [], false, true],
    [
      "low: a finding not ticked",
      of(reply("public", true), "low"),
      "reply",
      [],
      false,
      "findings_open",
    ],
    ["medium: no findings", of(reply(), "medium"), "reply", [], false, true],
    [
      "medium: a finding not ticked",
      of(reply("public", true), "medium"),
      "reply",
      [],
      false,
      "findings_open",
    ],
    [
      "medium: another finding ticked",
      of(reply("public", true), "medium"),
      "reply",
      ["promised-date:Monday"],
      false,
      "findings_open",
    ],
    [
      "medium: the finding ticked",
      of(reply("public", true), "medium"),
      "reply",
      ["promised-date:Friday"],
      false,
      true,
    ],
    [
      "high: no reply, even if the backend made one",
      of(reply(), "high"),
      "reply",
      [],
      false,
      "not_allowed",
    ],
    [
      "high: the brief, into a note",
      of(brief(null), "high"),
      "brief",
      [],
      false,
      true,
    ],
    [
      "high: the approved acknowledgement",
      of(brief(draft("public")), "high"),
      "acknowledgement",
      [],
      false,
      true,
    ],
    [
      "no acknowledgement",
      of(brief(null), "high"),
      "acknowledgement",
      [],
      false,
      "not_allowed",
    ],
    [
      "a brief marked public",
      of(brief(null, "public"), "high"),
      "brief",
      [],
      false,
      "not_allowed",
    ],
    [
      "a reply marked internal",
      of(reply("internal"), "low"),
      "reply",
      [],
      false,
      "not_allowed",
    ],
    [
      "a brief asked for as a reply",
      of(brief(draft("public")), "high"),
      "reply",
      [],
      false,
      "not_allowed",
    ],
    [
      "an abstention has no text",
      of(ABSTENTION, "low"),
      "reply",
      [],
      false,
      "not_allowed",
    ],
    ["superseded", of(reply(), "low"), "reply", [], true, "superseded"],
  ])("%s", (_name, suggestion, part, ticked, isSuperseded, expected) => {
    const permission = mayInsert(suggestion, part, ticked, isSuperseded);
    expect(permission.ok ? true : permission.reason).toBe(expected);
  });
});
