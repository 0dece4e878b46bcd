import type { Ticket, TicketRef } from "../domain/ticket.ts";
import type {
  PageHealth,
  PageMessage,
  PageState,
} from "../messaging/page-protocol.ts";
import { dueChecks, finishCheck, nextCheckAt } from "../outbox/checks.ts";
import { endpoint } from "./connection.ts";
import { checkOf, count } from "./count.ts";
import { currentPack, isHelpdeskOff } from "./current-pack.ts";
import { db } from "./database.ts";
import { deliver } from "./deliver.ts";
import { answerError } from "./error.ts";
import {
  hasTrails,
  myRepliesOn,
  noteLeft,
  notePasted,
  noteReturned,
  noteSendPressed,
} from "./outcomes.ts";
import { askToTellAgain, giveSelectors } from "./page-door.ts";
import { isPanelOpen } from "./panel-open.ts";
import { lookAt, readTab, readTabAgain } from "./read.ts";
import {
  allTabs,
  changeTab,
  forgetTab,
  isSameTicket,
  tabState,
} from "./tabs.ts";
import { pushAllViews, pushView } from "./views.ts";

/** A worker without events is stopped after 30 s. */
const LONGEST_TIMER_MS = 20_000;

/** A tab of a helpdesk, and the account that it may speak for. */
interface Helpdesk {
  tabId: number;
  helpdesk: TicketRef["helpdesk"];
  accountKey: string;
}

/**
 * What a helpdesk's page reports. It speaks for its own tab and its own account; for anything else it is not heard.
 * Answered as soon as the facts are on the disk: until then the page repeats them. Reading goes on behind that.
 */
export async function handlePage(
  from: Helpdesk,
  message: PageMessage,
): Promise<void> {
  const { tabId } = from;
  if (message.type === "page.state") {
    statesHeard.set(tabId, (statesHeard.get(tabId) ?? 0) + 1);
    return takeState(tabId, ofAccount(from, message.state));
  }
  const ref = message.ticket;
  const tab = await tabState(tabId);
  if (!isOfAccount(from, ref) || !isSameTicket(tab?.ref ?? null, ref)) return;
  switch (message.type) {
    case "page.conversation-changed":
      behind(async () => {
        if (await isWanted(ref)) await readTabAgain(tabId, ref);
        await afterFacts(tabId);
      });
      break;
    case "page.health":
      await takeHealth(tabId, message);
      break;
    case "page.pasted":
      await notePasted(db, ref, message.text, isoNow());
      behind(() => afterFacts(tabId));
      break;
    case "page.send-pressed":
      // A note is no reply, whatever stands in it.
      if (message.mode === "internal") break;
      await noteSendPressed(db, ref, isoNow());
      behind(wakeForChecks);
      break;
  }
}

async function takeState(tabId: number, state: PageState): Promise<void> {
  let before: TicketRef | null = null;
  const ref = state.ticket;
  // What the agent writes may quote the customer: without a connection it is not kept either.
  const isConnected = (await endpoint()) !== null;
  await changeTab(tabId, (tab) => {
    before = tab.ref;
    const isSame = ref ? isSameTicket(tab.ref, ref) : tab.ref === null;
    return {
      ref,
      composer:
        isConnected && state.composer?.ticketId === ref?.ticketId
          ? state.composer
          : null,
      ...(isSame
        ? {}
        : {
            ticket: null,
            readError: null,
            lastPageCursor: null,
            health: null,
          }),
    };
  });
  pushView(tabId);
  const isSame = ref ? isSameTicket(before, ref) : before === null;
  if (isSame) return;
  if (before) await noteLeftUnlessShown(before);
  if (ref) await noteReturned(db, ref, isoNow());
  behind(async () => {
    if (ref && (await isWanted(ref))) await readTab(tabId, ref);
    await afterFacts(tabId);
  });
}

async function takeHealth(
  tabId: number,
  {
    ticket,
    health,
    packVersion,
  }: Extract<PageMessage, { type: "page.health" }>,
): Promise<void> {
  let before: PageHealth | null = null;
  await changeTab(tabId, (tab) => {
    before = tab.health;
    return { health };
  });
  // A page that is asked to tell again says what it said before.
  if (JSON.stringify(before) !== JSON.stringify(health))
    count(ticket.helpdesk, checkOf(ticket.helpdesk, health));
  pushView(tabId);
  const pack = await currentPack();
  if (packVersion !== pack.version) await giveSelectors(tabId, pack);
}

