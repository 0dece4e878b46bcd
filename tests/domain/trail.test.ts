import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { funnelOf, type FunnelRow } from "../../src/domain/funnel.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import {
  nextSignal,
  type Signal,
  type SignalContext,
} from "../../src/domain/signal.ts";
import {
  LEFT_TIMEOUT_MS,
  NO_SIGN_TIMEOUT_MS,
  outcomeOf,
  RULES,
} from "../../src/domain/outcome-rules.ts";
import {
  emptyTrail,
  FACTS,
  withFact,
  type Fact,
  type FactKind,
  type Trail,
} from "../../src/domain/trail.ts";

const DRAFT =
  "Hi Dana,\n\nRefunds go back to the card you paid with, within 5 working days of the parcel reaching us. Your bank can take up to 3 more days to show it.\n\nKind regards,\nNina";
const OTHER =
  "We have asked the courier where your parcel is and will write again tomorrow morning.";
const EDITED =
  "Hi Dana,\n\nRefunds go back to the card you paid with, within 5 working days of the parcel reaching us. I have just asked the warehouse to hurry.\n\nNina";

const START = Date.parse("2026-11-24T09:00:00.000Z");
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

const displayed: Fact = { kind: "displayed", at: at(1) };
const inserted: Fact = { kind: "inserted", at: at(10) };
const copied: Fact = { kind: "copied", at: at(10) };
const pasted: Fact = { kind: "pasted", at: at(12) };
const pressed: Fact = { kind: "send_pressed", at: at(30) };
const sent = (text: string, seconds = 31, messageId = "900"): Fact => ({
  kind: "replied",
  at: at(seconds),
  messageId,
  text,
  by: "me",
});
const byColleague = (text: string, seconds = 31): Fact => ({
  kind: "replied",
  at: at(seconds),
  messageId: "901",
  text,
  by: "colleague",
});
const rejected: Fact = {
  kind: "rejected",
  at: at(20),
  reason: "wrong_fact",
  note: null,
};
const withdrawn: Fact = { kind: "rejection_withdrawn", at: at(22) };
const left: Fact = { kind: "left", at: at(40) };
const returned: Fact = { kind: "returned", at: at(60) };
const customerWrote = (seconds: number): Fact => ({
  kind: "customer_wrote",
  at: at(seconds),
  messageId: "950",
});
const regenerated: Fact = { kind: "regenerated", at: at(15) };

const trailOf = (facts: Fact[]): Trail =>
  facts.reduce(withFact, emptyTrail("s1", DRAFT, at(0)));
const SOON = at(120);
const afterLeaving = (ms: number) =>
  new Date(Date.parse(at(40)) + ms).toISOString();
const afterDisplay = (ms: number) =>
  new Date(Date.parse(at(1)) + ms).toISOString();

const accepted: Outcome = { kind: "accepted", retained: 1, agentShare: 0 };
const pending: Outcome = { kind: "pending" };
const ignored = (
  because: (Outcome & { kind: "ignored" })["because"],
): Outcome => ({ kind: "ignored", because });
const said: Outcome = { kind: "rejected", reason: "wrong_fact", note: null };
const superseded = (by: "newer_message" | "regeneration"): Outcome => ({
  kind: "superseded",
  by,
});

