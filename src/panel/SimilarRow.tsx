import { DisclosureRow } from "../design/DisclosureRow.tsx";
import { useAgent } from "./agent-store.ts";
import { dayOf } from "./dates.ts";
import { useSimilar, type Thread } from "./queries.ts";
import { words } from "./words.ts";

interface Props {
  thread: Thread;
  /** false: not yet. Nothing waits for it, and it waits for the draft. */
  asks: boolean;
}

/**
 * Solved tickets like this one that the helpdesk lets this agent read. A tab of their own: in the helpdesk's, what the
 * agent is typing would be put aside.
 */
export function SimilarRow({ thread, asks }: Props) {
  const open = useAgent((state) => state.openRows.includes("similar"));
  const toggleRow = useAgent((state) => state.toggleRow);
  const tickets = useSimilar(thread, asks);
  if (tickets.length === 0) return null;
  return (
    <DisclosureRow
      title={words.similar}
      hint={words.similarCount(tickets.length)}
      keepHint
      open={open}
      keyName="L"
      onToggle={() => toggleRow("similar")}
    >
      <ul className="alike">
        {tickets.map(({ ticketId, subject, solvedAt, url }) => (
          <li key={ticketId}>
            <a href={url} target="_blank" rel="noreferrer" dir="auto">
              {subject ?? words.ticketNumber(ticketId)}
            </a>
            {solvedAt && <small>{dayOf(solvedAt)}</small>}
          </li>
        ))}
      </ul>
    </DisclosureRow>
  );
}
