import * as z from "zod";
import { createFileEmbeddingCache } from "../pipeline/file-embedding-cache.ts";
import { needOf } from "../pipeline/need.ts";
import { rememberingEmbedder } from "../pipeline/remembering-embedder.ts";
import { alikeIn, askedIndexWork } from "../retrieval/alike.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { inOneGo } from "../retrieval/long-work.ts";
import { createPackagedEmbedder } from "../retrieval/packaged-embedder.ts";
import { makeQuery } from "../retrieval/query.ts";
import { interval95, mulberry32 } from "./bootstrap.ts";
import { readJsonLines } from "./read-rows.ts";
import { SuiteError, type Suite } from "./suite.ts";
import { ticketOfQuestion } from "./ticket-of-question.ts";

const SEED = 1;
const AT = "2026-01-01T00:00:00.000Z";
const MOST_SHOWN = 3;
const MOST_ASKED = 300;
const EMBEDDED_AT_ONCE = 64;

const row = z.object({ text: z.string(), intent: z.string() });
export type AskedRow = z.output<typeof row>;

/** One question: for each past one that was shown, whether it asks the same. Empty: none was shown. */
export type Shown = boolean[];

export const similar: Suite = {
  name: "similar",
  usage: "--questions FILE --others FILE --past N [--cache DIR]",
  summary:
    "whether solved questions that are shown ask the same, and how often one is shown for questions of another trade",
  options: {
    questions: { type: "string" },
    others: { type: "string" },
    past: { type: "string" },
    cache: { type: "string" },
  },
  async run(options) {
    const startedAt = performance.now();
    const size = Number(options["past"]);
    if (!Number.isInteger(size) || size < 1)
      throw new SuiteError(
        "--past takes how many of the questions are solved ones.",
      );
    const random = mulberry32(SEED);
    const read = (option: string) =>
      shuffled(readJsonLines(option, options[option], row), random);
    const questions = read("questions");
    const others = read("others").slice(0, MOST_ASKED);
    const past = questions.slice(0, size);
    const asks = questions.slice(size).slice(0, MOST_ASKED);
    if (asks.length === 0)
      throw new SuiteError("--past leaves no question to ask.");
    const packaged = createPackagedEmbedder();
    const embedder =
      typeof options["cache"] === "string"
        ? rememberingEmbedder(
            packaged,
            createFileEmbeddingCache(options["cache"], packaged),
          )
        : packaged;
    try {
      const shown = await showFor(past, embedder);
      const own = await shown(asks);
      const foreign = await shown(others);
      return {
        suite: "similar",
        n: own.length + foreign.length,
        seeds: [SEED],
        figures: {
          asked: own.length,
          shownForAny: anyOf(own),
          firstAsksTheSame: firstOf(own),
          shownAsksTheSame: rightOf(own),
          others: foreign.length,
          shownForOthers: anyOf(foreign),
        },
        intervals: {
          shownForAny: interval95(own, anyOf, SEED),
          firstAsksTheSame: interval95(own, firstOf, SEED),
          shownAsksTheSame: interval95(own, rightOf, SEED),
          shownForOthers: interval95(foreign, anyOf, SEED),
        },
        config: {
          questions: options["questions"],
          others: options["others"],
          past: past.length,
          mostShown: MOST_SHOWN,
          embedder: embedder.id,
        },
        seconds: (performance.now() - startedAt) / 1000,
      };
    } finally {
      await packaged.close();
    }
  },
};

/** Asks as the backend does, of these solved ones. */
export async function showFor(
  past: AskedRow[],
  embedder: Embedder,
): Promise<(asks: AskedRow[]) => Promise<Shown[]>> {
  const texts = past.map(({ text }) => text);
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += EMBEDDED_AT_ONCE)
    vectors.push(
      ...(await embedder.embed(texts.slice(at, at + EMBEDDED_AT_ONCE))),
    );
  const index = inOneGo(askedIndexWork(texts, vectors));
  return async (asks) => {
    const all: Shown[] = [];
    for (const { text, intent } of asks) {
      const need = needOf(ticketOfQuestion("asked", text, AT));
      const found =
        need.texts.length === 0
          ? []
          : alikeIn(index, await makeQuery(embedder, need.texts, need.words));
      all.push(
        found.slice(0, MOST_SHOWN).map(({ at }) => past[at]?.intent === intent),
      );
    }
    return all;
  };
}

/** Share of the questions for which anything is shown. */
export function anyOf(shown: readonly Shown[]): number {
  return shown.filter((it) => it.length > 0).length / shown.length;
}

/** Share of those whose first one asks the same. */
export function firstOf(shown: readonly Shown[]): number {
  const some = shown.filter((it) => it.length > 0);
  return some.filter(([first]) => first).length / some.length;
}

/** Share of all that is shown. */
export function rightOf(shown: readonly Shown[]): number {
  const all = shown.flat();
  return all.filter((isRight) => isRight).length / all.length;
}

function shuffled<T>(rows: T[], random: () => number): T[] {
  return rows
    .map((one) => ({ one, by: random() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ one }) => one);
}
