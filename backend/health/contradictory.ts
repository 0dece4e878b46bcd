import type { Passage } from "../knowledge/passage.ts";
import { chunkDocument } from "../knowledge/chunk.ts";
import {
  disagreementOf,
  readingOf,
  type Reading,
} from "../retrieval/disagreement.ts";
import { headingOf } from "../retrieval/passage-index.ts";
import { rowOf, type HealthCheck, type HealthRow } from "./check.ts";
import { holdTogether } from "./hold-together.ts";

/** Words that two sentences must share before they are compared at all. */
const COMMON = 2;
/** A word in more sentences than this tells no two of them apart, and comparing all of those takes a square. */
const FREQUENT = 300;

export const contradictory: HealthCheck = {
  id: "contradictory",
  title: "Sources that disagree",
  means:
    "Pairs of documents that hold at the same time for the same readers, and in which two sentences set the same rule with another number, another time, or yes against no.",
  find: ({ pack, now }) => {
    const documents = new Map(pack.knowledge.map((it) => [it.documentId, it]));
    const told = new Set<string>();
    const rows: HealthRow[] = [];
    for (const { one, other } of disagreements(
      pack.knowledge.flatMap(chunkDocument),
      now,
    )) {
      const key = [one.passage.documentId, other.passage.documentId]
        .sort()
        .join("\n");
      const document = documents.get(one.passage.documentId);
      if (told.has(key) || !document) continue;
      told.add(key);
      rows.push(
        rowOf(
          document,
          `It says "${one.text}"; ${other.passage.documentId} says "${other.text}"`,
          {
            inPack:
              "keep the one that holds, and give the other an effectiveUntil",
            imported:
              "Mend ID or the other at its source and import again, or npx heed knowledge label ID --effective-until DATE",
          },
        ),
      );
    }
    return rows;
  },
};

interface Said {
  passage: Passage;
  text: string;
  reading: Reading;
}

function* disagreements(
  passages: Passage[],
  now: Date,
): Generator<{ one: Said; other: Said }> {
  const said: Said[] = passages.flatMap((passage) =>
    passage.units.map(({ text }) => ({
      passage,
      text,
      reading: readingOf({ text, heading: headingOf(passage) }),
    })),
  );
  const holders = new Map<string, number[]>();
  said.forEach(({ reading }, at) => {
    for (const stem of reading.own)
      holders.set(stem, [...(holders.get(stem) ?? []), at]);
  });
  for (const [at, one] of said.entries()) {
    const shared = new Map<number, number>();
    for (const stem of one.reading.own) {
      const those = holders.get(stem) ?? [];
      if (those.length > FREQUENT) continue;
      for (const other of those)
        if (other > at) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [index, count] of shared) {
      const other = said[index];
      if (!other || count < COMMON) continue;
      if (other.passage.documentId === one.passage.documentId) continue;
      if (!holdTogether(one.passage, other.passage, now)) continue;
      if (disagreementOf(one.reading, other.reading) !== null)
        yield { one, other };
    }
  }
}
