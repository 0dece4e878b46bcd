import { Button } from "../design/Button.tsx";
import type { Suggestion } from "../domain/suggestion.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { ConnectionState, TabView } from "../messaging/panel-protocol.ts";
import { useAgent } from "./agent-store.ts";
import { connectionWords } from "./connection-words.ts";
import { momentOf } from "./dates.ts";
import { useDoor } from "./door.ts";
import { draftOf } from "./parts.ts";
import { Strip } from "./Strip.tsx";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  view: TabView;
  ticket: Ticket;
  connection: ConnectionState;
  suggestion: Suggestion | null;
  /** The sentence about a newer message, or null. */
  superseded: string | null;
  remarks: Remarks;
  onJump: (messageId: string) => void;
  /** Another draft was asked for and did not come. */
  failure: string | null;
  onRetry: () => void;
}

/** What the agent must know about the draft below, one line each. */
export function Strips({
  view,
  ticket,
  connection,
  suggestion,
  superseded,
  remarks,
  onJump,
  failure,
  onRetry,
}: Props) {
  const now = useDoor().now();
  const retry = { name: words.retry, run: onRetry };
  const trouble = connectionWords(connection);
  const edited = view.editQuestion;
  const newest = ticket.messages.find(
    ({ messageId }) => messageId === view.lastMessageId,
  );
  return (
    <>
      {suggestion && connection.kind === "offline" && (
        <Strip icon="offline" action={retry}>
          <b>{words.offline}</b>{" "}
          {words.draftIsFrom(momentOf(suggestion.createdAt, now))}
          {view.signalsWaiting > 0 &&
            ` ${words.signalsWait(view.signalsWaiting)}`}
        </Strip>
      )}
      {suggestion && connection.kind !== "offline" && trouble && (
        <Strip icon="triangle" action={retry}>
          <b>{trouble.title}</b> {trouble.text}
        </Strip>
      )}
      {suggestion && !trouble && failure !== null && (
        <Strip icon="triangle" action={retry}>
          {failure}
        </Strip>
      )}
      {suggestion?.engine.fallback && (
        <Strip icon="page">{suggestion.engine.fallback.message}</Strip>
      )}
      {suggestion?.searchNote && (
        <Strip icon="page">{suggestion.searchNote}</Strip>
      )}
      {superseded !== null && (
        <Strip
          icon="speech"
          action={{
            name: words.showIt,
            run: () => view.lastMessageId && onJump(view.lastMessageId),
          }}
        >
          {superseded}
          {newest && <q className="newest">{newest.text}</q>}
        </Strip>
      )}
      {pageTrouble(view, ticket) !== null && (
        <Strip icon="triangle">{pageTrouble(view, ticket)}</Strip>
      )}
      {limitWords(view, suggestion) !== null && (
        <Strip icon="lock">{limitWords(view, suggestion)}</Strip>
      )}
      {ticket.completeness === "partial" && (
        <Strip icon="page">{words.partial}</Strip>
      )}
      {edited && (
        <Strip
          icon="pen"
          action={{
            name: words.dismiss,
            run: () => remarks.classEdit(edited.suggestionId, null),
          }}
        >
          {words.youEdited(
            edited.ticketId === ticket.ticketId ? null : edited.ticketId,
          )}{" "}
          <Button
            look="link"
            keyName="W"
            onClick={() =>
              useAgent.getState().setSheet({
                kind: "edit",
                suggestionId: edited.suggestionId,
              })
            }
          >
            {words.sayWhat}
          </Button>
        </Strip>
      )}
    </>
  );
}

/** An agent who may only note is told where there is something for the customer, and nowhere else. */
function limitWords(
  { writeLimit }: TabView,
  suggestion: Suggestion | null,
): string | null {
  if (writeLimit === null) return null;
  if (
    writeLimit !== "notes_only" ||
    (suggestion && draftOf(suggestion, "reply"))
  )
    return words.writeLimits[writeLimit];
  return suggestion && draftOf(suggestion, "acknowledgement")
    ? words.notesOnlyBrief
    : null;
}

/** One calm line, only when it changes what the agent can rely on. What the API told need not be found on the page. */
function pageTrouble(
  { page, mayInsert }: TabView,
  ticket: Ticket,
): string | null {
  if (!page || page.state === "ok") return null;
  const said = [
    words.pageLacks(page.missing),
    !mayInsert && words.copyInstead,
    !page.mayNotice && words.noticesLate,
  ].filter((part) => part !== false);
  return said.length > 1 || ticket.completeness === "partial"
    ? said.join(" ")
    : null;
}
