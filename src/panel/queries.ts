import {
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import type { RejectReason } from "../domain/outcome.ts";
import type { Suggestion } from "../domain/suggestion.ts";
import { newestMessageId, ticketKey, type Ticket } from "../domain/ticket.ts";
import type { TabView } from "../messaging/panel-protocol.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { useDoor, type Door } from "./door.ts";

/**
 * What the worker knows, kept by react-query. Tabs are keyed by their id and never stored; everything about a ticket
 * is keyed by the ticket and its newest customer message (a summary: its newest message of all), so that a newer message
 * never shows an older answer.
 */

/** One ticket at one customer message, in one tab. */
export interface Thread {
  tabId: number;
  ref: NonNullable<TabView["ref"]>;
  lastMessageId: string;
}

/** How the agent ended a suggestion. Kept beside the answers, so that it survives closing the panel with them. */
export type Ending =
  { kind: "inserted" } | { kind: "rejected"; reason: RejectReason };

const LOOK_AGAIN_MS = 5_000;

export const STORED_KEYS = [
  "suggestion",
  "summary",
  "fields",
  "ending",
  "memory",
] as const;

export const keys = {
  view: (tabId: number) => ["view", tabId] as const,
  suggestion: (it: Thread) =>
    ["suggestion", ticketKey(it.ref), it.lastMessageId] as const,
  /** By the newest message of all: a colleague's reply or note changes it, too. */
  summary: (ticket: Ticket) =>
    ["summary", ticketKey(ticket), newestMessageId(ticket)] as const,
  writtenSummary: (ticket: Ticket) =>
    [...keys.summary(ticket), "written"] as const,
  fields: (it: Thread) =>
    ["fields", ticketKey(it.ref), it.lastMessageId] as const,
  /** Not stored: other customers' tickets, which the agent may read today. */
  similar: (ref: Thread["ref"]) => ["similar", ticketKey(ref)] as const,
  memory: (it: Thread) =>
    ["memory", ticketKey(it.ref), it.lastMessageId] as const,
  /** Not stored here: the worker keeps it. */
  edit: (suggestionId: string) => ["edit", suggestionId] as const,
  ending: (suggestionId: string) => ["ending", suggestionId] as const,
  /** Not stored either: it is asked again. */
  search: (query: string, expired: boolean) =>
    ["search", query, expired] as const,
};

/** What the tab shows. Asked for once, then kept up to date by the worker's pushes. */
export function useView(tabId: number | null) {
  const door = useDoor();
  const client = useQueryClient();
  useEffect(
    () =>
      door.onPush((push) => {
        if (push.type === "push.view")
          client.setQueryData(keys.view(push.view.tabId), push.view);
      }),
    [door, client],
  );
  return useQuery({
    queryKey: keys.view(tabId ?? -1),
    queryFn: () => valueOf(door, { type: "panel.view", tabId: tabId ?? -1 }),
    enabled: tabId !== null,
    // While something is wrong, look again: the question itself makes the worker try the backend.
    refetchInterval: ({ state }) =>
      state.data?.connection.kind === "ok" ? false : LOOK_AGAIN_MS,
  });
}

export function useSuggestion(thread: Thread, enabled: boolean) {
  const door = useDoor();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.suggestion(thread),
    queryFn: () => suggest(door, thread, {}),
    enabled: enabled && mayAsk(client, keys.suggestion(thread)),
    staleTime: Infinity,
  });
}

/**
 * The thread in its own words, at once; read by the agent (`opened`), in a language model's words as soon as they are
 * there, where there is a model.
 */
export function useSummary(
  { tabId, ref }: Thread,
  ticket: Ticket,
  { enabled, opened }: { enabled: boolean; opened: boolean },
) {
  const door = useDoor();
  const client = useQueryClient();
  const ask = (written: boolean) =>
    valueOf(door, { type: "panel.summarise", tabId, ref, written });
  const own = useQuery({
    queryKey: keys.summary(ticket),
    queryFn: () => ask(false),
    enabled: enabled && mayAsk(client, keys.summary(ticket)),
    staleTime: Infinity,
  });
  const isOffered = own.data?.engine?.capabilities.includes("rewrite") ?? false;
  const written = useQuery({
    queryKey: keys.writtenSummary(ticket),
    queryFn: () => ask(true),
    enabled: enabled && opened && isOffered,
    staleTime: Infinity,
    // The thread's own words are there already.
    retry: false,
  });
  return {
    data: written.data ?? own.data,
    error: own.error,
    isFetching: own.isFetching,
    isWriting: written.isFetching,
    refetch: own.refetch,
  };
}

export function useFields(thread: Thread, enabled: boolean) {
  const door = useDoor();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.fields(thread),
    queryFn: () => valueOf(door, { type: "panel.extract", ...thread }),
    enabled: enabled && mayAsk(client, keys.fields(thread)),
    staleTime: Infinity,
  });
}

/** Solved tickets like this one: once for each ticket that is opened, and without a word when there is no answer. */
export function useSimilar({ tabId, ref }: Thread, enabled: boolean) {
  const door = useDoor();
  const { data } = useQuery({
    queryKey: keys.similar(ref),
    queryFn: () => valueOf(door, { type: "panel.similar", tabId, ref }),
    enabled,
    staleTime: Infinity,
  });
  return data ?? [];
}

/** Asks for another suggestion in the place of this one. The old one stays until the new one is there. */
export function useRegenerate(thread: Thread) {
  const door = useDoor();
  const client = useQueryClient();
  return useCallback(
    (how: {
      instruction?: string | null;
      intentId?: string | null;
      replaces?: string;
    }) =>
      client
        .fetchQuery({
          queryKey: keys.suggestion(thread),
          queryFn: () => suggest(door, thread, how),
          staleTime: 0,
        })
        // Shown where the query is shown; a stopped one is nothing to tell.
        .catch(() => undefined),
    [client, door, thread],
  );
}

export function useEnding(suggestionId: string) {
  const client = useQueryClient();
  const { data } = useQuery<Ending | null>({
    queryKey: keys.ending(suggestionId),
    queryFn: () => null,
    enabled: false,
  });
  const setEnding = useCallback(
    (ending: Ending | null) =>
      client.setQueryData(keys.ending(suggestionId), ending),
    [client, suggestionId],
  );
  return [data ?? null, setEnding] as const;
}

/** Forgets every answer about tickets: the connection has ended, and what it brought goes with it. */
export function forgetAnswers(client: QueryClient): void {
  for (const key of STORED_KEYS) client.removeQueries({ queryKey: [key] });
  for (const key of ["edit", "search", "similar"])
    client.removeQueries({ queryKey: [key] });
}

/**
 * A failed query is asked again by itself once the backend is reachable again; but what the backend itself could not
 * do is left to the agent's Retry, or the panel would knock at a broken backend for ever.
 */
function mayAsk(client: QueryClient, key: readonly string[]): boolean {
  const error = client.getQueryState(key)?.error;
  const state = error instanceof AskFailure ? error.connection : null;
  return state?.kind !== "backend_error" || state.code === "slow";
}

function suggest(
  door: Door,
  thread: Thread,
  how: {
    instruction?: string | null;
    intentId?: string | null;
    replaces?: string;
  },
): Promise<Suggestion> {
  return valueOf(door, {
    type: "panel.suggest",
    ...thread,
    instruction: how.instruction ?? null,
    intentId: how.intentId ?? null,
    replaces: how.replaces ?? null,
  });
}
