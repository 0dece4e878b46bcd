import { lastCustomerMessage } from "../domain/ticket.ts";
import { writeLimitOf } from "../domain/write-limit.ts";
import { browser } from "../messaging/browser.ts";
import type { PanelPush, TabView } from "../messaging/panel-protocol.ts";
import { waiting } from "../outbox/flush.ts";
import { refreshBadge } from "./badge.ts";
import { isAdapterOff, isOff } from "../domain/delivered-pack.ts";
import { currentPack } from "./current-pack.ts";
import { connection, draftWhen } from "./connection.ts";
import { db } from "./database.ts";
import { editQuestion } from "./edit-question.ts";
import { allTabs, tabState } from "./tabs.ts";

const due = new Set<number>();

export async function viewOf(tabId: number): Promise<TabView> {
  const tab = await tabState(tabId);
  const [state, when, signalsWaiting, pack, question] = await Promise.all([
    connection(),
    draftWhen(),
    waiting(db),
    currentPack(),
    editQuestion(db, Date.now()),
  ]);
  const health = tab?.health ?? null;
  const helpdesk = tab?.ref?.helpdesk ?? null;
  return {
    tabId,
    ref: tab?.ref ?? null,
    ticket: tab?.ticket ?? null,
    readError: tab?.readError ?? null,
    composer: tab?.composer ?? null,
    lastMessageId:
      (tab?.ticket && lastCustomerMessage(tab.ticket)?.messageId) ?? null,
    connection: state,
    signalsWaiting,
    draftWhen: when,
    page: health && {
      state: health.state,
      missing: health.missing,
      mayNotice: health.mayNotice,
    },
    mayInsert: health?.mayInsert !== false && !isOff(pack, "insert", helpdesk),
    writeLimit: writeLimitOf(tab?.ticket ?? null, tab?.me ?? null),
    isHelpdeskOff: helpdesk !== null && isAdapterOff(pack, helpdesk),
    packTimeZone: pack.timeZone,
    editQuestion: question,
  };
}

/** Tell open panels. Several changes at once are one push. */
export function pushView(tabId: number): void {
  if (due.has(tabId)) return;
  due.add(tabId);
  setTimeout(() => {
    due.delete(tabId);
    void push(tabId);
  }, 0);
}

/** Panels that show this ticket take it; to all others it says nothing. */
export function pushWriting(
  writing: Omit<Extract<PanelPush, { type: "push.writing" }>, "type">,
): void {
  const message: PanelPush = { type: "push.writing", ...writing };
  void browser.runtime.sendMessage(message).catch(() => undefined);
}

/** The connection or the number of waiting signals changed: that is part of every view. */
export async function pushAllViews(): Promise<void> {
  for (const { tabId } of await allTabs()) pushView(tabId);
}

async function push(tabId: number): Promise<void> {
  const message: PanelPush = { type: "push.view", view: await viewOf(tabId) };
  // No panel is open: nobody to tell, and that is no error.
  await browser.runtime.sendMessage(message).catch(() => undefined);
  await refreshBadge(tabId);
}
