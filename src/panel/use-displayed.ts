import { useEffect } from "react";
import type { Suggestion } from "../domain/suggestion.ts";
import { valueOf } from "./ask-failure.ts";
import { useDoor, type Door } from "./door.ts";

/** Said once per suggestion, however often its ticket comes back into view. */
const reported = new WeakMap<Door, Set<string>>();

/** Tells the worker that this draft was really in front of the agent: drawn, in a visible panel. */
export function useDisplayed(suggestion: Suggestion | null): void {
  const door = useDoor();
  const suggestionId =
    suggestion === null || suggestion.answer.kind === "abstention"
      ? null
      : suggestion.suggestionId;

  useEffect(() => {
    if (suggestionId === null) return;
    const said = reported.get(door) ?? new Set<string>();
    reported.set(door, said);
    const report = () => {
      if (document.visibilityState !== "visible" || said.has(suggestionId))
        return;
      said.add(suggestionId);
      // Not heard: say it again at the next sight.
      valueOf(door, { type: "panel.displayed", suggestionId }).catch(() =>
        said.delete(suggestionId),
      );
    };
    report();
    document.addEventListener("visibilitychange", report);
    return () => document.removeEventListener("visibilitychange", report);
  }, [door, suggestionId]);
}
