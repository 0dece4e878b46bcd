import type { ReactNode } from "react";
import type { Suggestion } from "../domain/suggestion.ts";
import type { ConnectionState } from "../messaging/panel-protocol.ts";
import { useAgent } from "./agent-store.ts";
import { useAnnouncement } from "./Announcer.tsx";
import { Head } from "./Head.tsx";
import { words } from "./words.ts";

interface Props {
  ticketId?: string;
  suggestion?: Suggestion | null;
  connection: ConnectionState | null;
  insertKey: string | null;
  onTopic?: ((intentId: string) => void) | null;
  /** The search's box, in the head's place; the body then holds what was found, which takes the focus itself. */
  search?: ReactNode;
  strips?: ReactNode;
  foot?: ReactNode;
  announcement?: string;
  children: ReactNode;
}

/** Head and foot stay; only the body between them scrolls. */
export function Frame({
  ticketId,
  suggestion = null,
  connection,
  insertKey,
  onTopic = null,
  search = null,
  strips,
  foot,
  announcement = "",
  children,
}: Props) {
  const setMenu = useAgent((state) => state.setMenu);
  useAnnouncement(announcement);
  return (
    <main className="panel">
      <h1 className="hide">{words.title(ticketId ?? null)}</h1>
      {search ?? (
        <Head
          suggestion={suggestion}
          connection={connection}
          insertKey={insertKey}
          onTopic={onTopic}
        />
      )}
      {strips}
      {/* Scrolls, so the keyboard must be able to reach it even when nothing inside takes the focus. */}
      <div
        className="body"
        tabIndex={search === null ? 0 : undefined}
        role="region"
        aria-label={search === null ? words.regions.body : words.results}
        onPointerDown={() => setMenu(null)}
        // A menu left by Tab would lie over what has the focus now.
        onFocus={() => setMenu(null)}
      >
        {children}
      </div>
      {foot}
    </main>
  );
}
