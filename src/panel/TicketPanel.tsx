import { useIsRestoring, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { handoffNote } from "../domain/handoff-note.ts";
import type { Ticket } from "../domain/ticket.ts";
import type { TabView } from "../messaging/panel-protocol.ts";
import { useAgent } from "./agent-store.ts";
import { AskFailure, valueOf } from "./ask-failure.ts";
import { connectionWords } from "./connection-words.ts";
import { useDoor } from "./door.ts";
import { Foot } from "./Foot.tsx";
import { Frame } from "./Frame.tsx";
import { announcementOf, mainPart, mayInsertHere } from "./parts.ts";
import {
  keys,
  useEnding,
  useRegenerate,
  useSuggestion,
  useSummary,
  type Thread,
} from "./queries.ts";
import { SearchFoot } from "./SearchFoot.tsx";
import { SearchHead } from "./SearchHead.tsx";
import { SearchHits } from "./SearchHits.tsx";
import { Sheets } from "./Sheets.tsx";
import { Statement, StatementFoot } from "./Statement.tsx";
import { Strips } from "./Strips.tsx";
import { SuggestionBody } from "./SuggestionBody.tsx";
import { FieldsRow } from "./FieldsRow.tsx";
import { SummaryRow } from "./SummaryRow.tsx";
import { useActions } from "./use-actions.ts";
import { useCommands } from "./use-commands.ts";
import { useDisplayed } from "./use-displayed.ts";
import { useEdit, useEdited } from "./use-edit.ts";
import { useHeldThread } from "./use-held-thread.ts";
import { usePanelKeys } from "./use-panel-keys.ts";
import { useRemarks } from "./use-remarks.ts";
import { useRecheck } from "./use-recheck.ts";
import { useWriting } from "./use-writing.ts";
import { Waiting, WaitingFoot } from "./Waiting.tsx";
import { words } from "./words.ts";
import { WritingView } from "./WritingView.tsx";
import { wroteAgain } from "./wrote-again.ts";

interface Props {
  view: TabView;
  ticket: Ticket;
  newest: Thread;
  insertKey: string | null;
  onRetryView: () => void;
}

/** One open ticket with something from the customer: asks for its suggestion and puts the parts together. */
export function TicketPanel({
  view,
  ticket,
  newest,
  insertKey,
  onRetryView,
}: Props) {
  const door = useDoor();
  const client = useQueryClient();
  const restoring = useIsRestoring();
  const { thread, superseded, moveOn, known } = useHeldThread(newest);
  const [wanted, setWanted] = useState(false);
  const asks = view.draftWhen === "always" || wanted;
  const reachable = view.connection.kind === "ok";
  const { data, error, isFetching, refetch } = useSuggestion(
    thread,
    asks && reachable,
  );
  // The next draft is fetched while the agent still reads the last one.
  useSuggestion(newest, asks && reachable && superseded);
  const drafted = data ?? null;
  const { edit, setEdit, isOpening } = useEdit(drafted);
  const suggestion = useEdited(isOpening ? null : drafted, edit);
  const isComing = isFetching || restoring || isOpening;
  const written = useWriting(thread, isComing);
  const failure = isFetching ? null : error;
  const connection =
    (failure instanceof AskFailure && failure.connection) || view.connection;

  const regenerate = useRegenerate(thread);
  const [ending] = useEnding(suggestion?.suggestionId ?? "none");
  const newerWords = useMemo(
    () => (superseded ? wroteAgain(ticket, newest.lastMessageId) : null),
    [newest.lastMessageId, superseded, ticket],
  );
  const actions = useActions(suggestion, thread, view, newerWords, edit);
  const remarks = useRemarks(drafted, thread);
  useDisplayed(suggestion);
  // Until it is inserted the text to check is the panel's; after that, what stands in the composer.
  const warnings = useRecheck(
    thread.tabId,
    suggestion?.suggestionId ?? null,
    ending?.kind === "inserted" ? (view.composer?.text ?? null) : edit,
  );

  const searching = useAgent((state) => state.searching);
  const topicKey = keys.suggestion(thread).join("/");
  const chosenTopic = useAgent((state) => state.topics[topicKey] ?? null);
  const abstention =
    suggestion?.answer.kind === "abstention"
      ? suggestion.answer.abstention
      : null;
  const summary = useSummary(thread, ticket, {
    enabled: abstention !== null,
    opened: abstention !== null,
  });
  const handoffText =
    abstention && summary.data ? handoffNote(summary.data, abstention) : null;

  const suggestionId = suggestion?.suggestionId;
  useEffect(() => useAgent.getState().begin(), [suggestionId]);
  useEffect(() => () => useAgent.getState().setSearching(false), []);
  const stop = () => {
    void client.cancelQueries({ queryKey: keys.suggestion(thread) });
    void valueOf(door, { type: "panel.stop", ref: thread.ref }).catch(
      () => undefined, // then it writes to the end, for nobody
    );
  };
  const retry = () => {
    void valueOf(door, { type: "outbox.flush" }).catch(() => undefined);
    onRetryView();
    if (!suggestion || failure) void refetch();
  };
  const ask = () => {
    setWanted(true);
    void refetch();
  };
  const again = (instruction: string | null, intentId: string | null) =>
    void regenerate({
      instruction,
      intentId,
      ...(suggestionId ? { replaces: suggestionId } : {}),
    });
  const chooseTopic = (intentId: string) => {
    if (suggestionId)
      void valueOf(door, {
        type: "panel.choose-intent",
        suggestionId,
        intentId,
      }).catch(() => undefined); // a label less; the draft is what was asked for
    if (intentId === suggestion?.intents[0]?.intentId) return;
    useAgent.getState().chooseTopic(topicKey, intentId);
    again(null, intentId);
  };
  const mayRegenerate =
    reachable &&
    !superseded &&
    suggestion !== null &&
    suggestion.answer.kind !== "brief";
  const writing = isFetching && suggestion !== null;
  const offered = !suggestion && !isComing && !failure && reachable;
  useCommands(thread.tabId, actions, {
    part: suggestion && mainPart(suggestion),
    active: !superseded && ending?.kind !== "rejected" && !writing,
    offered,
  });
  usePanelKeys({
    suggestion,
    actions,
    mayRegenerate: mayRegenerate && !writing,
    rejected: ending?.kind === "rejected",
    superseded,
    handoffText,
    editedId: view.editQuestion?.suggestionId ?? null,
    hasRows: isComing || offered,
    onAsk: offered ? ask : null,
    onStop: writing || isComing ? stop : null,
  });

  // There before the draft is: they are asked for at the same time.
  const rows = (
    <>
      <SummaryRow
        thread={thread}
        ticket={ticket}
        reachable={reachable}
        ahead={asks}
        onJump={actions.jump}
      />
      <FieldsRow
        thread={thread}
        ticket={ticket}
        reachable={reachable}
        ahead={asks}
        remarks={remarks}
        asking={null}
        onCopy={actions.copyPlain}
        onJump={actions.jump}
      />
    </>
  );

  return (
    <Frame
      ticketId={ticket.ticketId}
      suggestion={suggestion}
      connection={view.connection}
      insertKey={insertKey}
      onTopic={reachable && !superseded && !writing ? chooseTopic : null}
      search={searching ? <SearchHead onCopy={actions.copyPlain} /> : null}
      strips={
        <Strips
          view={view}
          ticket={ticket}
          connection={connection}
          suggestion={suggestion}
          superseded={newerWords}
          remarks={remarks}
          onJump={actions.jump}
          failure={failure?.message ?? null}
          onRetry={retry}
        />
      }
      foot={
        <Sheets
          actions={actions}
          remarks={remarks}
          capabilities={suggestion?.engine.capabilities ?? []}
          onRegenerate={(instruction) => again(instruction, chosenTopic)}
          foot={footOf()}
        />
      }
      announcement={writing ? "" : announcementOf(suggestion)}
    >
      {bodyOf()}
    </Frame>
  );

  function bodyOf() {
    if (searching)
      return <SearchHits onCopy={actions.copyPlain} memory={remarks.memory} />;
    if (written)
      return (
        <>
          <WritingView writing={written} />
          {rows}
        </>
      );
    if (suggestion)
      return (
        <SuggestionBody
          suggestion={suggestion}
          thread={thread}
          ticket={ticket}
          actions={actions}
          remarks={remarks}
          known={known}
          reachable={reachable}
          writing={writing}
          edit={edit}
          copyAcknowledgement={!mayInsertHere(view, "acknowledgement")}
          onEdit={setEdit}
          warnings={warnings}
        />
      );
    if (isComing)
      return (
        <>
          <Waiting onStop={stop} />
          {rows}
        </>
      );
    const trouble = connectionWords(connection);
    if (trouble)
      return <Statement title={trouble.title} text={trouble.text} alert />;
    if (failure)
      return (
        <Statement title={words.failedTitle} text={failure.message} alert />
      );
    return (
      <>
        {asks ? (
          <Statement title={words.stopped} text={words.stoppedText} />
        ) : (
          <Statement title={words.notAsked} text={words.notAskedText} />
        )}
        {rows}
      </>
    );
  }

  function footOf() {
    if (searching)
      return (
        <SearchFoot onCopy={actions.copyPlain} mayFlag={suggestion !== null} />
      );
    if (suggestion)
      return (
        <Foot
          suggestion={suggestion}
          ending={ending}
          actions={actions}
          superseded={superseded}
          writing={writing}
          mayRegenerate={mayRegenerate}
          insertKey={insertKey}
          copyOnly={!mayInsertHere(view, mainPart(suggestion) ?? "handoff")}
          handoffText={handoffText}
          onStop={stop}
          onDraftAgain={moveOn}
        />
      );
    if (isComing) return <WaitingFoot onStop={stop} />;
    if (!offered)
      return <StatementFoot name={words.retry} main onClick={retry} />;
    return (
      <StatementFoot
        name={words.draftReply}
        main={false}
        keyName="R"
        onClick={ask}
      />
    );
  }
}
