import type { Query, QueryClient } from "@tanstack/react-query";

/**
 * Of each kind of answer so many stay once they are off the page. More than anybody has open at a time; an older one
 * is asked for again, and the worker, which keeps the suggestions, has it at once.
 */
export const ANSWERS_KEPT = 50;

/**
 * Lets go of the answers that have been off the page for longest. Without it the panel would hold, and write to disk
 * with every answer, each ticket of the agent's day.
 */
export function keepFew(client: QueryClient): void {
  const cache = client.getQueryCache();
  /** Off the page, the first that left it at the beginning. */
  const left = new Set<Query>();
  cache.subscribe(({ type, query }) => {
    if (type === "observerAdded" || type === "removed") left.delete(query);
    // One that comes from disk, or is asked for ahead, has not been on the page yet.
    if (type === "added") left.add(query);
    if (type !== "observerRemoved" || query.getObserversCount() > 0) return;
    left.add(query);
    const kind = kindOf(query);
    const ofKind = [...left].filter((it) => kindOf(it) === kind);
    for (const old of ofKind.slice(0, -ANSWERS_KEPT)) cache.remove(old);
  });
}

/** Its first word, and what tells two answers about one thread apart: the summary, and the one a model wrote. */
function kindOf({ queryKey: [kind, , , manner] }: Query): string {
  return JSON.stringify([kind, manner]);
}
