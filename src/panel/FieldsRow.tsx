import { useState, type ReactNode } from "react";
import { DisclosureRow } from "../design/DisclosureRow.tsx";
import { Icon } from "../design/Icon.tsx";
import type { ExtractedField } from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import { useAgent } from "./agent-store.ts";
import type { Asking } from "./asking.ts";
import { AskForField } from "./AskForField.tsx";
import { shortDayOf } from "./dates.ts";
import { Notice } from "./Notice.tsx";
import { useFields, type Thread } from "./queries.ts";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  thread: Thread;
  ticket: Ticket;
  reachable: boolean;
  ahead: boolean;
  remarks: Remarks;
  /** null: there is no reply yet in which anything could be asked. */
  asking: Asking | null;
  onCopy: (text: string) => void;
  onJump: (messageId: string) => void;
}

/** What the thread says, with the words it says it in; then who asks, and what the helpdesk already holds. */
export function FieldsRow({
  thread,
  ticket,
  reachable,
  ahead,
  remarks,
  asking,
  onCopy,
  onJump,
}: Props) {
  const open = useAgent((state) => state.openRows.includes("fields"));
  const toggleRow = useAgent((state) => state.toggleRow);
  const { data, error, isFetching, refetch } = useFields(
    thread,
    reachable && (ahead || open),
  );
  const { correct, memory } = remarks;
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
        {data?.map((field) => {
          const own = memory.corrected[field.fieldId];
          const { messageId, candidates } = field;
          return (
            <Field
              key={field.fieldId}
              label={field.label}
              value={own ?? field.value}
              small={own === undefined ? sourceOf(field, ticket) : words.byYou}
              warning={
                own === undefined && candidates.length > 0
                  ? words.alsoSays(candidates.join(", "))
                  : null
              }
              onCopy={onCopy}
              onJump={
                own === undefined && messageId !== null
                  ? () => onJump(messageId)
                  : null
              }
              onCorrect={correct && ((value) => correct(field, value))}
              missing={
                asking &&
                field.required && (
                  <AskForField field={field} asking={asking} onCopy={onCopy} />
                )
              }
            />
          );
        })}
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
      const found = data.filter(
        ({ fieldId, value }) =>
          value !== null || memory.corrected[fieldId] !== undefined,
      ).length;
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
  /** To the message that says it. */
  onJump?: (() => void) | null;
  /** null: it is not ours to correct. */
  onCorrect?: ((value: string) => void) | null;
  /** What can be done about it where there is no value. */
  missing?: ReactNode;
}

function Field({
  label,
  value,
  small,
  warning,
  onCopy,
  onJump = null,
  onCorrect = null,
  missing = null,
}: FieldProps) {
  const copied = useAgent((state) => state.copied === value);
  const [editing, setEditing] = useState(false);
  if (editing)
    return (
      <div className="field">
        <dt dir="auto">{label}</dt>
        <dd className="wide">
          <FieldBox
            label={label}
            value={value ?? ""}
            onDone={(changed) => {
              setEditing(false);
              if (changed !== null && changed !== value) onCorrect?.(changed);
            }}
          />
        </dd>
      </div>
    );
  // Its arrow stands on the line of the last word, never on one of its own, or of its end where the word is long.
  const lastWord = /[^ ]{0,20}$/.exec(small ?? "")?.index ?? 0;
  return (
    <div className="field">
      <dt dir="auto">{label}</dt>
      {value === null ? (
        <dd className="none">
          {words.notInTicket}
          {missing}
        </dd>
      ) : (
        <dd>
          <span dir="auto">{value}</span>
          {small !== null && (
            <small dir="auto">
              {small.slice(0, lastWord)}
              <span className="together">
                {small.slice(lastWord)}
                {onJump && (
                  <button
                    type="button"
                    className="jump"
                    aria-label={words.jumpToField(label)}
                    onClick={onJump}
                  >
                    <Icon name="jump" small />
                  </button>
                )}
              </span>
            </small>
          )}
          {warning !== null && (
            <small className="look" dir="auto">
              {warning}
            </small>
          )}
        </dd>
      )}
      <dd className="tools">
        {onCorrect && (
          <button
            type="button"
            className="ib"
            aria-label={words.correctField(label)}
            onClick={() => setEditing(true)}
          >
            <Icon name="pen" />
          </button>
        )}
        {value !== null && (
          <button
            type="button"
            className="ib"
            aria-label={words.copyField(label)}
            onClick={() => onCopy(value)}
          >
            <Icon name={copied ? "tick" : "copy"} />
          </button>
        )}
      </dd>
    </div>
  );
}

interface BoxProps {
  label: string;
  value: string;
  /** null: leave it as it was. */
  onDone: (value: string | null) => void;
}

/** Enter keeps the correction, Esc leaves the field as it was. */
function FieldBox({ label, value, onDone }: BoxProps) {
  const [text, setText] = useState(value);
  return (
    <input
      ref={(box) => box?.focus()}
      className="in small"
      dir="auto"
      maxLength={2000}
      aria-label={words.correctField(label)}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") onDone(text.trim() || null);
        else if (event.key === "Escape") onDone(null);
        else return;
        // The panel's own Escape is for what is around this box.
        event.preventDefault();
      }}
    />
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
  const day = shortDayOf(message.at).replaceAll(" ", "\u00a0");
  return `${quote} · ${from ? `${from}, ` : ""}${day}`;
}
