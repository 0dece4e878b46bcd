import * as z from "zod";
import { createFileEmbeddingCache } from "../pipeline/file-embedding-cache.ts";
import type { LiveKnowledge } from "../pipeline/live-knowledge.ts";
import { understand } from "../pipeline/understand.ts";
import { candidatesFor } from "../retrieval/candidates.ts";
import { inOrder } from "../retrieval/in-order.ts";
import {
  buildLexicalIndex,
  lexicalScores,
} from "../retrieval/lexical-index.ts";
import { createPackagedEmbedder } from "../retrieval/packaged-embedder.ts";
import type { Query } from "../retrieval/query.ts";
import { interval95 } from "./bootstrap.ts";
import { withImported, type Written } from "./imported-knowledge.ts";
import { plainBm25 } from "./plain-bm25.ts";
import {
  meanFigures,
  rankingFigures,
  type RankingFigures,
} from "./ranking-metrics.ts";
import { readJsonLines } from "./read-rows.ts";
import { rememberingEmbedder } from "./remembering-embedder.ts";
import { SuiteError, type Suite } from "./suite.ts";
import { ticketOfQuestion } from "./ticket-of-question.ts";

const SEED = 1;
/** Enough passages for the first twenty documents, however many of them one document has. */
const DEPTH = 200;
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
type Way = "heed" | "floor" | "ownWords" | "passages" | "query" | "documents";

export const retrieval: Suite = {
  name: "retrieval",
  usage: "--documents FILE --tasks FILE --query opening|scenario [--cache DIR]",
  summary:
    "how many of the documents that a task needs are found, against plain BM25",
  options: {
    documents: { type: "string" },
    tasks: { type: "string" },
    query: { type: "string" },
    cache: { type: "string" },
  },
  async run(options) {
    const startedAt = performance.now();
    const form = options["query"];
    if (form !== "opening" && form !== "scenario")
      throw new SuiteError("Say --query opening or --query scenario.");
    const documents = readJsonLines(
      "documents",
      options["documents"],
      documentRow,
    );
    const tasks = readJsonLines("tasks", options["tasks"], taskRow).flatMap(
      ({ id, instructions, opening_quote, required_documents }) => {
        const text = form === "opening" ? opening_quote : instructions;
        return text ? [{ id, text, needed: new Set(required_documents) }] : [];
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

interface Task {
  id: string;
  text: string;
  needed: Set<string>;
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

/** Document ids, best first, for each way: Heed's own, the floor, and Heed with its parts left out. */
function rankings(
  live: LiveKnowledge,
  idOf: (documentId: string) => string,
  documents: DocumentRow[],
) {
  const { passages } = live.passages;
  const plain = plainBm25(
    documents.map(({ title, content }) => `${title}\n${content}`),
  );
  const whole = wholeDocuments(live);
  const all = everything(passages.length);
  const documentsOf = (places: number[]) => [
    ...new Set(places.map((at) => idOf(passages[at]?.documentId ?? ""))),
  ];
  return async ({ id, text }: Task): Promise<Record<Way, string[]>> => {
    const ticket = ticketOfQuestion(id, text, NOW.toISOString());
    const { query } = await understand(live, ticket, null, null);
    const ids = documents.map((one) => one.id);
    const byPlain = best(plain(text)).map((at) => ids[at] ?? "");
    if (!query)
      return {
        heed: [],
        floor: byPlain,
        ownWords: [],
        passages: [],
        query: [],
        documents: [],
      };
    const once = new Map([...query.terms.keys()].map((term) => [term, 1]));
    const unweighted = lexicalScores(live.passages.lexical, once, all);
    const weighted = lexicalScores(live.passages.lexical, query.terms, all);
    return {
      heed: heedsOwn(live, query).map(idOf),
      floor: byPlain,
      ownWords: best(
        lexicalScores(whole.index, once, everything(whole.ids.length)),
      ).map((at) => idOf(whole.ids[at] ?? "")),
      passages: documentsOf(best(unweighted)),
      query: documentsOf(best(weighted)),
      documents: documentsOf(
        inOrder(
          passages,
          new Map(
            best(weighted)
              .slice(0, DEPTH)
              .map((at) => [at, weighted[at] ?? 0]),
          ),
        ),
      ),
    };
  };
}

function everything(size: number) {
  const mask = new Uint8Array(size).fill(1);
  return { places: Int32Array.from(mask.keys()), mask };
}

/** What an internal brief is made from: everything in force, best first. */
function heedsOwn(live: LiveKnowledge, query: Query): string[] {
  const found = candidatesFor(
    live.passages,
    query,
    { now: NOW, audience: "internal", locale: null },
    { limit: DEPTH },
  );
  return [...new Set(found.map(({ passage }) => passage.documentId))];
}

/** The documents as if nothing had been cut into passages. */
function wholeDocuments({ passages: { passages } }: LiveKnowledge) {
  const texts = new Map<string, { heading: string; body: string }>();
  for (const { documentId, title, text } of passages) {
    const known = texts.get(documentId);
    if (known) known.body += `\n${text}`;
    else texts.set(documentId, { heading: title, body: text });
  }
  return {
    ids: [...texts.keys()],
    index: buildLexicalIndex([...texts.values()]),
  };
}

/** Places by score, best first; what scores nothing is not found. */
function best(scores: Float32Array | Float64Array): number[] {
  return [...scores.keys()]
    .filter((at) => (scores[at] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
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
