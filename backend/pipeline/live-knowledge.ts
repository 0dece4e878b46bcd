import { createHash } from "node:crypto";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import {
  chunkDocument,
  passageOfNotice,
  passageOfTemplate,
} from "../knowledge/chunk.ts";
import type { Passage } from "../knowledge/passage.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { mapped, withPauses } from "../retrieval/long-work.ts";
import { foreignAsks } from "../retrieval/other-trades.ts";
import { stem } from "../retrieval/stem.ts";
import {
  NO_EXPERIENCE,
  type UsefulnessTable,
} from "../retrieval/usefulness.ts";
import {
  headingOf,
  passageIndexWork,
  type PassageIndex,
} from "../retrieval/passage-index.ts";
import { buildFieldReader, type FieldReader } from "./field-reader.ts";
import type { LabelledText } from "./field-tagger.ts";
import {
  buildIntentIndex,
  exemplarTexts,
  type IntentIndex,
} from "./intent-index.ts";

/** One release, ready to answer: pure data beside the embedder it was built with. A new release replaces it whole. */
export interface LiveKnowledge {
  releaseNumber: number;
  pack: PolicyPack;
  embedder: Embedder;
  passages: PassageIndex;
  /** Templates and past replies that were approved for customers, looked for like passages and never among them. */
  approved: PassageIndex;
  intents: IntentIndex;
  fields: FieldReader;
  usefulness: UsefulnessTable;
}

/** Vectors by content, so that a release embeds only what is new in it. */
export interface EmbeddingCache {
  get(keys: string[]): Promise<Map<string, Float32Array>>;
  put(entries: Map<string, Float32Array>): Promise<void>;
}

/** Above this many sentences, whole passages are embedded instead: memory and time grow with the rows. */
const MAX_UNIT_ROWS = 20_000;
/** Kept after each so many, so that a restart does not begin again. */
const KEEP_EVERY = 64;

export async function buildLiveKnowledge(
  release: { number: number; pack: PolicyPack; corrected?: LabelledText[] },
  embedder: Embedder,
  cache: EmbeddingCache,
): Promise<LiveKnowledge> {
  const { pack } = release;
  const passages = [
    ...pack.notices.map(passageOfNotice),
    ...(await withPauses(mapped(pack.knowledge, chunkDocument))).flat(),
  ];
  const approved = answeringTemplates(pack).map((template) =>
    passageOfTemplate(
      template,
      pack.intents
        .filter(({ intentId }) => template.intents.includes(intentId))
        .map(({ name }) => name),
    ),
  );
  const rows = rowTexts(passages);
  const approvedRows = rowTexts(approved);
  const exemplars = exemplarTexts(pack.intents);
  const vocabulary = new Set(
    (
      await withPauses(
        mapped([...exemplars, ...rows.map(({ text }) => text)], contentStems),
      )
    ).flat(),
  );
  const foreign = foreignAsks((word) => vocabulary.has(stem(word)));
  const vectors = await embedAll(
    [
      ...[...rows, ...approvedRows].map(({ text }) => text),
      ...exemplars,
      ...foreign,
    ],
    embedder,
    cache,
  );
  const indexOf = (of: Passage[], texts: RowText[]) =>
    withPauses(
      passageIndexWork(
        of,
        embedder.dimensions,
        texts.map(({ owner, unit, text }) => ({
          owner,
          unit,
          vector: vectorOf(vectors, text),
        })),
      ),
    );
  return {
    releaseNumber: release.number,
    pack,
    embedder,
    passages: await indexOf(passages, rows),
    approved: await indexOf(approved, approvedRows),
    intents: buildIntentIndex(pack.intents, foreign, (text) =>
      vectorOf(vectors, text),
    ),
    fields: buildFieldReader(pack, release.corrected),
    usefulness: NO_EXPERIENCE,
  };
}

/** Public ones that may answer: not what opens a reply, nor the acknowledgement of a high-risk intent. */
function answeringTemplates({ templates, intents }: PolicyPack) {
  const frames = new Set(
    intents.flatMap(({ templateId, acknowledgementId }) => [
      templateId,
      acknowledgementId,
    ]),
  );
  return templates.filter(
    ({ templateId, audience }) =>
      audience === "public" && !frames.has(templateId),
  );
}

interface RowText {
  owner: number;
  unit: number;
  text: string;
}

/** One row for the heading and one per sentence: a question is answered by a sentence, not by a page. */
function rowTexts(passages: Passage[]): RowText[] {
  const count = passages.reduce((sum, { units }) => sum + units.length + 1, 0);
  return passages.flatMap((passage, owner): RowText[] => {
    const heading = headingOf(passage);
    if (count > MAX_UNIT_ROWS)
      return [{ owner, unit: -1, text: `${heading}. ${passage.text}` }];
    return [
      { owner, unit: -1, text: heading },
      ...passage.units.map(({ text }, unit) => ({ owner, unit, text })),
    ];
  });
}

async function embedAll(
  texts: string[],
  embedder: Embedder,
  cache: EmbeddingCache,
): Promise<Map<string, Float32Array>> {
  const keys = new Map(
    await withPauses(
      mapped([...new Set(texts)], (text): [string, string] => [
        text,
        keyOf(embedder, text),
      ]),
    ),
  );
  const known = await cache.get([...keys.values()]);
  const vectors = new Map<string, Float32Array>();
  const missing: string[] = [];
  for (const [text, key] of keys) {
    const vector = known.get(key);
    if (vector?.length === embedder.dimensions) vectors.set(text, vector);
    else missing.push(text);
  }
  for (let at = 0; at < missing.length; at += KEEP_EVERY) {
    const part = missing.slice(at, at + KEEP_EVERY);
    const embedded = await embedder.embed(part);
    const entries = new Map<string, Float32Array>();
    part.forEach((text, index) => {
      const vector = embedded[index];
      if (!vector) return;
      vectors.set(text, vector);
      entries.set(keyOf(embedder, text), vector);
    });
    await cache.put(entries);
  }
  return vectors;
}

function keyOf(embedder: Embedder, text: string): string {
  return `${embedder.id}:${createHash("sha256").update(text).digest("hex")}`;
}

function vectorOf(
  vectors: Map<string, Float32Array>,
  text: string,
): Float32Array {
  const vector = vectors.get(text);
  if (!vector) throw new Error("The embedder left out a text.");
  return vector;
}
