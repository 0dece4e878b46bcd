import { chunkDocument } from "../knowledge/chunk.ts";
import type { Passage } from "../knowledge/passage.ts";
import { factsOf } from "../retrieval/near-duplicate.ts";
import { shinglesOf } from "../retrieval/shingles.ts";
import { rowOf, type HealthCheck } from "./check.ts";
import { holdTogether } from "./hold-together.ts";

/** Words in a row that two texts are compared by. */
const SHINGLE = 4;
/** Share of the smaller text's word rows that the other has, too. */
const SAME = 0.8;
/** Shorter passages are alike by chance: "Contact us." */
const MIN_WORDS = 20;
/** A row of words that more passages than this share is a phrase of the house, and no sign of a copy. */
const COMMON = 25;

export const duplicate: HealthCheck = {
  id: "duplicate",
  title: "Said twice",
  means:
    "Documents with a passage of 20 words or more, four fifths of whose word rows stand in another document for the same readers that holds at the same time, in the same language, and with no other number, date, name or negation.",
  find: ({ pack, now }) => {
    const documents = new Map(pack.knowledge.map((it) => [it.documentId, it]));
    const rows: ReturnType<typeof rowOf>[] = [];
    const told = new Set<string>();
    for (const [one, other] of copies(
      pack.knowledge.flatMap(chunkDocument),
      now,
    )) {
      const key = [one.documentId, other.documentId].sort().join("\n");
      const document = documents.get(one.documentId);
      if (told.has(key) || !document) continue;
      told.add(key);
      rows.push(
        rowOf(
          document,
          `"${one.section ?? one.title}" is also in ${other.documentId} ("${other.title}").`,
          {
            inPack: "keep one of the two, and link to it from the other",
            imported:
              "Keep one of the two at its source (ID or the other), import again",
          },
        ),
      );
    }
    return rows;
  },
};

interface Held {
  passage: Passage;
  shingles: Set<string>;
}

function copies(passages: Passage[], now: Date): [Passage, Passage][] {
  const texts: Held[] = passages
    .filter(
      ({ effectiveUntil }) =>
        effectiveUntil === null || Date.parse(effectiveUntil) > now.getTime(),
    )
    .map((passage) => ({ passage, shingles: rowsIn(passage.text) }))
    .filter(({ shingles }) => shingles.size > MIN_WORDS - SHINGLE);
  const holders = new Map<string, number[]>();
  texts.forEach(({ shingles }, at) => {
    for (const shingle of shingles) {
      const those = holders.get(shingle);
      if (those) those.push(at);
      else holders.set(shingle, [at]);
    }
  });
  const found: [Passage, Passage][] = [];
  texts.forEach(({ passage, shingles }, at) => {
    const shared = new Map<number, number>();
    for (const shingle of shingles) {
      const those = holders.get(shingle) ?? [];
      if (those.length > COMMON) continue;
      for (const other of those)
        if (other > at) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, count] of shared) {
      const twin = texts[other];
      if (!twin || twin.passage.documentId === passage.documentId) continue;
      const share = count / Math.min(shingles.size, twin.shingles.size);
      if (
        share >= SAME &&
        passage.audience === twin.passage.audience &&
        holdTogether(passage, twin.passage, now) &&
        sameFacts({ passage, shingles }, twin)
      )
        found.push([passage, twin.passage]);
    }
  });
  return found;
}

function rowsIn(text: string): Set<string> {
  return shinglesOf(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [], SHINGLE);
}

/**
 * Has the smaller text's numbers, negations and names in a row, too; where the two are about as long, no others. What
 * differs there is no copy to do away with but a rule that somebody has to decide on (contradictory.ts).
 */
function sameFacts(one: Held, other: Held): boolean {
  const [less, more] =
    one.shingles.size <= other.shingles.size ? [one, other] : [other, one];
  const [ours, theirs] = [less, more].map(
    ({ passage }) =>
      `${factsOf(passage.text)
        .map((fact) => `\n${fact}`)
        .join("")}\n`,
  ) as [string, string]; // two in, two out
  const isWhole = less.shingles.size >= SAME * more.shingles.size;
  return isWhole ? ours === theirs : theirs.includes(ours);
}
