import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import type { Source } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { withCitation } from "./citation.ts";
import { useDoor } from "./door.ts";
import { usePackZone } from "./pack-zone.ts";
import { goTo, isInForce } from "./parts.ts";
import { keys } from "./queries.ts";
import { words } from "./words.ts";

export interface Found {
  hits: Source[];
  /** Place of the marked one among them. */
  at: number;
  /** The marked hit of exactly the words that stand in the box. null: there is none, and Enter searches. */
  ready: Source | null;
  /** What it is copied as. */
  citation: string | null;
  isSearching: boolean;
  /** What came of it, in words. Empty: nothing was asked yet. */
  said: string;
  /** Asks with the words in the box. */
  ask: () => void;
  toggleExpired: () => void;
  /** Marks the next hit, or the one before; round the ends. */
  step: (by: 1 | -1) => void;
  mark: (at: number) => void;
}

export const SEARCH_BOX = "search-box";
export const hitId = (at: number) => `hit-${at}`;

const NONE: Source[] = [];

/** What was found for the words that were asked, kept only while the agent searches. */
export function useSearch(): Found {
  const door = useDoor();
  const zone = usePackZone();
  const { query, includesExpired, asked, at } = useAgent(
    ({ search }) => search,
  );
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: keys.search(asked?.query ?? "", asked?.expired ?? false),
    queryFn: () =>
      valueOf(door, {
        type: "panel.search",
        query: asked?.query ?? "",
        expired: asked?.expired ?? false,
      }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const { changeSearch } = useAgent.getState();
  const hits = data ?? NONE;
  const typed = query.trim();
  const isDone = asked?.query === typed && !isFetching && !error;
  const ready = (isDone && hits[at]) || null;
  const askFor = (what: string, expired: boolean) =>
    changeSearch({ asked: { query: what, expired }, at: 0 });
  const mark = (next: number) => {
    changeSearch({ at: next });
    goTo(hitId(next), false);
  };

  return {
    hits,
    at,
    ready,
    citation: ready && withCitation(ready, zone, door.now()),
    isSearching: isFetching,
    said: saying(),
    ask: () => {
      if (typed === "") goTo(SEARCH_BOX, true);
      else if (asked?.query !== typed) askFor(typed, includesExpired);
      else if (!isFetching) void refetch();
    },
    toggleExpired: () => {
      changeSearch({ includesExpired: !includesExpired });
      if (asked !== null) askFor(typed || asked.query, !includesExpired);
    },
    step: (by) => {
      if (hits.length > 0) mark((at + by + hits.length) % hits.length);
    },
    mark,
  };

  function saying(): string {
    if (asked === null) return "";
    if (isFetching) return words.searching;
    if (error)
      return error instanceof AskFailure ? error.message : words.workerGone;
    const inForce = hits.filter((hit) => isInForce(hit, door.now())).length;
    return words.found(inForce, asked.expired ? hits.length - inForce : null);
  }
}

/** In the box and in the list alike: arrows step, and Enter copies the marked hit or, where there is none, searches. */
export function onSearchKey(
  event: KeyboardEvent,
  { citation, ask, step }: Found,
  onCopy: (text: string) => void,
): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === "Enter") {
    if (citation === null) ask();
    else onCopy(citation);
  } else if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else return;
  event.preventDefault();
}
