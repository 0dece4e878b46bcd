import * as z from "zod";
import { createFileEmbeddingCache } from "../pipeline/file-embedding-cache.ts";
import type { LiveKnowledge } from "../pipeline/live-knowledge.ts";
import { createPackagedEmbedder } from "../retrieval/packaged-embedder.ts";
import { interval95, mulberry32 } from "./bootstrap.ts";
import { withImported, type Written } from "./imported-knowledge.ts";
import {
  meanFigures,
  rankingFigures,
  type RankingFigures,
} from "./ranking-metrics.ts";
import { readJsonLines } from "./read-rows.ts";
import { rememberingEmbedder } from "../pipeline/remembering-embedder.ts";
import { rankings, type Task, type Way } from "./retrieval-ways.ts";
import { SuiteError, type Suite } from "./suite.ts";
import { withTypos } from "./typos.ts";

const SEED = 1;
const NOW = new Date("2026-01-01T00:00:00.000Z");

const documentRow = z.object({
  id: z.string(),
  title: z.string(),
  content: z.string(),
});
const taskRow = z.object({
  id: z.string(),
  instructions: z.string(),
  opening_quote: z.string().nullish(),
  required_documents: z.array(z.string()).min(1),
});
type DocumentRow = z.output<typeof documentRow>;

/** One task's figures, for each way of ranking. */
type Scored = Record<Way, RankingFigures>;

export const retrieval: Suite = {
  name: "retrieval",
  usage:
    "--documents FILE --tasks FILE --query opening|scenario [--typos SHARE] [--cache DIR]",
  summary:
    "how many of the documents that a task needs are found, against plain BM25",
  options: {
    documents: { type: "string" },
    tasks: { type: "string" },
    query: { type: "string" },
    typos: { type: "string" },
    cache: { type: "string" },
  },
  async run(options) {
    const startedAt = performance.now();
    const form = options["query"];
    if (form !== "opening" && form !== "scenario")
      throw new SuiteError("Say --query opening or --query scenario.");
    const typos = Number(options["typos"] ?? 0);
    if (!(typos >= 0 && typos <= 1))
      throw new SuiteError(
        "--typos takes the share of words with a slip, 0 to 1.",
      );
    const random = mulberry32(SEED);
    const documents = readJsonLines(
      "documents",
      options["documents"],
      documentRow,
    );
    const tasks = readJsonLines("tasks", options["tasks"], taskRow).flatMap(
      ({ id, instructions, opening_quote, required_documents }) => {
        const text = form === "opening" ? opening_quote : instructions;
        return text
          ? [
              {
                id,
                text: withTypos(text, typos, random),
                needed: new Set(required_documents),
              },
            ]
          : [];
      },
    );
    if (tasks.length === 0)
      throw new SuiteError(`--tasks: no row has text for --query ${form}.`);

    const packaged = createPackagedEmbedder();
    const embedder =
      typeof options["cache"] === "string"
        ? rememberingEmbedder(
            packaged,
            createFileEmbeddingCache(options["cache"], packaged),
          )
        : packaged;
    try {
      const { rows, passages } = await withImported(
        documents.map(asWritten),
        embedder,
        NOW,
        (live, idOf) => scored(live, idOf, documents, tasks),
      );
      return {
        suite: "retrieval",
        n: rows.length,
        seeds: [SEED],
        figures: {
          ...of(rows, "heed"),
          floor: of(rows, "floor"),
          steps: {
            "documents, words stemmed, small talk left out": of(
              rows,
              "ownWords",
            ),
            "and chunked into passages": of(rows, "passages"),
            "and words weighed by how often they come back": of(rows, "query"),
            "and words that nobody has read as the known ones nearest to them":
              of(rows, "spelling"),
            "and documents ordered by their three best passages": of(
              rows,
              "documents",
            ),
            "and meaning fused in: Heed": of(rows, "heed"),
          },
        },
        intervals: intervalsOf(rows),
        config: {
          documents: options["documents"],
          tasks: options["tasks"],
          query: form,
          typos,
          audience: "internal",
          embedder: embedder.id,
          passages,
          imported: "as Markdown files with front matter, then released",
          floor:
            "BM25 over whole documents, k1 0.9, b 0.4, words of three characters and more; the published floor's own tokenisation is not known, this is the nearest of those tried",
        },
        seconds: (performance.now() - startedAt) / 1000,
      };
    } finally {
      await packaged.close();
    }
  },
};

function asWritten({ id, title, content }: DocumentRow): Written {
  return {
    id,
    title,
    body: content,
    audience: title.startsWith("Internal:") ? "internal" : "public",
  };
}

async function scored(
  live: LiveKnowledge,
  idOf: (documentId: string) => string,
  documents: DocumentRow[],
  tasks: Task[],
): Promise<{ rows: Scored[]; passages: number }> {
  const rank = rankings(live, idOf, documents);
  const rows: Scored[] = [];
  for (const task of tasks) {
    const lists = await rank(task);
    rows.push(
      Object.fromEntries(
        Object.entries(lists).map(([way, ranked]) => [
          way,
          rankingFigures(ranked, task.needed),
        ]),
      ) as Scored, // the same keys
    );
  }
  return { rows, passages: live.passages.passages.length };
}

function of(rows: readonly Scored[], way: Way): RankingFigures {
  return meanFigures(rows.map((row) => row[way]));
}

function intervalsOf(
  rows: readonly Scored[],
): Record<string, [number, number]> {
  const figures = ["recallAt10", "ndcgAt10", "mrr"] as const;
  return Object.fromEntries(
    figures.flatMap((figure) => [
      [
        figure,
        interval95(rows, (sample) => of(sample, "heed")[figure], SEED),
      ] as const,
      // Paired: the same tasks are drawn for both.
      [
        `${figure}OverFloor`,
        interval95(
          rows,
          (sample) => of(sample, "heed")[figure] - of(sample, "floor")[figure],
          SEED,
        ),
      ] as const,
    ]),
  );
}
