import { useEffect, useState } from "react";
import type { Finding } from "../domain/suggestion.ts";
import { valueOf } from "./ask-failure.ts";
import { useDoor } from "./door.ts";

/** Long enough that nothing is said in the middle of a word. */
const PAUSE_MS = 600;
const NONE: Finding[] = [];

/** What is to check in the agent's text, once typing pauses. null: there is no text of theirs. */
export function useRecheck(
  tabId: number,
  suggestionId: string | null,
  text: string | null,
): Finding[] {
  const door = useDoor();
  const [said, setSaid] = useState<{ text: string; findings: Finding[] }>();
  useEffect(() => {
    if (suggestionId === null || text === null) return;
    let isNewest = true;
    const pause = setTimeout(() => {
      void valueOf(door, { type: "panel.recheck", tabId, suggestionId, text })
        .then((findings) => isNewest && setSaid({ text, findings }))
        .catch(() => undefined); // a warning less; the backend's own findings stand
    }, PAUSE_MS);
    return () => {
      isNewest = false;
      clearTimeout(pause);
    };
  }, [door, tabId, suggestionId, text]);
  return text === null ? NONE : (said?.findings ?? NONE);
}
