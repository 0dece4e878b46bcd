import { randomUUID } from "node:crypto";
import * as z from "zod";
import type {
  KnowledgeDocument,
  PolicyPack,
} from "../../src/domain/policy-pack.ts";
import { textOf, type Suggestion } from "../../src/domain/suggestion.ts";
import { inForce } from "../knowledge/in-force.ts";
import { createFileEmbeddingCache } from "../pipeline/file-embedding-cache.ts";
import {
  buildLiveKnowledge,
  type EmbeddingCache,
  type LiveKnowledge,
} from "../pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../pipeline/memory-embedding-cache.ts";
import { suggest } from "../pipeline/suggest.ts";
import { createPackagedEmbedder } from "../retrieval/packaged-embedder.ts";
import { interval95 } from "./bootstrap.ts";
import { document, packOfKnowledge } from "./eval-pack.ts";
import { readJsonLines } from "./read-rows.ts";
import { SuiteError, type Suite } from "./suite.ts";
import { ticketOfQuestion } from "./ticket-of-question.ts";

const SEED = 1;

const day = z.iso.date();
const versionRow = z.object({
  policy: z.string(),
  version: z.number().int(),
  effective_from: day,
  effective_to: day.nullish(),
  text: z.string(),
});
const questionRow = z.object({
  id: z.string(),
  question: z.string(),
  answers: z
    .array(
      z.object({
        as_of: day,
        policy: z.string(),
        gold_version: z.number().int(),
        must_match: z.string().nullable(),
        must_not_match: z.string().nullable(),
      }),
    )
    .min(1),
});
type Version = z.output<typeof versionRow>;
type Wanted = z.output<typeof questionRow>["answers"][number];

/** One question at one date. */
interface Answered {
  id: string;
  asOf: string;
  outcome: Outcome;
  /** It cites a version that is not in force that day. */
  isStale: boolean;
}
type Outcome =
  | "correct"
  | "abstained"
  | "otherVersion"
  | "lacksAnswer"
  | "saysWhatItMustNot";

export const asof: Suite = {
  name: "asof",
  usage: "--versions FILE --questions FILE [--cache DIR]",
  summary:
    "whether each answer rests on the version in force that day, against the same index without dates",
  options: {
    versions: { type: "string" },
    questions: { type: "string" },
    cache: { type: "string" },
  },
  async run(options) {
    const startedAt = performance.now();
    const versions = readJsonLines("versions", options["versions"], versionRow);
    const questions = readJsonLines(
      "questions",
      options["questions"],
      questionRow,
    );
    const documents = documentsOf(versions);
    const asked = questions.flatMap(({ id, question, answers }) =>
      answers.map((wanted) => ({ id, question, wanted: checked(id, wanted) })),
    );
    const embedder = createPackagedEmbedder();
    try {
      const cache =
        typeof options["cache"] === "string"
          ? createFileEmbeddingCache(options["cache"], embedder)
          : createMemoryEmbeddingCache();
      const build = (pack: PolicyPack, kept: EmbeddingCache) =>
        buildLiveKnowledge({ number: 1, pack }, embedder, kept);
      const dated = await build(
        packOfKnowledge([...documents.values()]),
        cache,
      );
      const undated = await build(
        packOfKnowledge(
          [...documents.values()].map((one) => ({
            ...one,
            effectiveFrom: null,
            effectiveUntil: null,
          })),
        ),
        cache,
      );
      const rows: Answered[] = [];
      const control: Answered[] = [];
      for (const one of asked) {
        rows.push(await answered(dated, documents, one));
        control.push(await answered(undated, documents, one));
      }
      return {
        suite: "asof",
        n: rows.length,
        seeds: [SEED],
        figures: {
          ...figuresOf(rows),
          control: figuresOf(control),
          notCorrect: rows
            .filter(({ outcome }) => outcome !== "correct")
            .map(({ id, asOf, outcome }) => `${id} ${asOf} ${outcome}`),
        },
        intervals: {
          correctShare: interval95(rows, correctShare, SEED),
          correctShareOverControl: interval95(
            rows.map((row, at) => ({ row, other: control[at] ?? row })),
            (sample) =>
              correctShare(sample.map(({ row }) => row)) -
              correctShare(sample.map(({ other }) => other)),
            SEED,
          ),
        },
        config: {
          versions: options["versions"],
          questions: options["questions"],
          documents: documents.size,
          passages: dated.passages.passages.length,
          engine: "extractive",
          embedder: embedder.id,
          correct:
            "a draft that cites the version in force, matches must_match and not must_not_match; case, white space and the form of quotation marks do not count; an abstention is never correct",
          control: "the same documents without dates",
        },
        seconds: (performance.now() - startedAt) / 1000,
      };
    } finally {
      await embedder.close();
    }
  },
};

