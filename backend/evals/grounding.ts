import { checkSentence } from "../../src/domain/guardrails/index.ts";
import { ENOUGH_SUPPORT } from "../../src/domain/guardrails/matches-source.ts";
import { supportOf } from "../../src/domain/guardrails/support.ts";
import { contentTerms } from "../../src/domain/guardrails/terms.ts";
import { interval95 } from "./bootstrap.ts";
import { readTabSeparated } from "./read-rows.ts";
import type { Suite } from "./suite.ts";

const SEED = 1;
/** What an objection of a rule other than support takes off a row's score, so that the whole guard can be ordered. */
const OBJECTION = 0.15;

interface Row {
  isAttributable: boolean;
  /** Support, less what the other rules object to. */
  guard: number;
  /** Plain share of content words that the knowledge has: the floor. */
  overlap: number;
  isFlagged: boolean;
}

export const grounding: Suite = {
  name: "grounding",
  usage: "--test FILE",
  summary: "how well the guard tells supported answers from unsupported ones",
  options: { test: { type: "string" } },
  run(options) {
    const startedAt = performance.now();
    const read = readTabSeparated("test", options["test"], [
      "knowledge",
      "response",
      "begin_label",
    ]).map(({ knowledge = "", response = "", begin_label = "" }) => ({
      knowledge,
      response,
      isAttributable: begin_label.trim() === "Fully attributable",
    }));
    const rows = read.map(scored);
    const attributable = read.filter((row) => row.isAttributable);
    return Promise.resolve({
      suite: "grounding",
      n: rows.length,
      seeds: [SEED],
      figures: {
        auc: auc(rows, "guard"),
        balancedAccuracy: balancedAccuracy(rows),
        threshold: ENOUGH_SUPPORT,
        flaggedAttributable: flaggedShare(rows, true),
        flaggedOthers: flaggedShare(rows, false),
        changedNumbersCaught: caught(attributable, changeNumber),
        negationsCaught: caught(attributable, insertNegation),
        floor: { auc: auc(rows, "overlap") },
      },
      intervals: {
        auc: interval95(rows, (sample) => auc(sample, "guard"), SEED),
        aucOverFloor: interval95(
          rows,
          (sample) => auc(sample, "guard") - auc(sample, "overlap"),
          SEED,
        ),
        balancedAccuracy: interval95(rows, balancedAccuracy, SEED),
      },
      config: {
        test: options["test"],
        objection: OBJECTION,
        floor: "share of content words that occur in the knowledge",
        threshold: "from BEGIN's development rows",
      },
      seconds: (performance.now() - startedAt) / 1000,
    });
  },
};

interface Answer {
  knowledge: string;
  response: string;
  isAttributable: boolean;
}

function scored({ knowledge, response, isAttributable }: Answer): Row {
  const others = findingsOf(response, knowledge).filter(
    (guardrail) => guardrail !== "matches-source",
  ).length;
  const said = contentTerms(response);
  const known = new Set(contentTerms(knowledge));
  return {
    isAttributable,
    guard: supportOf(response, [knowledge]) - OBJECTION * others,
    overlap:
      said.length === 0
        ? 0.5
        : said.filter((term) => known.has(term)).length / said.length,
    isFlagged: findingsOf(response, knowledge).length > 0,
  };
}

/** The whole guard on the answer as one sentence that cites the knowledge: the labels are of whole answers. */
function findingsOf(text: string, knowledge: string): string[] {
  return checkSentence({
    sentence: {
      text,
      status: "cited",
      sourceIds: ["knowledge"],
      templateId: null,
      findings: [],
    },
    cited: [
      {
        sourceId: "knowledge",
        documentId: "knowledge",
        title: "",
        section: null,
        text: knowledge,
        effectiveFrom: null,
        effectiveUntil: null,
        owner: null,
        audience: "public",
        url: null,
        score: 1,
      },
    ],
    ticketText: "",
    templateText: null,
    settings: { disabled: [], commitments: [] },
    bannedPhrases: [],
    destination: "public",
    now: "2026-01-01T00:00:00.000Z",
  }).map(({ guardrail }) => guardrail);
}

/** Probability that an attributable row scores above another one; ties count half (Mann and Whitney 1947). */
function auc(rows: readonly Row[], score: "guard" | "overlap"): number {
  const sorted = rows.toSorted((a, b) => a[score] - b[score]);
  let ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.[score] === sorted[from]?.[score])
      to++;
    const rank = (from + 1 + to) / 2;
    ranks +=
      rank * sorted.slice(from, to).filter((row) => row.isAttributable).length;
    from = to;
  }
  const right = rows.filter((row) => row.isAttributable).length;
  const wrong = rows.length - right;
  return right === 0 || wrong === 0
    ? NaN
    : (ranks - (right * (right + 1)) / 2) / (right * wrong);
}

function balancedAccuracy(rows: readonly Row[]): number {
  return (1 - flaggedShare(rows, true) + flaggedShare(rows, false)) / 2;
}

function flaggedShare(rows: readonly Row[], isAttributable: boolean): number {
  const some = rows.filter((row) => row.isAttributable === isAttributable);
  return some.filter((row) => row.isFlagged).length / some.length;
}

/** Of the answers that the change applies to and that were not flagged before it. */
function caught(
  rows: readonly Answer[],
  change: (text: string) => string | null,
): { share: number; caught: number; n: number } {
  const changed = rows.flatMap(({ response, knowledge }) => {
    const other = change(response);
    return other === null || findingsOf(response, knowledge).length > 0
      ? []
      : [findingsOf(other, knowledge).length > 0];
  });
  const n = changed.length;
  const hits = changed.filter(Boolean).length;
  return { share: n === 0 ? NaN : hits / n, caught: hits, n };
}

function changeNumber(text: string): string | null {
  const changed = text.replace(/\d+/, (digits) => String(Number(digits) + 7));
  return changed === text ? null : changed;
}

function insertNegation(text: string): string | null {
  const changed = text.replace(
    /\b(is|are|was|were|can|will|has|have|does|do)\b(?! not)/i,
    "$1 not",
  );
  return changed === text ? null : changed;
}
