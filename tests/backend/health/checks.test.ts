import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type {
  HealthFacts,
  PastSuggestion,
} from "../../../backend/health/check.ts";
import { healthChecks } from "../../../backend/health/index.ts";
import {
  localDay,
  startOfLocalDay,
} from "../../../backend/health/local-day.ts";
import { emptyPack } from "../../../backend/releases/pack-of-release.ts";
import { samplePack } from "../filled-workspace.ts";
import type { KnowledgeDocument } from "../../../src/domain/policy-pack.ts";

/** Noon in Berlin, on the day before clocks stay where they are. */
const NOW = new Date("2026-11-24T11:00:00Z");

function documentOf(more: Partial<KnowledgeDocument>): KnowledgeDocument {
  return {
    documentId: "returns",
    title: "Returns",
    owner: "Anna",
    effectiveFrom: "2026-01-01T00:00:00.000Z",
    effectiveUntil: null,
    reviewBy: null,
    audience: "public",
    product: null,
    locale: "en",
    sourceUrl: null,
    body: "Thirty days.",
    ...more,
  };
}

function suggestionOf(more: Partial<PastSuggestion>): PastSuggestion {
  return {
    cited: [],
    sentText: null,
    rejectedBecause: null,
    intentId: "returns",
    lackedSource: false,
    ...more,
  };
}

