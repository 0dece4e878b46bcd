import { briefDocument } from "../engines/brief.ts";
import type { Passage } from "../knowledge/passage.ts";
import {
  candidatesFor,
  closestEver,
  LOOKED_AT,
  type Candidate,
} from "../retrieval/candidates.ts";
import { productsNamedIn } from "../retrieval/products.ts";
import { usefulnessFor } from "../retrieval/usefulness.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import type { Understanding } from "./understand.ts";

export interface Retrieval {
  /** In force today and for this audience, best first; notices for the intent lead. */
  passages: Candidate[];
  /** Approved replies for this intent or for none in particular, best first. */
  approved: Candidate[];
  /** How well the best of them answers, 0 to 1. */
  score: number;
  /** The nearest passage whatever its dates. Only looked for when nothing is drafted. */
  closest: () => Candidate | null;
}

const LIMIT = 12;
const APPROVED = 4;

/** A notice outranks articles for its own intents; to others it is one page among many. */
export function retrieve(
  live: LiveKnowledge,
  { query, intent, intents, language, isLanguageServed, need }: Understanding,
  now: Date,
): Retrieval {
  if (!query)
    return { passages: [], approved: [], score: 0, closest: () => null };
  // A ticket may ask two things: notices of a likely second intent count, too.
  const meant = new Set([
    ...(intent ? [intent.intentId] : []),
    ...intents
      .filter(({ score }) => score >= live.pack.thresholds.intent)
      .map(({ intentId }) => intentId),
  ]);
  const filter = {
    audience:
      intent?.risk === "high" ? ("internal" as const) : ("public" as const),
    locale: isLanguageServed ? language : null,
    products: productsNamedIn(live.passages, need.naming),
  };
  const isPosted = (passage: Passage) =>
    passage.kind === "notice" &&
    passage.intents.some((intentId) => meant.has(intentId));
  const candidates = (always: (passage: Passage) => boolean) =>
    candidatesFor(
      live.passages,
      query,
      { ...filter, now },
      {
        limit: LOOKED_AT,
        always,
        usefulness: usefulnessFor(live.usefulness, intent?.intentId ?? null),
      },
    ).map((one) =>
      // Whoever posted it said what it is for: to anything else it is not near.
      one.passage.kind === "notice" && !isPosted(one.passage)
        ? { ...one, evidence: { ...one.evidence, affinity: 0 } }
        : one,
    );
  const near = candidates(isPosted);
  // A brief begins where its policy begins, however little the ticket has of those words.
  const briefed = intent?.risk === "high" ? briefDocument(near) : null;
  const isWanted = (passage: Passage) =>
    isPosted(passage) || passage.documentId === briefed;
  const found = (briefed === null ? near : candidates(isWanted))
    .sort((a, b) => b.score - a.score)
    .filter(({ passage }, rank) => rank < LIMIT || isWanted(passage));
  const approved = candidatesFor(
    live.approved,
    query,
    { now, audience: "public", locale: null },
    { limit: LOOKED_AT },
  )
    .filter(
      ({ passage }) =>
        passage.intents.length === 0 ||
        passage.intents.includes(intent?.intentId ?? ""),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, APPROVED);
  return {
    approved,
    passages: [
      ...found.filter(({ passage }) => isPosted(passage)),
      ...found.filter(({ passage }) => !isPosted(passage)),
    ],
    // … and no reason to draft.
    score: Math.max(
      0,
      ...found
        .filter(
          ({ passage }) => passage.kind === "article" || isPosted(passage),
        )
        .map(({ score }) => score),
    ),
    closest: () => closestEver(live.passages, query, filter),
  };
}
