import * as z from "zod";
import type { Me } from "../adapters/zendesk/parse-api.ts";
import { ticket as ticketSchema, ticketRef } from "../contracts/ticket.ts";
import { ticketKey, type Ticket, type TicketRef } from "../domain/ticket.ts";
import { browser } from "../messaging/browser.ts";
import { pageHealth } from "../messaging/page-parser.ts";
import type { ComposerState, PageHealth } from "../messaging/page-protocol.ts";
import { composerState } from "../messaging/panel-protocol.ts";

/** What a tab shows, as far as its page has told. */
export interface TabState {
  tabId: number;
  ref: TicketRef | null;
  composer: ComposerState | null;
  ticket: Ticket | null;
  readError: string | null;
  me: Me | null;
  lastPageCursor: string | null;
  /** What the page's own check found; null: it has not said yet. */
  health: PageHealth | null;
}

/** What another version kept does not parse, and the account is asked anew. */
export const meSchema: z.ZodType<Me> = z.object({
  userId: z.string(),
  name: z.string(),
  writesNotesOnly: z.boolean(),
});

const shownSchema = z.object({
  tabId: z.number().int(),
  ref: ticketRef.nullable(),
  composer: composerState.nullable(),
  readError: z.string().nullable(),
  me: meSchema.nullable(),
  lastPageCursor: z.string().nullable(),
  health: pageHealth.nullable().catch(null),
});

/** `storage.session` holds 10 MB in all; a ticket beyond this is read again after the worker was stopped. */
const LARGEST_KEPT_TICKET = 1_000_000;

const tabs = new Map<number, TabState>();
let restored: Promise<void> | null = null;

/**
 * The tabs' state lives in memory and is written through to `storage.session`, so that a worker that was stopped
 * finds it again. Everything that reads it waits for that first.
 */
export function restoreTabs(): Promise<void> {
  restored ??= restore();
  return restored;
}

export async function tabState(tabId: number): Promise<TabState | null> {
  await restoreTabs();
  return tabs.get(tabId) ?? null;
}

/** Change a tab's state. Reads and writes in one step, so two reports at once lose nothing. */
export async function changeTab(
  tabId: number,
  change: (before: TabState) => Partial<TabState>,
): Promise<TabState> {
  await restoreTabs();
  const before = tabs.get(tabId) ?? emptyTab(tabId);
  const after = { ...before, ...change(before) };
  tabs.set(tabId, after);
  await keep(before, after);
  return after;
}

export async function forgetTab(tabId: number): Promise<TabState | null> {
  await restoreTabs();
  const state = tabs.get(tabId) ?? null;
  tabs.delete(tabId);
  await browser.storage.session.remove([shownKey(tabId), textKey(tabId)]);
  return state;
}

/** Signing out: no customer's text stays in memory either. Tabs tell anew what they show. */
export function forgetAllTabs(): void {
  tabs.clear();
}

export async function allTabs(): Promise<TabState[]> {
  await restoreTabs();
  return [...tabs.values()];
}

/** A tab through which this account's API can be read: best the one that shows the ticket. */
export async function tabFor(ref: TicketRef): Promise<TabState | null> {
  const ofAccount = (await allTabs()).filter(
    (tab) =>
      tab.ref?.helpdesk === ref.helpdesk &&
      tab.ref.accountKey === ref.accountKey,
  );
  return (
    ofAccount.find((tab) => tab.ref && isSameTicket(tab.ref, ref)) ??
    ofAccount[0] ??
    null
  );
}

export function isSameTicket(a: TicketRef | null, b: TicketRef): boolean {
  return a !== null && ticketKey(a) === ticketKey(b);
}

function emptyTab(tabId: number): TabState {
  return {
    tabId,
    ref: null,
    composer: null,
    ticket: null,
    readError: null,
    me: null,
    lastPageCursor: null,
    health: null,
  };
}

async function keep(before: TabState, after: TabState): Promise<void> {
  const { ticket, ...shown } = after;
  const changed: Record<string, unknown> = { [shownKey(after.tabId)]: shown };
  // Typing changes the composer at every stroke; the ticket's text is written only when it changed.
  if (ticket !== before.ticket && sizeOf(ticket) <= LARGEST_KEPT_TICKET)
    changed[textKey(after.tabId)] = ticket;
  await browser.storage.session.set(changed).catch(() => undefined);
  if (ticket !== before.ticket && sizeOf(ticket) > LARGEST_KEPT_TICKET)
    await browser.storage.session.remove(textKey(after.tabId));
}

async function restore(): Promise<void> {
  const stored = await browser.storage.session.get(null);
  for (const [key, value] of Object.entries(stored)) {
    const shown = key.startsWith("tab.")
      ? shownSchema.safeParse(value)
      : undefined;
    if (!shown?.success) continue;
    const text = ticketSchema.safeParse(stored[textKey(shown.data.tabId)]);
    const isItsText = text.success && isSameTicket(shown.data.ref, text.data);
    tabs.set(shown.data.tabId, {
      ...shown.data,
      ticket: isItsText ? text.data : null,
    });
  }
}

function sizeOf(ticket: Ticket | null): number {
  return (
    ticket?.messages.reduce((sum, { text }) => sum + text.length + 300, 0) ?? 0
  );
}

function shownKey(tabId: number): string {
  return `tab.${tabId}`;
}

function textKey(tabId: number): string {
  return `ticket.${tabId}`;
}
