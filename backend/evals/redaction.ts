import * as z from "zod";
import { createRedactor } from "../../src/domain/redaction.ts";
import { interval95 } from "./bootstrap.ts";
import { lowerBound95 } from "./clopper-pearson.ts";
import { readJsonLines } from "./read-rows.ts";
import type { Suite } from "./suite.ts";

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

/** The labelled type that each of our placeholders claims to be. Names and addresses have no shape to claim. */
const CLAIMED: Record<string, string> = {
  EMAIL: "EMAIL_ADDRESS",
  CARD: "CREDIT_CARD",
  IBAN: "IBAN_CODE",
  IP: "IP_ADDRESS",
  SSN: "US_SSN",
  PHONE: "PHONE_NUMBER",
};
const SEEDS = [1, 2, 3];

interface Span {
  type: string;
  start: number;
  end: number;
}
interface Scored {
  gold: Span[];
  found: Span[];
}

export const redaction: Suite = {
  name: "redaction",
  usage: "--test FILE",
  summary: "how much personal data becomes a placeholder, per type",
  options: { test: { type: "string" } },
  run(options) {
    const startedAt = performance.now();
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

/** Where the placeholders stand in the original text: what lies between them is unchanged. */
export function placeholdersIn(text: string): Span[] {
  const redactor = createRedactor();
  const found: Span[] = [];
  let at = 0;
  for (const part of redactor.redact(text).split(/(⟦[A-Z]+_\d+⟧)/)) {
    const label = part.match(/^⟦([A-Z]+)_\d+⟧$/)?.[1];
    const length = label ? redactor.restore(part).length : part.length;
    if (label)
      found.push({
        type: CLAIMED[label] ?? label,
        start: at,
        end: at + length,
      });
    at += length;
  }
  return found;
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
