import { checkSentence } from "../../src/domain/guardrails/index.ts";
import { ENOUGH_SUPPORT } from "../../src/domain/guardrails/matches-source.ts";
import { supportOf } from "../../src/domain/guardrails/support.ts";
import { contentTerms } from "../../src/domain/guardrails/terms.ts";
import { checkedSentences, readAgentTurns } from "./agent-turns.ts";
import { interval95, mulberry32 } from "./bootstrap.ts";
import { readFileOf, readTabSeparated } from "./read-rows.ts";
import { SuiteError, type EvalReport, type Suite } from "./suite.ts";

const SEEDS = [1, 2, 3];
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
  usage: "--test FILE | --conversations FILE --policy FILE",
  summary: "how well the guard tells supported answers from unsupported ones",
  options: {
    test: { type: "string" },
    conversations: { type: "string" },
    policy: { type: "string" },
  },
  run(options) {
    const startedAt = performance.now();
    const report =
      options["conversations"] === undefined
        ? ofAnswers(options["test"])
        : ofAgentTurns(options["conversations"], options["policy"]);
    return Promise.resolve({
      suite: "grounding",
      ...report,
      seconds: (performance.now() - startedAt) / 1000,
    });
  },
};

type Part = Omit<EvalReport, "suite" | "seconds">;

/** Answers that people have labelled as resting on their knowledge or not. */
function ofAnswers(file: unknown): Part {
  const read = readTabSeparated("test", file, [
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
  if (attributable.length === 0 || attributable.length === rows.length)
    throw new SuiteError(
      `--test: ${attributable.length === 0 ? "no row is" : "every row is"} labelled "Fully attributable"; a comparison needs both kinds.`,
    );
  const [seed = 1] = SEEDS;
  return {
    n: rows.length,
    seeds: SEEDS,
    figures: {
      auc: auc(rows, "guard"),
      balancedAccuracy: balancedAccuracy(rows),
      threshold: ENOUGH_SUPPORT,
      attributable: attributable.length,
      flaggedAttributable: flaggedShare(rows, true),
      flaggedOthers: flaggedShare(rows, false),
      changedNumbersCaught: caught(attributable, changeNumber),
      negationsCaught: caught(attributable, insertNegation),
      floor: { auc: auc(rows, "overlap") },
    },
    intervals: {
      auc: interval95(rows, (sample) => auc(sample, "guard"), seed),
      aucOverFloor: interval95(
        rows,
        (sample) => auc(sample, "guard") - auc(sample, "overlap"),
        seed,
      ),
      balancedAccuracy: interval95(rows, balancedAccuracy, seed),
      flaggedAttributable: interval95(
        rows,
        (sample) => flaggedShare(sample, true),
        seed,
      ),
    },
    config: {
      test: file,
      objection: OBJECTION,
      floor: "share of content words that occur in the knowledge",
      noContentWords: "0.5 for guard and floor alike: nothing to support",
      threshold: "from BEGIN's development rows",
      changes: "one number, one verb, drawn anew for each seed",
    },
  };
}

function ofAgentTurns(conversations: unknown, policy: unknown): Part {
  const turns = readAgentTurns(conversations);
  const sentences = checkedSentences(turns, readFileOf("policy", policy));
  const flagged = sentences.filter(({ findings }) => findings.length > 0);
  const guardrails = flagged.flatMap(({ findings }) => [...new Set(findings)]);
  const [seed = 1] = SEEDS;
  return {
    n: sentences.length,
    seeds: SEEDS,
    figures: {
      turns: turns.length,
      flagged: flagged.length,
      flaggedShare: flagged.length / sentences.length,
      flaggedBeyondFacts:
        sentences.filter(({ findings }) =>
          findings.some((id) => !FACTS.includes(id)),
        ).length / sentences.length,
      byGuardrail: Object.fromEntries(
        [...new Set(guardrails)].map((id) => [
          id,
          guardrails.filter((one) => one === id).length,
        ]),
      ),
    },
    intervals: {
      flaggedShare: interval95(
        sentences,
        (sample) =>
          sample.filter(({ findings }) => findings.length > 0).length /
          sample.length,
        seed,
      ),
    },
    config: {
      conversations,
      policy,
      turns:
        "all agent turns; where the file has rewards, of conversations with reward 1",
      sources:
        "the rule book; the thread before the turn with what tools answered, as far as the file has it, and what the agent entered in them",
      flaggedBeyondFacts:
        "by another rule than numbers and ids: in a file without the tools' answers, facts of the database stand nowhere",
    },
  };
}

const FACTS = ["numbers-in-sources", "ids-in-sources"];

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
    guard:
      (said.length === 0 ? 0.5 : supportOf(response, [knowledge])) -
      OBJECTION * others,
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
    toneLimits: {},
    customerLanguage: null,
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

/** Of the answers that the change applies to and that were not flagged before it, over all seeds. */
function caught(
  rows: readonly Answer[],
  change: (text: string, random: () => number) => string | null,
): { share: number | null; caught: number; n: number } {
  const unflagged = rows.filter(
    ({ response, knowledge }) => findingsOf(response, knowledge).length === 0,
  );
  const changed = SEEDS.flatMap((seed) => {
    const random = mulberry32(seed);
    return unflagged.flatMap(({ response, knowledge }) => {
      const other = change(response, random);
      return other === null ? [] : [findingsOf(other, knowledge).length > 0];
    });
  });
  const n = changed.length;
  const hits = changed.filter(Boolean).length;
  return { share: n === 0 ? null : hits / n, caught: hits, n };
}

function changeNumber(text: string, random: () => number): string | null {
  return changeOne(text, /\d+/g, random, (digits) =>
    String(Number(digits) + 1 + Math.floor(random() * 9)),
  );
}

function insertNegation(text: string, random: () => number): string | null {
  return changeOne(
    text,
    /\b(?:is|are|was|were|can|will|has|have|does|do)\b(?! not)/gi,
    random,
    (verb) => `${verb} not`,
  );
}

/** null: the text has nothing to change. */
function changeOne(
  text: string,
  pattern: RegExp,
  random: () => number,
  change: (match: string) => string,
): string | null {
  const places = [...text.matchAll(pattern)];
  const place = places[Math.floor(random() * places.length)];
  if (!place) return null;
  const end = place.index + place[0].length;
  return text.slice(0, place.index) + change(place[0]) + text.slice(end);
}
