/**
 * How often Heed drafts, and whether every draft rests on something.
 *
 *   npx tsx tests/evals/abstention.eval.ts PACK TICKETS [--n 50] [--seed 1] [--show]
 *
 * PACK is the folder of a pack, or one Markdown rule book. TICKETS is JSONL (see tests/sandbox/tickets.ts).
 */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { quantitiesIn } from "../../src/domain/guardrails/quantities.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import {
  sentencesOf,
  textOf,
  type Suggestion,
} from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { policyToPack } from "../../backend/packs/policy-to-pack.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import { buildLiveKnowledge } from "../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../backend/pipeline/memory-embedding-cache.ts";
import { suggest } from "../../backend/pipeline/suggest.ts";
import { createPackagedEmbedder } from "../../backend/retrieval/packaged-embedder.ts";
import { readTickets } from "../sandbox/tickets.ts";
import { ticketOfRow } from "./ticket-of.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    show: { type: "boolean", default: false },
    now: { type: "string", default: "2026-11-24T12:00:00.000Z" },
  },
});
const [packPath, ticketsPath] = positionals;
if (!packPath || !ticketsPath)
  throw new Error("Name a pack and a file of tickets.");

const random = generator(Number(values.seed));
const all = readTickets(ticketsPath);
const tickets = (
  Number(values.n) > 0 ? shuffled(all).slice(0, Number(values.n)) : all
).map(ticketOfRow);

const embedder = createPackagedEmbedder();
const live = await buildLiveKnowledge(
  { number: 1, pack: packAt(packPath) },
  embedder,
  createMemoryEmbeddingCache(),
);

const outcomes: { suggestion: Suggestion; ticket: Ticket }[] = [];
for (const ticket of tickets) {
  const { suggestion } = await suggest(
    live,
    {
      suggestionId: randomUUID(),
      ticket,
      agentName: null,
      instruction: null,
      intentId: null,
    },
    {
      memberId: "evaluation",
      now: new Date(values.now),
      signal: new AbortController().signal,
      onStep: () => undefined,
    },
  );
  outcomes.push({ suggestion, ticket });
  if (values.show) show(suggestion, ticket);
}
await embedder.close();

const abstained = outcomes.filter(
  ({ suggestion }) => suggestion.answer.kind === "abstention",
);
const drafted = outcomes.filter(
  ({ suggestion }) => suggestion.answer.kind === "draft",
);
console.log(
  JSON.stringify(
    {
      n: outcomes.length,
      drafted: share(drafted.length),
      briefs: outcomes.length - drafted.length - abstained.length,
      abstained: share(abstained.length),
      withoutCitation: drafted.filter(
        ({ suggestion }) =>
          !citedSentences(suggestion).some((ids) => ids.length > 0),
      ).length,
      numbersWithoutSource: drafted.flatMap(({ suggestion, ticket }) =>
        unfoundedNumbers(suggestion, ticket),
      ),
      flagged: drafted.filter(({ suggestion }) =>
        sentencesIn(suggestion).some(({ status }) => status === "flagged"),
      ).length,
    },
    null,
    2,
  ),
);

function packAt(path: string): PolicyPack {
  if (path.endsWith(".md")) return policyToPack(readFileSync(path, "utf8"));
  const reading = readPack(path);
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors, null, 2));
  return reading.pack;
}

/** Share with its 95 % bootstrap interval (2,000 draws). */
function share(count: number) {
  const n = outcomes.length || 1;
  const draws = Array.from({ length: 2000 }, () => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (random() < count / n) hits += 1;
    return hits / n;
  }).sort((a, b) => a - b);
  return {
    count,
    share: count / n,
    interval95: [draws[50] ?? 0, draws[1949] ?? 0],
  };
}

function sentencesIn({ answer }: Suggestion) {
  return answer.kind === "draft" ? sentencesOf(answer.draft) : [];
}

function citedSentences(suggestion: Suggestion): string[][] {
  return sentencesIn(suggestion).map(({ sourceIds }) => sourceIds);
}

function unfoundedNumbers(suggestion: Suggestion, ticket: Ticket): string[] {
  const said = ticket.messages.map(({ text }) => text);
  return sentencesIn(suggestion).flatMap(({ text, sourceIds, templateId }) => {
    if (templateId !== null) return [];
    const known = [
      ...said,
      ...suggestion.sources
        .filter(({ sourceId }) => sourceIds.includes(sourceId))
        .map((source) => source.text),
    ].flatMap(quantitiesIn);
    return quantitiesIn(text)
      .filter(({ value }) => !known.some((one) => one.value === value))
      .map(({ quote }) => `${ticket.ticketId}: ${quote}`);
  });
}

function show({ answer, intents }: Suggestion, ticket: Ticket): void {
  const text =
    answer.kind === "draft"
      ? textOf(answer.draft)
      : answer.kind === "brief"
        ? `[brief] ${textOf(answer.brief)}`
        : `[${answer.abstention.missing}] ${answer.abstention.message}`;
  const topic = intents[0] ? `${intents[0].name} ${intents[0].score}` : "none";
  console.error(
    `\n== ${ticket.ticketId} ${ticket.subject ?? ""} (${topic})\n${text}`,
  );
}

function shuffled<T>(list: T[]): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** mulberry32: the same seed draws the same tickets on every machine. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
