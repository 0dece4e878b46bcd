import type { Ticket } from "../../src/domain/ticket.ts";
import { detectLanguage } from "../../src/domain/language.ts";
import { needOf } from "../pipeline/need.ts";
import {
  cutTicket,
  redactorFor,
  redactTicket,
} from "../pipeline/redact-ticket.ts";
import { rememberingEmbedder } from "../pipeline/remembering-embedder.ts";
import { createEmbeddingCache } from "../releases/embedding-cache.ts";
import {
  alikeIn,
  askedIndexWork,
  type AskedIndex,
} from "../retrieval/alike.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { withPauses } from "../retrieval/long-work.ts";
import { makeQuery } from "../retrieval/query.ts";
import type { Database } from "../storage/database.ts";
import {
  readPastTickets,
  versionOfPast,
  type PastOf,
  type PastTicket,
} from "./past-tickets.ts";

/** Which solved tickets ask what an open one asks. */
export interface SimilarTickets {
  /** The likest first. Whether this agent may read them is not known here: the helpdesk says. */
  find(
    workspaceId: string,
    embedder: Embedder,
    ticket: Ticket,
  ): Promise<Pick<PastTicket, "ticketId" | "solvedAt">[]>;
}

const MOST = 3;
/** Kept in memory, the ones asked last: some 30 MB for five thousand tickets. */
const ACCOUNTS_KEPT = 4;
const EMBEDDED_AT_ONCE = 64;

interface Past {
  version: string;
  tickets: PastTicket[];
  index: AskedIndex;
}

export function createSimilarTickets(database: Database): SimilarTickets {
  const kept = new Map<string, Promise<Past>>();
  /** Rebuilt from the database when there is another past, or another embedder. */
  const pastOf = async (
    workspaceId: string,
    of: PastOf,
    embedder: Embedder,
  ): Promise<Past> => {
    const key = JSON.stringify([
      workspaceId,
      of.helpdesk,
      of.accountKey,
      embedder.id,
    ]);
    const version = await versionOfPast(database, workspaceId, of);
    const known = kept.get(key);
    kept.delete(key);
    const past =
      known && (await known.catch(() => null))?.version === version
        ? known
        : buildPast(database, workspaceId, of, embedder, version);
    kept.set(key, past);
    const [oldest] = kept.keys();
    if (kept.size > ACCOUNTS_KEPT && oldest !== undefined) kept.delete(oldest);
    // One that failed is built anew by whoever asks next.
    past.catch(() => {
      if (kept.get(key) === past) kept.delete(key);
    });
    return past;
  };
  return {
    async find(workspaceId, embedder, raw) {
      const { helpdesk, accountKey, ticketId } = raw;
      const { tickets, index } = await pastOf(
        workspaceId,
        { helpdesk, accountKey },
        embedder,
      );
      if (tickets.length === 0) return [];
      // What is kept has placeholders, and so has what is looked for.
      const need = needOf(redactTicket(cutTicket(raw), redactorFor(raw, null)));
      if (need.texts.length === 0) return [];
      const query = await makeQuery(
        embedder,
        need.texts,
        need.words,
        detectLanguage(need.words),
      );
      return alikeIn(index, query)
        .flatMap(({ at }) => tickets[at] ?? [])
        .filter((one) => one.ticketId !== ticketId)
        .slice(0, MOST)
        .map((one) => ({ ticketId: one.ticketId, solvedAt: one.solvedAt }));
    },
  };
}

async function buildPast(
  database: Database,
  workspaceId: string,
  of: PastOf,
  embedder: Embedder,
  version: string,
): Promise<Past> {
  const tickets = await readPastTickets(database, workspaceId, of);
  const texts = tickets.map(textOf);
  const vectors = await embedPast(database, workspaceId, embedder, texts);
  const index = await withPauses(askedIndexWork(texts, vectors));
  return { version, tickets, index };
}

/** Ahead, so that nobody who opens a ticket waits for it. */
export async function embedPastTickets(
  database: Database,
  workspaceId: string,
  embedder: Embedder,
  tickets: PastTicket[],
): Promise<void> {
  await embedPast(database, workspaceId, embedder, tickets.map(textOf));
}

async function embedPast(
  database: Database,
  workspaceId: string,
  embedder: Embedder,
  texts: string[],
): Promise<Float32Array[]> {
  const { embed } = rememberingEmbedder(
    embedder,
    createEmbeddingCache(database, workspaceId),
  );
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += EMBEDDED_AT_ONCE)
    vectors.push(...(await embed(texts.slice(at, at + EMBEDDED_AT_ONCE))));
  if (vectors.length !== texts.length)
    throw new Error("The embedder left out a text.");
  return vectors;
}

function textOf({ subject, question }: PastTicket): string {
  return subject === null ? question : `${subject}. ${question}`;
}
