import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ticketKey } from "../domain/ticket.ts";
import type { TabView } from "../messaging/panel-protocol.ts";
import { useAgent } from "./agent-store.ts";
import { connectionWords } from "./connection-words.ts";
import { useDoor } from "./door.ts";
import { FirstRun } from "./FirstRun.tsx";
import { Frame } from "./Frame.tsx";
import { PackZoneContext } from "./pack-zone.ts";
import { forgetAnswers, useView } from "./queries.ts";
import { Statement, StatementFoot } from "./Statement.tsx";
import { TicketPanel } from "./TicketPanel.tsx";
import { useTab } from "./use-tab.ts";
import { Waiting } from "./Waiting.tsx";
import { words } from "./words.ts";

/** Which of its faces the panel shows, in the order in which it is worth saying. */
export function Screen({ namedTabId }: { namedTabId: number | null }) {
  const door = useDoor();
  const client = useQueryClient();
  const tabId = useTab(namedTabId);
  // The same tab may show another page by now.
  const lookAgain = useCallback(
    () => void client.invalidateQueries({ queryKey: ["view"] }),
    [client],
  );
  useEffect(() => door.onActiveTabChanged(lookAgain), [door, lookAgain]);
  useEffect(
    () =>
      door.onPush(({ type }) => {
        if (type !== "push.forget") return;
        forgetAnswers(client);
        useAgent.getState().begin();
        // The tab's view holds the ticket, too; the one that is shown is asked for again.
        void client.resetQueries({ queryKey: ["view"] });
      }),
    [client, door],
  );
  const { data: view, error, refetch } = useView(tabId);
  const insertKey = useInsertKey();
  const connection = view?.connection ?? null;
  const kind = connection?.kind;
  useEffect(() => {
    if (kind === "signed_out" || kind === "not_connected")
      forgetAnswers(client);
  }, [client, kind]);

  const frame = { connection, insertKey };
  const retry = () => void refetch();
  const retryFoot = <StatementFoot name={words.retry} main onClick={retry} />;

  if (!view)
    return error ? (
      <Frame {...frame} foot={retryFoot}>
        <Statement title={words.failedTitle} text={error.message} alert />
      </Frame>
    ) : (
      <Frame {...frame}>
        <Waiting />
      </Frame>
    );

  if (view.connection.kind === "not_connected")
    return (
      <Frame
        {...frame}
        foot={
          <StatementFoot name={words.connect} main onClick={door.openOptions} />
        }
      >
        <FirstRun />
      </Frame>
    );
  const trouble = connectionWords(view.connection);
  if (
    trouble &&
    (view.connection.kind === "signed_out" ||
      view.connection.kind === "versions_differ")
  )
    return (
      <Frame
        {...frame}
        foot={
          view.connection.kind === "signed_out" ? (
            <StatementFoot
              name={words.connect}
              main
              onClick={door.openOptions}
            />
          ) : (
            retryFoot
          )
        }
      >
        <Statement title={trouble.title} text={trouble.text} alert />
      </Frame>
    );

  if (view.ref === null)
    return (
      <Frame {...frame}>
        <Statement
          title={words.unsupported}
          text={trouble ? `${trouble.title} ${trouble.text}` : undefined}
        />
      </Frame>
    );
  if (view.isHelpdeskOff)
    return (
      <Frame {...frame}>
        <Statement title={words.helpdeskOff} text={words.helpdeskOffText} />
      </Frame>
    );
  if (view.readError !== null)
    return (
      <Frame {...frame} foot={retryFoot}>
        <Statement title={words.notReadTitle} text={view.readError} alert />
      </Frame>
    );
  if (view.ticket === null)
    return (
      <Frame {...frame}>
        <Waiting />
      </Frame>
    );
  if (view.lastMessageId === null)
    return (
      <Frame {...frame} ticketId={view.ticket.ticketId}>
        <Statement title={words.emptyTicket} />
      </Frame>
    );
  return (
    <PackZoneContext value={view.packTimeZone}>
      <Thread
        // Another ticket or tab starts afresh.
        key={`${view.tabId}/${ticketKey(view.ref)}`}
        view={view}
        insertKey={insertKey}
        onRetryView={retry}
      />
    </PackZoneContext>
  );
}

interface ThreadProps {
  view: TabView;
  insertKey: string | null;
  onRetryView: () => void;
}

function Thread({ view, insertKey, onRetryView }: ThreadProps) {
  const { tabId, ref, ticket, lastMessageId } = view;
  // Every push is a new object; the thread is the same one until one of its three parts changes.
  const key = ref && ticketKey(ref);
  const newest = useMemo(
    () =>
      ref && lastMessageId !== null ? { tabId, ref, lastMessageId } : null,
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for `ref`
    [tabId, key, lastMessageId],
  );
  if (!newest || !ticket) return null;
  return (
    <TicketPanel
      view={view}
      ticket={ticket}
      newest={newest}
      insertKey={insertKey}
      onRetryView={onRetryView}
    />
  );
}

/** The real assignment, read at run time; null prints nothing. */
function useInsertKey(): string | null {
  const door = useDoor();
  const [insertKey, setInsertKey] = useState<string | null>(null);
  useEffect(() => {
    let here = true;
    void door
      .commandShortcuts()
      .then((shortcuts) => here && setInsertKey(shortcuts["insert"] || null));
    return () => {
      here = false;
    };
  }, [door]);
  return insertKey;
}
