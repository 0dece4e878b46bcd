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
    state: z.looseObject({ data: z.unknown(), dataUpdatedAt: z.number() }),
  })
  .loose();
const storedClient = z.object({
  timestamp: z.number(),
  buster: z.string(),
  clientState: z.object({ queries: z.array(z.unknown()) }),
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
  let written: Answers | null = null;
  return {
    // Called for every change of any query, also for each word in the composer; the disk is for changed answers only.
    persistClient: async (client) => {
      const { queries } = client.clientState;
      if (written !== null && areSame(written, queries)) return;
      written = queries;
      await kept.put(client).catch((error: unknown) => {
        written = null;
        throw error;
      });
    },
    restoreClient: async () => clientFrom(await kept.get()),
    removeClient: () => {
      written = null;
      return kept.delete();
    },
  };
}

type Answers = PersistedClient["clientState"]["queries"];

/** The answers themselves, not copies of them: react-query replaces what changes. */
function areSame(some: Answers, others: Answers): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ queryHash, state }, n) =>
        queryHash === others[n]?.queryHash &&
        state.data === others[n]?.state.data,
    )
  );
}

/** Which queries go to disk. Each by its own age: the client's time stamp is renewed with every write. */
export function isStored(query: Query, now = Date.now()): boolean {
  return (
    query.state.status === "success" &&
    STORED_KEYS.some((key) => key === query.queryKey[0]) &&
    now - query.state.dataUpdatedAt < MAX_AGE_MS
  );
}

/** Disk is an edge: a query that does not parse is left out, and asked for again. */
export function clientFrom(
  stored: unknown,
  now = Date.now(),
): PersistedClient | undefined {
  const client = storedClient.safeParse(stored);
  if (!client.success) return undefined;
  const queries = client.data.clientState.queries.filter((query) => {
    const read = storedQuery.safeParse(query);
    return (
      read.success &&
      now - read.data.state.dataUpdatedAt < MAX_AGE_MS &&
      STORED_AS[read.data.queryKey[0]].safeParse(read.data.state.data).success
    );
  });
  return {
    timestamp: client.data.timestamp,
    buster: client.data.buster,
    // What a query holds was checked above; the rest of its state is react-query's own.
    clientState: {
      mutations: [],
      queries: queries as PersistedClient["clientState"]["queries"],
    },
  };
}