describe("outcome of a suggestion", () => {
  it.each<[string, Fact[], string, Outcome]>([
    ["shown and nothing more yet: pending", [displayed], SOON, pending],
    [
      "inserted and not sent: pending, an insert is not an acceptance",
      [displayed, inserted],
      SOON,
      pending,
    ],
    [
      "send pressed but not confirmed: pending",
      [displayed, inserted, pressed],
      SOON,
      pending,
    ],
    [
      "inserted and sent as it was",
      [displayed, inserted, pressed, sent(DRAFT)],
      SOON,
      accepted,
    ],
    [
      "sent with another greeting and signature: still unchanged",
      [
        displayed,
        inserted,
        sent(
          DRAFT.replace("Hi Dana,", "Dear Dana,").replace(
            "Nina",
            "Nina Berg\nHeed Shop",
          ),
        ),
      ],
      SOON,
      accepted,
    ],
    [
      "copied, pasted, sent",
      [displayed, copied, pasted, sent(DRAFT)],
      SOON,
      accepted,
    ],
    ["typed the same words", [displayed, pressed, sent(DRAFT)], SOON, accepted],
    ["sent from another computer", [displayed, sent(DRAFT)], SOON, accepted],
    [
      "a colleague sent the same words",
      [displayed, byColleague(DRAFT)],
      SOON,
      accepted,
    ],
    [
      "rejected, then sent anyway: what was sent counts",
      [displayed, rejected, sent(DRAFT)],
      SOON,
      accepted,
    ],
    ["rejected", [displayed, rejected], SOON, said],
    [
      "rejected and another reply sent",
      [displayed, rejected, sent(OTHER)],
      SOON,
      said,
    ],
    [
      "rejected and taken back",
      [displayed, rejected, withdrawn],
      SOON,
      pending,
    ],
    [
      "rejected, and the customer wrote again: the no stands",
      [displayed, rejected, customerWrote(50)],
      SOON,
      said,
    ],
    [
      "shown, another reply sent",
      [displayed, sent(OTHER)],
      SOON,
      ignored("sent_something_else"),
    ],
    [
      "inserted, cleared, another reply sent",
      [displayed, inserted, sent(OTHER)],
      SOON,
      ignored("sent_something_else"),
    ],
    [
      "a colleague answered otherwise",
      [displayed, byColleague(OTHER)],
      SOON,
      ignored("colleague_replied"),
    ],
    [
      "the customer wrote again first",
      [displayed, customerWrote(20)],
      SOON,
      superseded("newer_message"),
    ],
    [
      "the customer wrote again, then another reply: the draft was out of date, not ignored",
      [displayed, customerWrote(20), sent(OTHER)],
      SOON,
      superseded("newer_message"),
    ],
    [
      "another reply, then the customer wrote again: ignored",
      [displayed, sent(OTHER, 31), customerWrote(60)],
      SOON,
      ignored("sent_something_else"),
    ],
    [
      "the customer wrote again and the draft was sent all the same",
      [displayed, customerWrote(20), sent(DRAFT)],
      SOON,
      accepted,
    ],
    [
      "another draft asked for",
      [displayed, regenerated],
      SOON,
      superseded("regeneration"),
    ],
    [
      "another draft asked for, the first one sent",
      [displayed, inserted, regenerated, sent(DRAFT)],
      SOON,
      accepted,
    ],
    [
      "left, and the time not up",
      [displayed, left],
      afterLeaving(LEFT_TIMEOUT_MS - 1),
      pending,
    ],
    [
      "left, and the time up",
      [displayed, left],
      afterLeaving(LEFT_TIMEOUT_MS),
      ignored("left"),
    ],
    [
      "left and come back to",
      [displayed, left, returned],
      afterLeaving(LEFT_TIMEOUT_MS),
      pending,
    ],
    [
      "left, and sent late from elsewhere",
      [displayed, left, sent(DRAFT, 90_000)],
      at(100_000),
      accepted,
    ],
    [
      "browser closed, the time not up",
      [displayed],
      afterDisplay(NO_SIGN_TIMEOUT_MS - 1),
      pending,
    ],
    [
      "browser closed, the time up",
      [displayed],
      afterDisplay(NO_SIGN_TIMEOUT_MS),
      ignored("no_sign_of_life"),
    ],
    [
      "never shown: no outcome, whatever was sent",
      [sent(OTHER)],
      at(1_000_000),
      pending,
    ],
    [
      "a reply from before the draft says nothing about it",
      [displayed, sent(OTHER, -60)],
      SOON,
      pending,
    ],
    [
      "one moment please, then the draft: the closest reply counts",
      [
        displayed,
        sent("One moment please, I am looking.", 20, "899"),
        sent(DRAFT, 300),
      ],
      at(400),
      accepted,
    ],
  ])("%s", (_name, facts, now, expected) => {
    expect(outcomeOf(trailOf(facts), now)).toEqual(expected);
  });

  it("says how much of an edited draft was kept and how much the agent wrote", () => {
    const outcome = outcomeOf(
      trailOf([displayed, inserted, sent(EDITED)]),
      SOON,
    );
    expect(outcome.kind).toBe("edited");
    if (outcome.kind !== "edited") return;
    expect(outcome.retained).toBeGreaterThan(0.5);
    expect(outcome.retained).toBeLessThan(0.8);
    expect(outcome.agentShare).toBeGreaterThan(0.1);
    expect(outcome.agentShare).toBeLessThan(0.5);
  });
});

