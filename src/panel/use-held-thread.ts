import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { Suggestion } from "../domain/suggestion.ts";
import { keys, type Ending, type Thread } from "./queries.ts";

/**
 * The thread whose draft is shown. A newer customer message does not pull the draft from under the agent's eyes: it
 * stays, marked as superseded, until they ask for the new one. With nothing worth keeping, the panel moves on at once.
 */
export function useHeldThread(newest: Thread): {
  thread: Thread;
  superseded: boolean;
  moveOn: () => void;
} {
  const client = useQueryClient();
  const [messageId, hold] = useState(newest.lastMessageId);
  const thread = useMemo(
    () => ({ ...newest, lastMessageId: messageId }),
    [newest, messageId],
  );
  const superseded = messageId !== newest.lastMessageId;

  useEffect(() => {
    if (!superseded) return;
    const shown = client.getQueryData<Suggestion>(keys.suggestion(thread));
    const ending =
      shown && client.getQueryData<Ending>(keys.ending(shown.suggestionId));
    if (!shown || shown.answer.kind === "abstention" || ending)
      hold(newest.lastMessageId);
  }, [client, newest.lastMessageId, superseded, thread]);

  return { thread, superseded, moveOn: () => hold(newest.lastMessageId) };
}
