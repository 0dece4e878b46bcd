import { Icon } from "../design/Icon.tsx";
import type { Summary } from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { shortDayOf } from "./dates.ts";
import { words } from "./words.ts";

interface Props {
  summary: Summary;
  ticket: Ticket;
  /** A language model is at it; until it is done these are the thread's own words. */
  writing: boolean;
  onJump: (messageId: string) => void;
}

/** The thread's key moments, each with a way to the message it comes from. */
export function SummaryLines({ summary, ticket, writing, onJump }: Props) {
  const { engine } = summary;
  return (
    <>
      <ul className="sum">
        {summary.lines.map((line, n) => {
          const at = ticket.messages.findIndex(
            ({ messageId }) => messageId === line.messageId,
          );
          const message = ticket.messages[at];
          return (
            <li key={n}>
              <span dir="auto">
                <small>{words.summaryLabels[line.label]} </small>
                {line.text}
              </span>
              <button
                type="button"
                className="jump"
                aria-label={words.jumpTo(message ? at + 1 : null)}
                onClick={() => onJump(line.messageId)}
              >
                {message && shortDayOf(message.at)}
                <Icon name="jump" small />
              </button>
            </li>
          );
        })}
      </ul>
      <p className="said">
        {words.messagesRead(ticket.messages.length)}
        {summary.attachmentsNotRead > 0 &&
          ` ${words.attachments(summary.attachmentsNotRead)}`}
        {ticket.completeness === "partial" && ` ${words.partial}`}
        {writing && ` ${words.summaryIsWritten}`}
        {engine?.fallback && ` ${engine.fallback.message}`}
        {engine?.promptVersion.startsWith("summary.") &&
          ` ${words.summaryByModel}`}
      </p>
    </>
  );
}
