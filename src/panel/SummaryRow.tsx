import { DisclosureRow } from "../design/DisclosureRow.tsx";
import type { Ticket } from "../domain/ticket.ts";
import { useAgent } from "./agent-store.ts";
import { Notice } from "./Notice.tsx";
import { useSummary, type Thread } from "./queries.ts";
import { SummaryLines } from "./SummaryLines.tsx";
import { words } from "./words.ts";

interface Props {
  thread: Thread;
  ticket: Ticket;
  reachable: boolean;
  /** Ask without waiting for the row to be opened. */
  ahead: boolean;
  onJump: (messageId: string) => void;
}

export function SummaryRow({
  thread,
  ticket,
  reachable,
  ahead,
  onJump,
}: Props) {
  const open = useAgent((state) => state.openRows.includes("summary"));
  const toggleRow = useAgent((state) => state.toggleRow);
  const { data, error, isFetching, isWriting, refetch } = useSummary(
    thread,
    ticket,
    { enabled: reachable && (ahead || open), opened: open },
  );

  return (
    <DisclosureRow
      title={words.summary}
      hint={hintOf()}
      open={open}
      keyName="S"
      onToggle={() => toggleRow("summary")}
    >
      {data ? (
        <SummaryLines
          summary={data}
          ticket={ticket}
          writing={isWriting}
          onJump={onJump}
        />
      ) : (
        <Notice failure={error} onRetry={() => void refetch()} />
      )}
    </DisclosureRow>
  );

  function hintOf(): string {
    if (data) return data.lines[0]?.text ?? words.nothingYet;
    if (error) return words.notRead;
    return isFetching ? words.reading : words.notAskedYet;
  }
}
