import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { sentencesOf, type Suggestion } from "../domain/suggestion.ts";
import { keys, type Ending, type Thread } from "./queries.ts";

interface Held {
  thread: Thread;
  superseded: boolean;
  moveOn: () => void;
  /** Sentences of the draft that was left behind when the agent moved on; null: there was none. */
  known: Set<string> | null;
}

/**
 * The thread whose draft is shown. A newer customer message does not pull the draft from under the agent's eyes: it
 * stays, marked as superseded, until they ask for the new one. With nothing worth keeping, the panel moves on at once.
 */
export function useHeldThread(newest: Thread): Held {
  const client = useQueryClient();
  const [messageId, hold] = useState(newest.lastMessageId);
  const [leftAt, setLeftAt] = useState<string | null>(null);
  const thread = useMemo(
    () => ({ ...newest, lastMessageId: messageId }),
    [newest, messageId],
  );
  const superseded = messageId !== newest.lastMessageId;
  if (superseded && !isWorthKeeping(client, thread)) hold(newest.lastMessageId);
  const known = useMemo(
    () =>
      leftAt === null
        ? null
        : sentencesIn(client, { ...newest, lastMessageId: leftAt }),
    [client, leftAt, newest],
  );
  return {
    thread,
    superseded,
    known,
    moveOn: () => {
      setLeftAt(messageId);
      hold(newest.lastMessageId);
    },
  };
}

function sentencesIn(client: QueryClient, thread: Thread): Set<string> | null {
  const answer = client.getQueryData<Suggestion>(
    keys.suggestion(thread),
  )?.answer;
  return answer?.kind === "draft"
    ? new Set(sentencesOf(answer.draft).map(({ text }) => text))
    : null;
}

/** A draft that the agent may be reading: there, and neither used nor rejected yet. */
function isWorthKeeping(client: QueryClient, thread: Thread): boolean {
  const shown = client.getQueryData<Suggestion>(keys.suggestion(thread));
  if (!shown || shown.answer.kind === "abstention") return false;
  return !client.getQueryData<Ending>(keys.ending(shown.suggestionId));
}
