import { DisclosureRow } from "../design/DisclosureRow.tsx";
import { Icon } from "../design/Icon.tsx";
import type { ExtractedField } from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { useAgent } from "./agent-store.ts";
import { shortDayOf } from "./dates.ts";
import { Notice } from "./Notice.tsx";
import { useFields, type Thread } from "./queries.ts";
import { words } from "./words.ts";

interface Props {
  thread: Thread;
  ticket: Ticket;
  reachable: boolean;
  ahead: boolean;
  onCopy: (text: string) => void;
}

/** What the thread says, with the words it says it in; then who asks, and what the helpdesk already holds. */
export function FieldsRow({ thread, ticket, reachable, ahead, onCopy }: Props) {
  const open = useAgent((state) => state.openRows.includes("fields"));
  const toggleRow = useAgent((state) => state.toggleRow);
  const { data, error, isFetching, refetch } = useFields(
    thread,
    reachable && (ahead || open),
  );
  const labels = new Set(data?.map(({ label }) => label.toLowerCase()));
  const others = ticket.fields.filter(
    ({ label, value }) => value !== "" && !labels.has(label.toLowerCase()),
  );

  return (
    <DisclosureRow
      title={words.fields}
      hint={hintOf()}
      keepHint
      open={open}
      keyName="D"
      onToggle={() => toggleRow("fields")}
    >
      {!data && <Notice failure={error} onRetry={() => void refetch()} />}
      <dl className="fields">
        {data?.map((field) => (
          <Field
            key={field.fieldId}
            label={field.label}
            value={field.value}
            small={sourceOf(field, ticket)}
            warning={
              field.candidates.length > 0
                ? words.alsoSays(field.candidates.join(", "))
                : null
            }
            onCopy={onCopy}
          />
        ))}
        {ticket.requester && (
          <Field
            label={words.requester}
            value={ticket.requester.name}
            small={ticket.requester.email}
            warning={null}
            onCopy={onCopy}
          />
        )}
        {others.map((field) => (
          <Field
            key={field.fieldId}
            label={field.label}
            value={field.value}
            small={words.alreadyOnTicket}
            warning={null}
            onCopy={onCopy}
          />
        ))}
      </dl>
    </DisclosureRow>
  );

  function hintOf(): string {
    if (data) {
      const found = data.filter(({ value }) => value !== null).length;
      return data.length > 0
        ? words.fieldsFound(found, data.length)
        : words.fieldsOnTicket(ticket.fields.length);
    }
    if (error) return words.notRead;
    return isFetching ? words.reading : words.notAskedYet;
  }
}

interface FieldProps {
  label: string;
  value: string | null;
  small: string | null;
  warning: string | null;
  onCopy: (text: string) => void;
}

function Field({ label, value, small, warning, onCopy }: FieldProps) {
  const copied = useAgent((state) => state.copied === value);
  return (
    <div className="field">
      <dt dir="auto">{label}</dt>
      {value === null ? (
        <dd className="none">{words.notInTicket}</dd>
      ) : (
        <dd>
          <span dir="auto">{value}</span>
          {small !== null && <small dir="auto">{small}</small>}
          {warning !== null && (
            <small className="look" dir="auto">
              {warning}
            </small>
          )}
        </dd>
      )}
      {value !== null && (
        <dd>
          <button
            type="button"
            className="ib"
            aria-label={words.copyField(label)}
            onClick={() => onCopy(value)}
          >
            <Icon name={copied ? "tick" : "copy"} />
          </button>
        </dd>
      )}
    </div>
  );
}

/** “order FH-88190” · email, 18 Nov */
function sourceOf(field: ExtractedField, ticket: Ticket): string | null {
  if (field.quote === null) return null;
  const quote = words.quoted(field.quote);
  const message = ticket.messages.find(
    ({ messageId }) => messageId === field.messageId,
  );
  if (!message) return quote;
  const from =
    message.role === "customer" ? ticket.channel : message.authorName;
  return `${quote} · ${from ? `${from}, ` : ""}${shortDayOf(message.at)}`;
}
