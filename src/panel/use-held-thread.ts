import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Suggestion } from "../domain/suggestion.ts";
import { keys, type Ending, type Thread } from "./queries.ts";

interface Held {
  thread: Thread;
  superseded: boolean;
  moveOn: () => void;
}

/**
 * The thread whose draft is shown. A newer customer message does not pull the draft from under the agent's eyes: it
 * stays, marked as superseded, until they ask for the new one. With nothing worth keeping, the panel moves on at once.
 */
export function useHeldThread(newest: Thread): Held {
  const client = useQueryClient();
  const [messageId, hold] = useState(newest.lastMessageId);
  const thread = useMemo(
    () => ({ ...newest, lastMessageId: messageId }),
    [newest, messageId],
  );
  const superseded = messageId !== newest.lastMessageId;
  if (superseded && !isWorthKeeping(client, thread)) hold(newest.lastMessageId);
  return { thread, superseded, moveOn: () => hold(newest.lastMessageId) };
}

/** A draft that the agent may be reading: there, and neither used nor rejected yet. */
function isWorthKeeping(client: QueryClient, thread: Thread): boolean {
  const shown = client.getQueryData<Suggestion>(keys.suggestion(thread));
  if (!shown || shown.answer.kind === "abstention") return false;
  return !client.getQueryData<Ending>(keys.ending(shown.suggestionId));
}
