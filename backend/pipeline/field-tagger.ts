import { featuresOf } from "./field-features.ts";
import { tokensOf, type Token } from "./field-tokens.ts";
import { newLabelChain } from "./label-chain.ts";

/** A sentence with the values that people marked in it. What is unmarked is no value of any field. */
export interface LabelledText {
  text: string;
  spans: FieldSpan[];
}

export interface FieldSpan {
  fieldId: string;
  start: number;
  end: number;
}

export interface FoundSpan extends FieldSpan {
  /** 0 to 1: how sure the tagger is of the value's least sure word. */
  confidence: number;
}

/** Finds values by what stands around them, as learned from marked sentences. */
export interface FieldTagger {
  fieldIds: ReadonlySet<string>;
  find(text: string): FoundSpan[];
}

const EPOCHS = 12;

/** The same examples and seed give the same tagger. null: there is nothing to learn from. */
export function learnTagger(
  examples: LabelledText[],
  seed = 1,
): FieldTagger | null {
  const fieldIds = [
    ...new Set(examples.flatMap(({ spans }) => spans.map((it) => it.fieldId))),
  ].toSorted();
  if (fieldIds.length === 0) return null;
  const isKnown = seenTwice(examples);
  const ids = new Map<string, number>();
  const rows = examples.map(({ text, spans }) => {
    const tokens = tokensOf(text);
    return {
      gold: labelsOf(tokens, spans, fieldIds),
      features: featuresOf(tokens, isKnown).map((names) =>
        names.map((name) => {
          const id = ids.get(name) ?? ids.size;
          ids.set(name, id);
          return id;
        }),
      ),
    };
  });
  const chain = newLabelChain(ids.size, 1 + 2 * fieldIds.length);
  const shuffle = newShuffle(seed);
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const { features, gold } of shuffle(rows)) chain.learn(features, gold);
  // A text is asked about field by field: it is read once.
  let last: { text: string; spans: FoundSpan[] } | null = null;
  const findInLine = (text: string): FoundSpan[] => {
    const tokens = tokensOf(text);
    const features = featuresOf(tokens, isKnown).map((names) =>
      names.flatMap((name) => ids.get(name) ?? []),
    );
    return spansOf(tokens, chain.decode(features), fieldIds);
  };
  return {
    fieldIds: new Set(fieldIds),
    find(text) {
      if (last?.text === text) return last.spans;
      const spans = linesOf(text).flatMap(({ line, offset }) =>
        findInLine(line).map((span) => ({
          ...span,
          start: span.start + offset,
          end: span.end + offset,
        })),
      );
      last = { text, spans };
      return spans;
    },
  };
}

/** What is learned from sentences reads lines: nothing is said across two of them. */
function linesOf(text: string): { line: string; offset: number }[] {
  let offset = 0;
  return text.split("\n").map((line) => {
    const at = offset;
    offset += line.length + 1;
    return { line, offset: at };
  });
}

function seenTwice(examples: LabelledText[]): (word: string) => boolean {
  const counts = new Map<string, number>();
  for (const { text } of examples)
    for (const token of tokensOf(text)) {
      const word = token.text.toLowerCase();
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  return (word) => (counts.get(word) ?? 0) > 1;
}

/** 0 outside; 2k + 1 begins, 2k + 2 continues a value of field k. Of two values on one word the first one counts. */
function labelsOf(
  tokens: Token[],
  spans: FieldSpan[],
  fieldIds: string[],
): number[] {
  const labels = tokens.map(() => 0);
  for (const { fieldId, start, end } of spans) {
    const inside = tokens.flatMap((token, at) =>
      token.start < end && start < token.end ? [at] : [],
    );
    if (inside.some((at) => labels[at] !== 0)) continue;
    inside.forEach((at, nth) => {
      labels[at] = 2 * fieldIds.indexOf(fieldId) + (nth === 0 ? 1 : 2);
    });
  }
  return labels;
}

function spansOf(
  tokens: Token[],
  decoded: { label: number; probability: number }[],
  fieldIds: string[],
): FoundSpan[] {
  const spans: FoundSpan[] = [];
  decoded.forEach(({ label, probability }, at) => {
    const token = tokens[at];
    if (label === 0 || token === undefined) return;
    const last = spans.at(-1);
    if (label % 2 === 0 && last) {
      last.end = token.end;
      last.confidence = Math.min(last.confidence, probability);
      return;
    }
    const { start, end } = token;
    const fieldId = fieldIds[(label - 1) / 2] ?? "";
    spans.push({ fieldId, start, end, confidence: probability });
  });
  return spans;
}

/** Fisher and Yates, seeded: a small linear congruential generator (Numerical Recipes) is random enough for an order. */
function newShuffle(seed: number) {
  let state = seed >>> 0;
  return <T>(rows: readonly T[]): T[] => {
    const shuffled = [...rows];
    for (let last = shuffled.length - 1; last > 0; last--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const other = Math.floor((state / 2 ** 32) * (last + 1));
      [shuffled[last], shuffled[other]] = [
        shuffled[other] as T,
        shuffled[last] as T,
      ];
    }
    return shuffled;
  };
}