/** How often each tab's page has said what is in front of it. */
const statesHeard = new Map<number, number>();

/**
 * Have the page say again what is in front. It may be one that got no script (opened before Heed was installed) or
 * another site's by now: then nobody answers, and no ticket is in front.
 */
export async function askPage(tabId: number): Promise<void> {
  const heardBefore = statesHeard.get(tabId);
  const isThere = await askToTellAgain(tabId);
  const { ref, readError } = (await tabState(tabId)) ?? {};
  if (!ref) return;
  // A page that spoke meanwhile has a script: it was only being loaded when it was asked.
  if (!isThere && statesHeard.get(tabId) === heardBefore)
    await takeState(tabId, { ticket: null, composer: null });
  // A reading that was under way when the page was left has failed with it.
  else if (readError !== null && (await isWanted(ref)))
    await readTab(tabId, ref).then(() => pushView(tabId));
}

export async function tabClosed(tabId: number): Promise<void> {
  statesHeard.delete(tabId);
  const tab = await forgetTab(tabId);
  if (tab?.ref) await noteLeftUnlessShown(tab.ref);
  await deliver();
}

/** Look for the replies that were sent and not yet seen. */
export async function runChecks(): Promise<void> {
  for (const check of await dueChecks(db, Date.now())) {
    await lookAt(check.ref);
    const isFound = (await myRepliesOn(db, check.ref)) > check.repliesBefore;
    await finishCheck(db, check, isFound, Date.now());
  }
  await deliver();
  await pushAllViews();
  await wakeForChecks();
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Soon is a timer, later is the alarm: a worker does not live long enough for more. */
export async function wakeForChecks(): Promise<void> {
  const at = await nextCheckAt(db);
  clearTimeout(timer);
  const ms = at === null ? null : at - Date.now();
  if (ms !== null && ms < LONGEST_TIMER_MS)
    timer = setTimeout(() => behind(runChecks), ms);
}

/** A ticket that could not be read (Zendesk asked for silence, the network was gone) is tried again while it is looked at. */
export async function readAgainWhatFailed(): Promise<void> {
  if (!(await isPanelOpen())) return;
  for (const { tabId, ref, readError, ticket } of await allTabs())
    if (ref && (readError || isPageAlone(ref, ticket)))
      await readTab(tabId, ref).then(() => pushView(tabId));
}

/** The backend could not give an Intercom conversation, or lags behind the page. */
function isPageAlone(ref: TicketRef, ticket: Ticket | null): boolean {
  return ref.helpdesk === "intercom" && ticket?.completeness === "partial";
}

/** Work that whoever reported the fact need not wait for. */
function behind(work: () => Promise<unknown>): void {
  work().catch(answerError);
}

async function noteLeftUnlessShown(ref: TicketRef): Promise<void> {
  const isShown = (await allTabs()).some((tab) => isSameTicket(tab.ref, ref));
  if (!isShown) await noteLeft(db, ref, isoNow());
}

async function afterFacts(tabId: number): Promise<void> {
  pushView(tabId);
  await deliver();
  pushView(tabId);
}

/** The account's rate limit is shared: a ticket is read when somebody looks at Heed, or a suggestion of it is alive. */
async function isWanted(ref: TicketRef): Promise<boolean> {
  // Signed out, nothing of a customer is read, so that nothing can be kept.
  if (!(await endpoint()) || (await isHelpdeskOff(ref.helpdesk))) return false;
  return (await isPanelOpen()) || (await hasTrails(db, ref));
}

function ofAccount(from: Helpdesk, state: PageState): PageState {
  return state.ticket && isOfAccount(from, state.ticket)
    ? state
    : { ticket: null, composer: null };
}

function isOfAccount(from: Helpdesk, ref: TicketRef): boolean {
  return ref.helpdesk === from.helpdesk && ref.accountKey === from.accountKey;
}

function isoNow(): string {
  return new Date().toISOString();
}
