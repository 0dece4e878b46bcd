import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asksAboutEdit } from "../../src/domain/remarks.ts";
import { nextSignal, type SignalContext } from "../../src/domain/signal.ts";
import { emptyTrail, withFact, type Fact } from "../../src/domain/trail.ts";

const at = (seconds: number) =>
  new Date(
    Date.parse("2026-11-24T09:00:00.000Z") + seconds * 1000,
  ).toISOString();
const CONTEXT: SignalContext = {
  ticket: { helpdesk: "zendesk", accountKey: "acme", ticketId: "1" },
  lastMessageId: "800",
  releaseNumber: 1,
  intentId: "refund_status",
  agentId: "7",
  extensionVersion: "0.1.0",
  contractVersion: 1,
};
const shown: Fact = { kind: "displayed", at: at(1) };
const flag = (
  seconds: number,
  problem: "wrong" | "out_of_date" | null,
  sourceId = "p1",
): Fact => ({
  kind: "source_flagged",
  at: at(seconds),
  sourceId,
  documentId: "returns",
  title: "Returns",
  owner: "Mara",
  problem,
  note: "Ask ada@example.com",
});
const corrected = (seconds: number, value: string): Fact => ({
  kind: "field_corrected",
  at: at(seconds),
  fieldId: "order",
  from: null,
  value,
});
const signalAfter = (facts: Fact[]) =>
  nextSignal(
    facts.reduce(withFact, emptyTrail("s1", "We refund the card.", at(0))),
    CONTEXT,
    null,
    at(50),
    (text) => text.replace("ada@example.com", "[EMAIL_1]"),
  );

describe("what an agent says beside the outcome", () => {
  it("counts as last said of each source, whatever the order of arrival, with the note redacted", () => {
    const facts = [
      shown,
      flag(2, "wrong"),
      flag(3, "out_of_date"),
      flag(4, "wrong", "p2"),
    ];
    const signal = signalAfter(facts);
    expect(
      signal?.flags?.map(({ sourceId, problem }) => [sourceId, problem]),
    ).toEqual([
      ["p1", "out_of_date"],
      ["p2", "wrong"],
    ]);
    expect(signal?.flags?.[0]?.note).toBe("Ask [EMAIL_1]");
    expect(signalAfter(facts.toReversed())).toEqual(signal);
  });

  it("a flag that is taken back stays in the signal, so that the backend hears of it", () => {
    expect(
      signalAfter([shown, flag(2, "wrong"), flag(3, null)])?.flags?.[0]
        ?.problem,
    ).toBeNull();
  });

  it("a correction carries what was read and what it should be, redacted", () => {
    expect(
      signalAfter([shown, corrected(2, "A-1"), corrected(3, "ada@example.com")])
        ?.corrections,
    ).toEqual([
      { at: at(3), fieldId: "order", from: null, value: "[EMAIL_1]" },
    ]);
  });

  it.each<[string, Fact]>([
    ["a flag", flag(2, "wrong")],
    ["a correction", corrected(2, "A-1")],
  ])("%s on an abstention is a signal that settles nothing", (_name, fact) => {
    expect(signalAfter([fact])).toMatchObject({
      displayedAt: null,
      outcome: { kind: "pending" },
      sent: null,
    });
  });

  it("the class of an edit is part of the signal; waved away, too", () => {
    const classed = (editClass: "tone" | null): Fact => ({
      kind: "edit_classed",
      at: at(9),
      editClass,
    });
    expect(signalAfter([shown, classed("tone")])?.editClassing).toEqual({
      at: at(9),
      editClass: "tone",
    });
    expect(signalAfter([shown, classed(null)])?.editClassing?.editClass).toBe(
      null,
    );
    expect(signalAfter([shown])).not.toHaveProperty("editClassing");
  });
});

describe("asking what an edit was about", () => {
  const asked = (ids: string[]) =>
    ids.map((id, n) => asksAboutEdit(id, ids.slice(0, n)));

  it("never twice within ten edits, whatever their ids: at most a tenth of them", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { minLength: 10, maxLength: 60 }),
        (ids) => {
          const answers = asked(ids);
          for (let n = 0; n + 10 <= ids.length; n++)
            expect(
              answers.slice(n, n + 10).filter(Boolean).length,
            ).toBeLessThanOrEqual(1);
          const tens = ids.length - (ids.length % 10);
          expect(
            answers.slice(0, tens).filter(Boolean).length / tens,
          ).toBeLessThanOrEqual(0.1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("depends on the edits alone: the same ones give the same answer, and some are asked about", () => {
    const ids = fc.sample(fc.uuid(), { numRuns: 400, seed: 7 });
    expect(asked(ids)).toEqual(asked(ids));
    expect(asked(ids).filter(Boolean).length).toBeGreaterThan(5);
  });
});