function rowsOf(
  id: string,
  facts: Partial<HealthFacts> & { documents?: Partial<KnowledgeDocument>[] },
) {
  const { documents = [], ...more } = facts;
  const check = healthChecks.find((it) => it.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check.find({
    now: NOW,
    pack: {
      ...emptyPack("Shop"),
      timeZone: "Europe/Berlin",
      knowledge: documents.map(documentOf),
    },
    suggestions: [],
    flags: [],
    ...more,
  });
}

describe("a document's own facts", () => {
  it.each<[string, Partial<KnowledgeDocument>, boolean]>([
    ["no-owner", { owner: null }, true],
    ["no-owner", { owner: "Anna" }, false],
    ["no-owner", { owner: null, effectiveUntil: NOW.toISOString() }, false],
    [
      "no-owner",
      { owner: null, effectiveFrom: "2027-01-01T00:00:00.000Z" },
      true,
    ],
    ["no-date", { effectiveFrom: null }, true],
    ["no-date", {}, false],
    [
      "no-date",
      { effectiveFrom: null, effectiveUntil: "2026-11-24T10:59:00.000Z" },
      false,
    ],
    ["expired", { effectiveUntil: NOW.toISOString() }, true],
    ["expired", { effectiveUntil: "2026-11-24T11:01:00.000Z" }, false],
    ["expired", {}, false],
    ["past-review", { reviewBy: NOW.toISOString() }, true],
    ["past-review", { reviewBy: "2026-11-24T11:01:00.000Z" }, false],
    [
      "past-review",
      {
        reviewBy: "2026-11-01T00:00:00.000Z",
        effectiveUntil: "2026-11-02T00:00:00.000Z",
      },
      false,
    ],
  ])("%s %j: %s", (id, facts, isListed) => {
    expect(rowsOf(id, { documents: [facts] })).toHaveLength(isListed ? 1 : 0);
  });

  it("leads to its mend: the file of a pack, or a label where it was imported", () => {
    const mends = rowsOf("no-owner", {
      documents: [
        { owner: null },
        { owner: null, documentId: "zendesk:acme:12:en-us" },
      ],
    }).map(({ mend }) => mend);
    expect(mends).toEqual([
      "knowledge/returns.md: add a line owner: NAME, then npx heed release create DIR",
      "npx heed knowledge label zendesk:acme:12:en-us --owner NAME, then npx heed release create",
    ]);
  });
});

describe("what expires tomorrow warns today, on the clock of the pack", () => {
  it.each<[string, string, string, boolean]>([
    ["in a minute", "2026-11-24T11:00:00Z", "2026-11-24T11:01:00.000Z", true],
    [
      "this very minute: it has expired",
      "2026-11-24T11:00:00Z",
      "2026-11-24T11:00:00.000Z",
      false,
    ],
    [
      "at the end of today in Berlin",
      "2026-11-24T11:00:00Z",
      "2026-11-24T23:00:00.000Z",
      true,
    ],
    [
      "at the end of tomorrow in Berlin",
      "2026-11-24T11:00:00Z",
      "2026-11-25T23:00:00.000Z",
      true,
    ],
    [
      "a minute into the day after",
      "2026-11-24T11:00:00Z",
      "2026-11-25T23:01:00.000Z",
      false,
    ],
    [
      "it is today in UTC and tomorrow in Berlin",
      "2026-11-24T23:30:00Z",
      "2026-11-26T23:00:00.000Z",
      true,
    ],
    [
      "the night that clocks go back has 25 hours",
      "2026-10-24T10:00:00Z",
      "2026-10-25T23:00:00.000Z",
      true,
    ],
    [
      "and not one more minute",
      "2026-10-24T10:00:00Z",
      "2026-10-25T23:01:00.000Z",
      false,
    ],
  ])("%s", (_, now, effectiveUntil, warns) => {
    const rows = rowsOf("expires-tomorrow", {
      now: new Date(now),
      documents: [{ effectiveUntil }],
    });
    expect(rows).toHaveLength(warns ? 1 : 0);
  });

  it("warns on every day's every minute, in any zone, of a document whose last day is tomorrow", () => {
    const zones = [
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kathmandu",
      "Pacific/Auckland",
      "America/Santiago",
      "UTC",
    ];
    fc.assert(
      fc.property(
        fc.date({
          min: new Date("2026-01-01"),
          max: new Date("2027-12-31"),
          noInvalidDate: true,
        }),
        fc.constantFrom(...zones),
        (now, timeZone) => {
          const pack = (effectiveUntil: string) => ({
            ...emptyPack("Shop"),
            timeZone,
            knowledge: [documentOf({ effectiveFrom: null, effectiveUntil })],
          });
          const warns = (days: number) =>
            rowsOf("expires-tomorrow", {
              now,
              pack: pack(startOfLocalDay(now, timeZone, days)),
            }).length === 1;
          // In force until the end of today, of tomorrow, of the day after.
          expect([warns(1), warns(2), warns(3)]).toEqual([true, true, false]);
          expect(startOfLocalDay(now, timeZone, 0) <= now.toISOString()).toBe(
            true,
          );
          expect(
            localDay(new Date(startOfLocalDay(now, timeZone, 1)), timeZone),
          ).toBe(localDay(now, timeZone, 1));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not warn of what has not begun", () => {
    expect(
      rowsOf("expires-tomorrow", {
        documents: [
          {
            effectiveFrom: "2026-11-24T12:00:00.000Z",
            effectiveUntil: "2026-11-25T12:00:00.000Z",
          },
        ],
      }),
    ).toEqual([]);
  });
});

describe("said twice", () => {
  const LONG =
    "You may return any article that you have not worn within thirty days of its arrival and we refund the price that you paid.";
  it.each<
    [string, Partial<KnowledgeDocument>, Partial<KnowledgeDocument>, number]
  >([
    [
      "the same words in two documents",
      { body: LONG },
      { body: `Note. ${LONG}` },
      1,
    ],
    [
      "a copy with one word changed",
      { body: LONG },
      { body: LONG.replace("price", "sum") },
      1,
    ],
    [
      "other words",
      { body: LONG },
      { body: LONG.split(" ").reverse().join(" ") },
      0,
    ],
    [
      "a short phrase",
      { body: "Please contact us." },
      { body: "Please contact us." },
      0,
    ],
    [
      "a version and its successor",
      { body: LONG, effectiveUntil: "2026-12-01T00:00:00.000Z" },
      { body: LONG, effectiveFrom: "2026-12-01T00:00:00.000Z" },
      0,
    ],
    [
      "versions that overlap",
      { body: LONG, effectiveUntil: "2026-12-02T00:00:00.000Z" },
      { body: LONG, effectiveFrom: "2026-12-01T00:00:00.000Z" },
      1,
    ],
    [
      "a copy that has expired",
      { body: LONG },
      { body: LONG, effectiveUntil: "2026-11-01T00:00:00.000Z" },
      0,
    ],
    ["another language", { body: LONG }, { body: LONG, locale: "de" }, 0],
    ["other readers", { body: LONG }, { body: LONG, audience: "internal" }, 0],
    [
      "another number in the same words",
      { body: LONG },
      { body: LONG.replace("thirty", "forty") },
      0,
    ],
    [
      "a not more in the same words",
      { body: LONG },
      { body: LONG.replace("and we refund", "and we do not refund") },
      0,
    ],
    [
      "the same words within more, with numbers of its own",
      { body: LONG },
      { body: `${LONG} Gift cards are valid for 24 months in every shop.` },
      1,
    ],
  ])("%s", (_, one, other, count) => {
    const rows = rowsOf("duplicate", {
      documents: [one, { documentId: "other", title: "Other", ...other }],
    });
    expect(rows).toHaveLength(count);
    if (count > 0) expect(rows[0]?.says).toContain("is also in other");
  });
});

describe("sources that disagree", () => {
  const THIRTY = "You can return unworn boots within 30 days of delivery.";
  const FOURTEEN = "You can return unworn boots within 14 days of delivery.";
  it.each<
    [string, Partial<KnowledgeDocument>, Partial<KnowledgeDocument>, number]
  >([
    ["another number for the same rule", {}, { body: FOURTEEN }, 1],
    ["the same rule", {}, { body: THIRTY }, 0],
    [
      "a version and its successor",
      { effectiveUntil: "2026-12-01T00:00:00.000Z" },
      { body: FOURTEEN, effectiveFrom: "2026-12-01T00:00:00.000Z" },
      0,
    ],
    [
      "versions that will overlap next month",
      { effectiveUntil: "2027-01-01T00:00:00.000Z" },
      { body: FOURTEEN, effectiveFrom: "2026-12-01T00:00:00.000Z" },
      1,
    ],
    [
      "one that has expired",
      { effectiveUntil: NOW.toISOString() },
      { body: FOURTEEN },
      0,
    ],
    ["another language", {}, { body: FOURTEEN, locale: "de" }, 0],
    [
      "another product",
      { product: "Boots" },
      { body: FOURTEEN, product: "Tents" },
      0,
    ],
  ])("%s", (_, one, other, count) => {
    const rows = rowsOf("contradictory", {
      documents: [
        { body: THIRTY, ...one },
        { documentId: "other", ...other },
      ],
    });
    expect(rows).toHaveLength(count);
    if (count > 0)
      expect(rows[0]?.says).toBe(
        `It says "${THIRTY}"; other says "${FOURTEEN}"`,
      );
  });

  it("are none in the sample pack", () => {
    expect(
      rowsOf("contradictory", { pack: samplePack() }).map(({ says }) => says),
    ).toEqual([]);
  });
});

describe("what suggestions tell", () => {
  const cited = (sentences: string[]) => [{ documentId: "returns", sentences }];
  const many = (count: number) =>
    Array.from({ length: count }, () => suggestionOf({}));

  it("never cited: only when there was something to cite it in, and time for it", () => {
    const documents = [
      {},
      { documentId: "new", effectiveFrom: "2026-11-01T00:00:00.000Z" },
      { documentId: "future", effectiveFrom: "2026-12-01T00:00:00.000Z" },
    ];
    expect(rowsOf("never-cited", { documents, suggestions: many(99) })).toEqual(
      [],
    );
    expect(
      rowsOf("never-cited", { documents, suggestions: many(100) }),
    ).toMatchObject([
      { documentId: "returns", says: "None of 100 suggestions cited it." },
    ]);
    const used = [
      ...many(99),
      suggestionOf({ cited: cited(["Thirty days."]) }),
    ];
    expect(rowsOf("never-cited", { documents, suggestions: used })).toEqual([]);
  });

  it.each<[string, Partial<PastSuggestion>, string | null]>([
    [
      "sent as drafted",
      { sentText: "Hello,\n\nThirty days after arrival. Bye" },
      null,
    ],
    [
      "the cited sentence was rewritten",
      { sentText: "Hello, you have fourteen days." },
      "Corrected in 1 of 1 replies that cited it.",
    ],
    [
      "rejected as wrong",
      { rejectedBecause: "wrong_fact" },
      "Corrected in 1 of 1 replies that cited it.",
    ],
    [
      "rejected as stale",
      { rejectedBecause: "stale_source" },
      "Corrected in 1 of 1 replies that cited it.",
    ],
    ["rejected for its tone", { rejectedBecause: "tone" }, null],
    ["ignored", {}, null],
  ])("cited, then corrected: %s", (_, facts, says) => {
    const rows = rowsOf("cited-then-corrected", {
      documents: [{}],
      suggestions: [
        suggestionOf({
          cited: cited(["Thirty days after arrival."]),
          ...facts,
        }),
      ],
    });
    expect(rows.map((row) => row.says)).toEqual(says === null ? [] : [says]);
  });

  it("counts a correction against all replies that cited the document and were decided", () => {
    const kept = suggestionOf({
      cited: cited(["Thirty days."]),
      sentText: "Thirty days.",
    });
    const lost = suggestionOf({
      cited: cited(["Thirty days."]),
      sentText: "No.",
    });
    const ignored = suggestionOf({ cited: cited(["Thirty days."]) });
    expect(
      rowsOf("cited-then-corrected", {
        documents: [{}],
        suggestions: [kept, lost, kept, ignored],
      })[0]?.says,
    ).toBe("Corrected in 1 of 3 replies that cited it.");
  });

  it("asked for, and no source: the twenty that are asked for most, each with its share", () => {
    const suggestions = Array.from({ length: 25 }, (_, at) => [
      ...Array.from({ length: at + 1 }, () =>
        suggestionOf({ intentId: `i${at}`, lackedSource: true }),
      ),
      suggestionOf({ intentId: `i${at}` }),
    ]).flat();
    suggestions.push(suggestionOf({ intentId: "fine" }));
    const rows = rowsOf("intents-without-source", { suggestions });
    expect(rows).toHaveLength(20);
    expect(rows[0]).toMatchObject({
      intentId: "i24",
      says: "No source answered 25 of 26 tickets.",
    });
    expect(rows.map(({ intentId }) => intentId)).not.toContain("fine");
    expect(rows.at(-1)?.intentId).toBe("i5");
  });

  it("flagged: what an agent said, and how to close it", () => {
    expect(
      rowsOf("flagged", {
        flags: [
          {
            flagId: 3,
            suggestionId: "s",
            sourceId: "p",
            documentId: "returns",
            title: "Returns",
            owner: "Anna",
            problem: "out_of_date",
            note: "Now 14 days",
            intentId: null,
            releaseNumber: 2,
            flaggedAt: NOW.toISOString(),
          },
        ],
      }),
    ).toEqual([
      {
        documentId: "returns",
        intentId: null,
        title: "Returns",
        owner: "Anna",
        says: "It is out of date: Now 14 days",
        mend: "Mend the source, then npx heed flags close 3",
      },
    ]);
  });
});

it("every row of every check says what is wrong and what to do, in one line each", () => {
  const LONG = "word ".repeat(30);
  for (const { find, means } of healthChecks) {
    expect(means).toMatch(/\.$/);
    const rows = find({
      now: NOW,
      pack: {
        ...emptyPack("Shop"),
        knowledge: [
          documentOf({
            owner: null,
            effectiveFrom: null,
            reviewBy: "2026-01-01T00:00:00.000Z",
            body: LONG,
          }),
          documentOf({
            documentId: "x:y",
            effectiveUntil: "2026-11-25T00:00:00.000Z",
            body: LONG,
          }),
          documentOf({
            documentId: "old",
            effectiveUntil: "2026-11-01T00:00:00.000Z",
          }),
        ],
      },
      suggestions: Array.from({ length: 100 }, () =>
        suggestionOf({ lackedSource: true }),
      ),
      flags: [],
    });
    for (const row of rows) {
      expect(row.says.split("\n")).toHaveLength(1);
      expect(row.mend.length).toBeGreaterThan(10);
      expect(row.mend).not.toMatch(/\bID\b/);
    }
  }
});