/** Every version as a document of its own, in force from its day until the next one's. */
function documentsOf(versions: Version[]): Map<string, KnowledgeDocument> {
  return new Map(
    versions.map((one) => {
      const documentId = idOf(one.policy, one.version);
      const next = versions.find(
        ({ policy, version }) =>
          policy === one.policy && version === one.version + 1,
      );
      const until = one.effective_to ?? next?.effective_from ?? null;
      return [
        documentId,
        document({
          documentId,
          title: titleOf(one),
          body: one.text,
          effectiveFrom: midnight(one.effective_from),
          effectiveUntil: until === null ? null : midnight(until),
        }),
      ];
    }),
  );
}

/** A page's first heading is its name. */
function titleOf({ policy, text }: Version): string {
  const heading = /^#\s+(.+?)\s*#*$/m.exec(text)?.[1];
  return heading ?? policy.replace(/[-/]+/g, " ");
}

async function answered(
  live: LiveKnowledge,
  documents: Map<string, KnowledgeDocument>,
  { id, question, wanted }: { id: string; question: string; wanted: Wanted },
): Promise<Answered> {
  const now = new Date(`${wanted.as_of}T12:00:00.000Z`);
  const { suggestion } = await suggest(
    live,
    {
      suggestionId: randomUUID(),
      ticket: ticketOfQuestion(id, question, now.toISOString()),
      agentName: null,
      instruction: null,
      intentId: null,
    },
    {
      memberId: "evaluation",
      now,
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
  );
  const cited = suggestion.sources.map(({ documentId }) => documentId);
  return {
    id,
    asOf: wanted.as_of,
    outcome: outcomeOf(suggestion, cited, wanted),
    isStale: cited.some((documentId) => {
      const source = documents.get(documentId);
      return source === undefined || !inForce(source, now);
    }),
  };
}

function outcomeOf(
  { answer }: Suggestion,
  cited: string[],
  { policy, gold_version, must_match, must_not_match }: Wanted,
): Outcome {
  if (answer.kind !== "draft") return "abstained";
  const text = normalized(textOf(answer.draft));
  if (!cited.includes(idOf(policy, gold_version))) return "otherVersion";
  if (must_match !== null && !new RegExp(must_match, "i").test(text))
    return "lacksAnswer";
  return must_not_match !== null && new RegExp(must_not_match, "i").test(text)
    ? "saysWhatItMustNot"
    : "correct";
}

function normalized(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ");
}

function figuresOf(rows: readonly Answered[]) {
  const count = (outcome: Outcome) =>
    rows.filter((row) => row.outcome === outcome).length;
  return {
    correct: count("correct"),
    correctShare: correctShare(rows),
    staleCited: rows.filter(({ isStale }) => isStale).length,
    n: rows.length,
    abstained: count("abstained"),
    otherVersion: count("otherVersion"),
    lacksAnswer: count("lacksAnswer"),
    saysWhatItMustNot: count("saysWhatItMustNot"),
  };
}

function correctShare(rows: readonly Answered[]): number {
  return (
    rows.filter(({ outcome }) => outcome === "correct").length /
    Math.max(1, rows.length)
  );
}

function checked(id: string, wanted: Wanted): Wanted {
  for (const pattern of [wanted.must_match, wanted.must_not_match])
    try {
      if (pattern !== null) new RegExp(pattern);
    } catch {
      throw new SuiteError(
        `--questions: "${pattern ?? ""}" of ${id} is not a regular expression.`,
      );
    }
  return wanted;
}

function idOf(policy: string, version: number): string {
  return `${policy}@${version}`;
}

function midnight(date: string): string {
  return `${date}T00:00:00.000Z`;
}
