import type { Passage } from "../knowledge/passage.ts";
import { contentStems } from "./content-words.ts";
import { firstOfSame } from "./duplicates.ts";
import { buildLexicalIndex, type LexicalIndex } from "./lexical-index.ts";
import {
  buildVectorIndex,
  type VectorIndex,
  type VectorRow,
} from "./vector-index.ts";

/** Everything that can be found in one release, ready to be searched. Built once, swapped whole. */
export interface PassageIndex {
  passages: Passage[];
  lexical: LexicalIndex;
  vectors: VectorIndex;
  /** Stems per passage. */
  stems: { heading: Set<string>; units: Set<string>[]; all: Set<string> }[];
  /** In force from and until, in milliseconds; infinite where no date is stated. */
  from: Float64Array;
  until: Float64Array;
  /** Place of the first passage that says the same. */
  firstOfSame: Int32Array;
}

export function buildPassageIndex(
  passages: Passage[],
  dimensions: number,
  rows: VectorRow[],
): PassageIndex {
  const texts = passages.map((passage) => ({
    heading: headingOf(passage),
    body: passage.text,
  }));
  return {
    passages,
    lexical: buildLexicalIndex(texts),
    vectors: buildVectorIndex(dimensions, rows),
    from: Float64Array.from(passages, ({ effectiveFrom }) =>
      effectiveFrom === null ? -Infinity : Date.parse(effectiveFrom),
    ),
    until: Float64Array.from(passages, ({ effectiveUntil }) =>
      effectiveUntil === null ? Infinity : Date.parse(effectiveUntil),
    ),
    firstOfSame: firstOfSame(passages),
    stems: passages.map((passage) => {
      const heading = new Set(contentStems(headingOf(passage)));
      const units = passage.units.map(
        ({ text }) => new Set(contentStems(text)),
      );
      return {
        heading,
        units,
        all: new Set([heading, ...units].flatMap((one) => [...one])),
      };
    }),
  };
}

export function headingOf(passage: Passage): string {
  return passage.section === null
    ? passage.title
    : `${passage.title}: ${passage.section.replaceAll(" › ", ", ")}`;
}
