import * as z from "zod";
import { interval95 } from "./bootstrap.ts";
import { lowerBound95 } from "./clopper-pearson.ts";
import { readJsonLines } from "./read-rows.ts";
import { CLAIMED, placeholdersIn, type Span } from "./redacted-spans.ts";
import { SuiteError, type Suite } from "./suite.ts";
import { syntheticFigures } from "./synthetic-figures.ts";

const row = z.object({
  full_text: z.string(),
  spans: z.array(
    z.object({
      entity_type: z.string(),
      start_position: z.number(),
      end_position: z.number(),
    }),
  ),
});

const SEEDS = [1, 2, 3];

interface Scored {
  gold: Span[];
  found: Span[];
}

export const redaction: Suite = {
  name: "redaction",
  usage: "--test FILE | --synthetic N",
  summary: "how much personal data becomes a placeholder, per type",
  options: { test: { type: "string" }, synthetic: { type: "string" } },
  run(options) {
    const startedAt = performance.now();
    if (options["synthetic"] !== undefined) {
      const perType = Number(options["synthetic"]);
      if (!Number.isInteger(perType) || perType < 1 || options["test"])
        throw new SuiteError(
          "--synthetic takes how many of each type to make, such as 600, and no --test beside it.",
        );
      return Promise.resolve(syntheticReport(perType, startedAt));
    }
    const rows = readJsonLines("test", options["test"], row).map(
      ({ full_text, spans }): Scored => ({
        gold: spans.map(({ entity_type, start_position, end_position }) => ({
          type: entity_type,
          start: start_position,
          end: end_position,
        })),
        found: placeholdersIn(full_text),
      }),
    );
    const types = Object.values(CLAIMED);
    const perType = Object.fromEntries(
      types.map((type) => [type, figuresOf(rows, type)]),
    );
    return Promise.resolve({
      suite: "redaction",
      n: rows.length,
      seeds: SEEDS,
      figures: {
        perType,
        overall: {
          recall: share(types.map((type) => hits(rows, type))),
          precision: share(types.map((type) => rightOnes(rows, type))),
        },
      },
      intervals: Object.fromEntries(
        types.map((type) => [
          `${type}.recall`,
          widest(
            SEEDS.map((seed) =>
              interval95(rows, (sample) => share([hits(sample, type)]), seed),
            ),
          ),
        ]),
      ),
      config: {
        test: options["test"],
        claimed: CLAIMED,
        counts: "a span counts as found when a placeholder overlaps it",
      },
      seconds: (performance.now() - startedAt) / 1000,
    });
  },
};

function syntheticReport(perType: number, startedAt: number) {
  const { n, figures } = syntheticFigures(SEEDS, perType);
  return {
    suite: "redaction",
    n,
    seeds: SEEDS,
    figures,
    intervals: {},
    config: {
      synthetic: perType,
      counts:
        "texts made up here, never real ones; a value counts as found when no letter or digit of it is left",
    },
    seconds: (performance.now() - startedAt) / 1000,
  };
}

type Count = [right: number, all: number];

/** Recall counts any placeholder over the span: what matters is that the data is gone. */
function hits(rows: readonly Scored[], type: string): Count {
  const gold = rows.flatMap(({ gold, found }) =>
    gold
      .filter((span) => span.type === type)
      .map((span) => found.some((one) => overlaps(one, span))),
  );
  return [gold.filter(Boolean).length, gold.length];
}

/** Precision asks for the right type. */
function rightOnes(rows: readonly Scored[], type: string): Count {
  const claims = rows.flatMap(({ gold, found }) =>
    found
      .filter((span) => span.type === type)
      .map((span) =>
        gold.some((one) => one.type === type && overlaps(one, span)),
      ),
  );
  return [claims.filter(Boolean).length, claims.length];
}

function figuresOf(rows: readonly Scored[], type: string) {
  const [found, labelled] = hits(rows, type);
  const [right, claimed] = rightOnes(rows, type);
  return {
    recall: share([[found, labelled]]),
    /** With 95 % confidence recall is at least this; null: there was none to find. */
    recallAtLeast: labelled === 0 ? null : lowerBound95(found, labelled),
    precision: share([[right, claimed]]),
    labelled,
    found,
    claimed,
    right,
  };
}

/** The resampling is the only thing that a seed decides here. */
function widest(intervals: [number, number][]): [number, number] {
  return [
    Math.min(...intervals.map(([low]) => low)),
    Math.max(...intervals.map(([, high]) => high)),
  ];
}

/** 1 when there is nothing to find or claim. */
function share(counts: Count[]): number {
  const right = counts.reduce((sum, [part]) => sum + part, 0);
  const all = counts.reduce((sum, [, whole]) => sum + whole, 0);
  return all === 0 ? 1 : right / all;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
