import { useEffect, useState } from "react";
import { ticketKey } from "../domain/ticket.ts";
import { useDoor } from "./door.ts";
import type { Thread } from "./queries.ts";
import type { Written } from "./Writing.tsx";

/** The draft as far as it is written for this thread while it is waited for; null: nothing yet. */
export function useWritten(thread: Thread, waits: boolean): Written | null {
  const door = useDoor();
  const [written, setWritten] = useState<Written | null>(null);
  if (!waits && written !== null) setWritten(null);
  useEffect(
    () =>
      door.onPush((push) => {
        if (
          push.type === "push.writing" &&
          push.tabId === thread.tabId &&
          push.lastMessageId === thread.lastMessageId &&
          ticketKey(push.ref) === ticketKey(thread.ref)
        )
          setWritten({ draft: push.draft, sources: push.sources });
      }),
    [door, thread],
  );
  return waits ? written : null;
}
