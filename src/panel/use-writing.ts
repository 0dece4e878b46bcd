import { useEffect, useState } from "react";
import type { Draft, Source } from "../domain/suggestion.ts";
import { ticketKey } from "../domain/ticket.ts";
import { useDoor } from "./door.ts";
import type { Thread } from "./queries.ts";

export interface Writing {
  draft: Draft;
  sources: Source[];
}

/** The draft that is being written for this thread, as far as it is; null: nothing of it is there, or it has ended. */
export function useWriting(
  thread: Thread,
  isFetching: boolean,
): Writing | null {
  const door = useDoor();
  const [writing, setWriting] = useState<Writing | null>(null);
  useEffect(() => {
    if (!isFetching) return;
    const stopListening = door.onPush((push) => {
      if (
        push.type === "push.writing" &&
        push.lastMessageId === thread.lastMessageId &&
        ticketKey(push.ref) === ticketKey(thread.ref)
      )
        setWriting(push);
    });
    return () => {
      stopListening();
      setWriting(null);
    };
  }, [door, thread, isFetching]);
  return writing;
}
