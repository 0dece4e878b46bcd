import type { Passage } from "../knowledge/passage.ts";
import { contentStems } from "./content-words.ts";
import { firstOfSame } from "./duplicates.ts";
import { lexicalIndexWork, type LexicalIndex } from "./lexical-index.ts";
import { inOneGo, type LongWork } from "./long-work.ts";
import {
  vectorIndexWork,
  type VectorIndex,
  type VectorRow,
} from "./vector-index.ts";

/** Everything that can be found in one release, ready to be searched. Built once, swapped whole. */
export interface PassageIndex {
  passages: Passage[];
  lexical: LexicalIndex;
  vectors: VectorIndex;
  stemsOf(at: number): Stems;
  /** In force from and until, in milliseconds; infinite where no date is stated. */
  from: Float64Array;
  until: Float64Array;
  /** Who may read it and what it is about: a base has a handful of different ones. */
  labels: Label[];
  /** Place in `labels` of each passage's. */
  labelOf: Int32Array;
  /** Place of the first passage that says the same. */
  firstOfSame: Int32Array;
}

export interface Stems {
  heading: Set<string>;
  units: Set<string>[];
  all: Set<string>;
}

export type Label = Pick<Passage, "audience" | "locale" | "product">;

/** In one go; `passageIndexWork` is the same with places to pause. */
export function buildPassageIndex(
  passages: Passage[],
  dimensions: number,
  rows: VectorRow[],
): PassageIndex {
  return inOneGo(passageIndexWork(passages, dimensions, rows));
}

export function* passageIndexWork(
  passages: Passage[],
  dimensions: number,
  rows: VectorRow[],
): LongWork<PassageIndex> {
  return {
    passages,
    lexical: yield* lexicalIndexWork(
      passages.map((passage) => ({
        heading: headingOf(passage),
        body: passage.text,
      })),
    ),
    vectors: yield* vectorIndexWork(dimensions, rows),
    from: Float64Array.from(passages, ({ effectiveFrom }) =>
      effectiveFrom === null ? -Infinity : Date.parse(effectiveFrom),
    ),
    until: Float64Array.from(passages, ({ effectiveUntil }) =>
      effectiveUntil === null ? Infinity : Date.parse(effectiveUntil),
    ),
    ...labelsOf(passages),
    firstOfSame: yield* firstOfSame(passages),
    stemsOf: createStems(passages),
  };
}

export function headingOf(passage: Passage): string {
  return passage.section === null
    ? passage.title
    : `${passage.title}: ${passage.section.replaceAll(" › ", ", ")}`;
}

function labelsOf(
  passages: readonly Passage[],
): Pick<PassageIndex, "labels" | "labelOf"> {
  const labels: Label[] = [];
  const places = new Map<string, number>();
  const labelOf = Int32Array.from(passages, ({ audience, locale, product }) => {
    const key = JSON.stringify([audience, locale, product]);
    const place = places.get(key) ?? labels.length;
    if (place === labels.length) {
      places.set(key, place);
      labels.push({ audience, locale, product });
    }
    return place;
  });
  return { labels, labelOf };
}

/** Read when a passage is first among the near ones, and then kept: most never are. */
function createStems(passages: readonly Passage[]): (at: number) => Stems {
  const known = new Map<number, Stems>();
  return (at) => {
    const before = known.get(at);
    if (before) return before;
    const passage = passages[at];
    const heading = new Set(passage ? contentStems(headingOf(passage)) : []);
    const units = (passage?.units ?? []).map(
      ({ text }) => new Set(contentStems(text)),
    );
    const all = new Set([heading, ...units].flatMap((one) => [...one]));
    const stems = { heading, units, all };
    known.set(at, stems);
    return stems;
  };
}