/** Any fact, with times and texts that collide often enough to meet every rule. */
const anyFact: fc.Arbitrary<Fact> = fc
  .tuple(
    fc.constantFrom<FactKind>(...(Object.keys(FACTS) as FactKind[])),
    fc.integer({ min: -5, max: 60 }),
    fc.constantFrom(DRAFT, EDITED, OTHER, ""),
    fc.constantFrom("900", "901", "902"),
    fc.constantFrom<"me" | "colleague">("me", "colleague"),
    fc.constantFrom<"tone" | "wrong_fact">("tone", "wrong_fact"),
  )
  .map(([kind, seconds, text, messageId, by, reason]): Fact => {
    if (kind === "replied")
      return { kind, at: at(seconds), messageId, text, by };
    if (kind === "rejected")
      return { kind, at: at(seconds), reason, note: text === "" ? null : text };
    if (kind === "customer_wrote") return { kind, at: at(seconds), messageId };
    if (kind === "intent_chosen")
      return { kind, at: at(seconds), intentId: reason };
    if (kind === "source_flagged")
      return {
        kind,
        at: at(seconds),
        sourceId: messageId,
        documentId: "returns",
        title: "Returns",
        owner: null,
        problem: text === "" ? null : "wrong",
        note: null,
      };
    if (kind === "field_corrected")
      return {
        kind,
        at: at(seconds),
        fieldId: reason,
        from: null,
        value: messageId,
      };
    if (kind === "edit_classed")
      return {
        kind,
        at: at(seconds),
        editClass: reason === "tone" ? "tone" : null,
      };
    return { kind, at: at(seconds) };
  });
const anyNow = fc.constantFrom(
  at(61),
  at(60 + LEFT_TIMEOUT_MS / 1000),
  at(61 + NO_SIGN_TIMEOUT_MS / 1000),
);

const CONTEXT: SignalContext = {
  ticket: { helpdesk: "zendesk", accountKey: "acme", ticketId: "1" },
  lastMessageId: "800",
  releaseNumber: 1,
  intentId: "refund_status",
  agentId: "7",
  extensionVersion: "0.1.0",
  contractVersion: 1,
};

