import * as z from "zod";
import type { AccountFacts, ReadDoor } from "../adapters/zendesk/read-door.ts";
import {
  readNewMessages,
  readTicket,
  type TicketRead,
} from "../adapters/zendesk/read-ticket.ts";
import { ticketKey, type TicketRef } from "../domain/ticket.ts";
import { browser } from "../messaging/browser.ts";
import { endpoint } from "./connection.ts";
import { count, readingOf } from "./count.ts";
import { db } from "./database.ts";
import { noteReading } from "./outcomes.ts";
import { getThroughPage, readPageTicket } from "./page-door.ts";
import { readIntercom } from "./read-intercom.ts";
import { forget, load, save } from "./stored.ts";
import {
  allTabs,
  changeTab,
  isSameTicket,
  meSchema,
  tabFor,
  tabState,
} from "./tabs.ts";

const accountFacts: z.ZodType<AccountFacts> = z.object({
  me: meSchema.nullable(),
  fields: z.record(
    z.string(),
    z.object({
      title: z.string(),
      type: z.string(),
      options: z.record(z.string(), z.string()),
    }),
  ),
  readAt: z.number(),
  silentUntil: z.number(),
});

/** Before the helpdesk's and the account's name: what was learned of it. */
const ACCOUNT = "account.";

/** Signing out: who the agent is in the helpdesk goes, too. */
export async function forgetAccounts(): Promise<void> {
  const kept = Object.keys(await browser.storage.local.get(null));
  await forget(
    "local",
    kept.filter((key) => key.startsWith(ACCOUNT)),
  );
}

/** One reading per tab and ticket at a time; whoever asks meanwhile waits for that one. */
const running = new Map<string, Promise<void>>();

/** Read the ticket that a tab shows, in full, and tell its suggestions what came since. */
export function readTab(tabId: number, ref: TicketRef): Promise<void> {
  return once(`${tabId} ${ticketKey(ref)}`, async () => {
    const read = await readAny(ref, tabId);
    count(ref.helpdesk, [readingOf(read.ok ? read.ticket : null)]);
    // The agent signed out while we read.
    if (!(await endpoint())) return;
    await changeTab(tabId, (tab) => {
      // The agent went on while we read: this ticket's text has no business in that tab any more.
      if (!isSameTicket(tab.ref, ref)) return {};
      return read.ok
        ? {
            ticket: read.ticket,
            me: read.me ?? tab.me,
            lastPageCursor: read.lastPageCursor,
            readError: null,
          }
        : { readError: read.message };
    });
    if (read.ok) await note(read.ticket, read.me?.userId ?? null);
  });
}

async function readAny(ref: TicketRef, tabId: number): Promise<TicketRead> {
  if (ref.helpdesk === "zendesk") return readTicket(ref, doorFor(tabId, ref));
  const read = await readIntercom(ref, await tabState(tabId));
  return read.ok
    ? {
        ...read,
        // Intercom does not say; its composer's mode does.
        me: read.me && { ...read.me, writesNotesOnly: false },
        lastPageCursor: null,
      }
    : { ...read, problem: "unreachable" };
}

/** Something new stands in the ticket: one call for its last page of comments, or all of it when that cannot tell. */
export async function readTabAgain(
  tabId: number,
  ref: TicketRef,
): Promise<void> {
  // A reading under way may have been answered before the news: it does not count for this.
  await running.get(`${tabId} ${ticketKey(ref)}`)?.catch(() => undefined);
  const tab = await tabState(tabId);
  if (!tab?.ticket || !isSameTicket(tab.ref, ref)) return readTab(tabId, ref);
  // The backend gives a conversation in one piece. Where the reply box has gone, the ticket may have been closed or
  // merged, and its messages do not tell.
  if (ref.helpdesk === "intercom" || tab.composer?.present === false)
    return readTab(tabId, ref);
  const known = tab.ticket;
  return once(`${tabId} ${ticketKey(ref)}`, async () => {
    const fresh = await readNewMessages(
      known,
      tab.lastPageCursor,
      doorFor(tabId, ref),
    );
    if (!fresh) {
      running.delete(`${tabId} ${ticketKey(ref)}`);
      return readTab(tabId, ref);
    }
    if (!(await endpoint())) return;
    await changeTab(tabId, (now) =>
      isSameTicket(now.ref, ref) ? { ticket: fresh } : {},
    );
    await note(fresh, tab.me?.userId ?? null);
  });
}

/** Look at a ticket that no tab need show: its tab may have been closed as soon as the reply was sent. */
export async function lookAt(ref: TicketRef): Promise<void> {
  if (ref.helpdesk === "intercom") return lookAtConversation(ref);
  const tab = await tabFor(ref);
  if (!tab) return;
  if (isSameTicket(tab.ref, ref)) return readTabAgain(tab.tabId, ref);
  const read = await readTicket(ref, doorFor(tab.tabId, ref));
  if (read.ok) await note(read.ticket, read.me?.userId ?? null);
}

async function lookAtConversation(ref: TicketRef): Promise<void> {
  const shown = (await allTabs()).find((tab) => isSameTicket(tab.ref, ref));
  if (shown) return readTabAgain(shown.tabId, ref);
  const read = await readIntercom(ref, null);
  if (read.ok) await note(read.ticket, read.me?.userId ?? null);
}

async function note(
  ticket: Parameters<typeof noteReading>[1],
  myId: string | null,
): Promise<void> {
  // Read from Intercom's page alone, a message has neither its time nor its author: nothing to conclude from.
  if (ticket.helpdesk === "intercom" && myId === null) return;
  await noteReading(db, ticket, myId, new Date().toISOString());
}

/** A tab's page, asked for the account's facts and tickets. */
export function doorFor(tabId: number, ref: TicketRef): ReadDoor {
  const key = `${ACCOUNT}${ref.helpdesk}.${ref.accountKey}`;
  return {
    get: (path) => getThroughPage(tabId, path),
    readPage: () => readPageTicket(tabId, ref.ticketId),
    loadAccount: () => load("local", key, accountFacts),
    saveAccount: async (facts) => {
      if (await endpoint()) await save("local", key, facts);
    },
    now: () => Date.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

function once(key: string, run: () => Promise<void>): Promise<void> {
  const known = running.get(key);
  if (known) return known;
  const mine = run().finally(() => {
    if (running.get(key) === mine) running.delete(key);
  });
  running.set(key, mine);
  return mine;
}
