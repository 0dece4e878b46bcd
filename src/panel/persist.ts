import { QueryClient, type Query } from "@tanstack/react-query";
import type {
  PersistedClient,
  Persister,
} from "@tanstack/react-query-persist-client";
import * as z from "zod";
import {
  extractedField,
  suggestion,
  summary,
} from "../contracts/suggestion.ts";
import { CONTRACT_VERSION } from "../contracts/version.ts";
import { rejectReason, sourceProblem } from "../contracts/signal.ts";
import { keepFew } from "./keep-few.ts";
import { createKept } from "./kept.ts";
import { STORED_KEYS } from "./queries.ts";

/**
 * The answers about tickets on disk, so that a draft is there at once when the panel opens and when the backend is
 * down. They hold customers' text: they live for half a day and go when the connection ends (see `forgetAnswers`).
 */

export const MAX_AGE_MS = 12 * 60 * 60 * 1000;
/** A change of the wire's shape throws away what was stored in the old one. */
export const BUSTER = `contract-${CONTRACT_VERSION}`;

const STORED_AS: Record<(typeof STORED_KEYS)[number], z.ZodType> = {
  suggestion,
  summary,
  fields: z.array(extractedField),
  ending: z.nullable(
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("inserted") }),
      z.object({ kind: z.literal("rejected"), reason: rejectReason }),
    ]),
  ),
  memory: z.object({
    steps: z.array(z.string()),
    corrected: z.record(z.string(), z.string()),
    flagged: z.record(z.string(), sourceProblem),
  }),
};
const storedQuery = z
  .object({
    queryKey: z.tuple([z.enum(STORED_KEYS)], z.string()),
    queryHash: z.string(),
    state: z.looseObject({ data: z.unknown(), dataUpdatedAt: z.number() }),
  })
  .loose();
const storedAnswer = z.object({
  buster: z.literal(BUSTER),
  query: storedQuery,
});

/** A new client with the panel's habits: every failure is shown at once, the worker decides about repeating. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        // A query is a message to the worker, which answers without a network too.
        networkMode: "always",
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        gcTime: MAX_AGE_MS,
      },
    },
  });
  keepFew(client);
  return client;
}

export function createPersister(databaseName: string): Persister {
  const kept = createKept(databaseName);
  /** What this panel has put there or found, by the answer's key. */
  let written = new Map<string, unknown>();
  return {
    // Called for every change of any query, also for each word in the composer; the disk is for changed answers only.
    persistClient: async ({ buster, clientState }) => {
      const before = written;
      // The answers themselves, not copies of them: react-query replaces what changes.
      const now = new Map(
        clientState.queries.map((it) => [it.queryHash, it.state.data]),
      );
      const put = clientState.queries.filter(
        ({ queryHash, state }) => before.get(queryHash) !== state.data,
      );
      // Only its own: what another window's panel has put there is not this one's to remove.
      const gone = [...before.keys()].filter((key) => !now.has(key));
      if (put.length === 0 && gone.length === 0) return;
      written = now;
      await kept
        .change(
          new Map(put.map((query) => [query.queryHash, { buster, query }])),
          gone,
        )
        .catch((error: unknown) => {
          written = before;
          throw error;
        });
    },
    restoreClient: async () => {
      const found = await kept.all();
      const queries = queriesFrom(found);
      const restored = new Map(
        queries.map((it) => [it.queryHash, it.state.data]),
      );
      const stale = [...found.keys()].filter((key) => !restored.has(key));
      if (stale.length > 0) await kept.change(new Map(), stale);
      written = restored;
      if (queries.length === 0) return undefined;
      return {
        // Each answer has its own age, and was read by it.
        timestamp: Date.now(),
        buster: BUSTER,
        clientState: { mutations: [], queries },
      };
    },
    removeClient: () => {
      written = new Map();
      return kept.clear();
    },
  };
}

type Answers = PersistedClient["clientState"]["queries"];

/** Which queries go to disk. Each by its own age: the client's time stamp is renewed with every write. */
export function isStored(query: Query, now = Date.now()): boolean {
  return (
    query.state.status === "success" &&
    STORED_KEYS.some((key) => key === query.queryKey[0]) &&
    now - query.state.dataUpdatedAt < MAX_AGE_MS
  );
}

/** Disk is an edge: an answer that does not parse is left out, and asked for again. */
export function queriesFrom(
  found: Map<string, unknown>,
  now = Date.now(),
): Answers {
  return [...found].flatMap(([key, value]) => {
    const read = storedAnswer.safeParse(value);
    if (!read.success) return [];
    const { queryKey, queryHash, state } = read.data.query;
    return queryHash === key &&
      now - state.dataUpdatedAt < MAX_AGE_MS &&
      STORED_AS[queryKey[0]].safeParse(state.data).success
      ? // What it holds was checked; the rest of its state is react-query's own.
        [read.data.query as unknown as Answers[number]]
      : [];
  });
}