describe("any order of events", () => {
  it("gives one outcome: order and repetition of facts do not matter", () => {
    fc.assert(
      fc.property(
        fc.array(anyFact, { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        anyNow,
        (facts, numbers, now) => {
          const shuffled = facts
            .concat(facts.slice(0, 3))
            .map((fact) => ({ fact, key: numbers.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ fact }) => fact);
          expect(trailOf(shuffled)).toEqual(trailOf(facts));
          expect(outcomeOf(trailOf(shuffled), now)).toEqual(
            outcomeOf(trailOf(facts), now),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("reaches every rule of the table", () => {
    const reached = new Set<string>();
    const facts: Fact[][] = [
      [displayed, sent(DRAFT)],
      [displayed, inserted, sent(EDITED)],
      [displayed, rejected],
      [displayed, sent(OTHER)],
      [displayed, customerWrote(20)],
      [displayed, regenerated],
      [displayed, left],
      [displayed],
    ];
    for (const some of facts)
      for (const rule of RULES) {
        const trail = trailOf(some);
        const reply = trail.replies[0] ?? null;
        const used =
          reply && reply.text !== OTHER
            ? {
                reply,
                same: reply.text === DRAFT,
                retained: 0.6,
                agentShare: 0.2,
                route: "typed" as const,
              }
            : null;
        if (
          rule.settle({
            trail,
            used,
            other: used ? null : reply,
            now: at(200_000),
          })
        )
          reached.add(rule.ruleId);
      }
    expect([...reached].sort()).toEqual(
      RULES.map(({ ruleId }) => ruleId).sort(),
    );
  });

  it("ends, signal by signal, in the outcome of all the facts, numbered without a gap", () => {
    fc.assert(
      fc.property(
        fc.array(anyFact, { maxLength: 12 }),
        anyNow,
        (facts, now) => {
          const log: Signal[] = [];
          let trail = emptyTrail("s1", DRAFT, at(0));
          for (const fact of [...facts, null]) {
            if (fact) trail = withFact(trail, fact);
            const signal = nextSignal(
              trail,
              CONTEXT,
              log.at(-1) ?? null,
              now,
              (text) => text,
            );
            if (signal) log.push(signal);
          }
          expect(log.map(({ revision }) => revision)).toEqual(
            log.map((_signal, index) => index + 1),
          );
          if (log.length > 0)
            expect(log.at(-1)?.outcome).toEqual(outcomeOf(trail, now));
          expect(
            nextSignal(trail, CONTEXT, log.at(-1) ?? null, now, (text) => text),
          ).toBeNull();
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("the agent's word on the intent", () => {
  const signalAfter = (facts: Fact[], previous: Signal | null = null) =>
    nextSignal(
      facts.reduce(withFact, emptyTrail("s1", DRAFT, at(0))),
      CONTEXT,
      previous,
      at(50),
      (text) => text,
    );
  const shown: Fact = { kind: "displayed", at: at(1) };
  const chosen = (seconds: number, intentId: string): Fact => ({
    kind: "intent_chosen",
    at: at(seconds),
    intentId,
  });

  it("is missing until it is said, and then makes a signal of its own that leaves the outcome alone", () => {
    const first = signalAfter([shown]);
    expect(first).not.toHaveProperty("intentChoice");
    const second = signalAfter([shown, chosen(2, "refund_status")], first);
    expect(second).toMatchObject({
      revision: 2,
      intentChoice: { intentId: "refund_status" },
      outcome: { kind: "pending" },
    });
  });

  it.each([
    ["as said", [chosen(2, "a"), chosen(3, "b")]],
    ["the other way round", [chosen(3, "b"), chosen(2, "a")]],
  ])("counts as last said, facts arriving %s", (_name, facts) => {
    expect(signalAfter([shown, ...facts])?.intentChoice?.intentId).toBe("b");
  });

  it("alone is a signal, and no proof that a draft was seen", () => {
    expect(signalAfter([chosen(2, "a")])).toMatchObject({
      displayedAt: null,
      outcome: { kind: "pending" },
      sent: null,
    });
  });
});

describe("funnel", () => {
  it("sums to the eligible, whatever the rows", () => {
    const row: fc.Arbitrary<FunnelRow> = fc.record({
      answer: fc.constantFrom("draft", "brief", "abstention", null),
      displayed: fc.boolean(),
      inserted: fc.boolean(),
      outcome: fc.constantFrom(
        "pending",
        "accepted",
        "edited",
        "rejected",
        "ignored",
        "superseded",
      ),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const funnel = funnelOf(rows);
        expect(
          Object.values(funnel.ends).reduce((sum, count) => sum + count, 0),
        ).toBe(funnel.eligible);
      }),
    );
  });

  it("counts each row where it ended", () => {
    const funnel = funnelOf([
      { answer: "draft", displayed: true, inserted: true, outcome: "accepted" },
      { answer: "draft", displayed: true, inserted: false, outcome: "ignored" },
      {
        answer: "draft",
        displayed: false,
        inserted: false,
        outcome: "pending",
      },
      {
        answer: "abstention",
        displayed: true,
        inserted: false,
        outcome: "pending",
      },
      { answer: null, displayed: false, inserted: false, outcome: "pending" },
    ]);
    expect(funnel).toMatchObject({
      eligible: 5,
      generated: 3,
      displayed: 2,
      inserted: 1,
      sent: 1,
    });
    expect(funnel.ends).toMatchObject({
      accepted: 1,
      ignored: 1,
      not_displayed: 1,
      abstained: 1,
      failed: 1,
    });
  });
});
