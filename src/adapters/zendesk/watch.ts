import type { PageState } from "../../messaging/page-protocol.ts";
import type { TicketRef } from "../../domain/ticket.ts";
import type { PageEvents, Watcher } from "../adapter.ts";
import { activeRoot, activeTicket } from "./active-ticket.ts";
import { composerMode, findComposer, readComposer } from "./composer.ts";
import { plainText } from "../plain-text.ts";
import { allOf, closestOf, firstOf, type Selectors } from "./selectors.ts";

const STATE_AFTER_MS = 120;
const TYPING_AFTER_MS = 300;
/** Zendesk draws a new comment in several steps; one reading of the API is enough for all of them. */
const CONVERSATION_AFTER_MS = 1000;
/** Where the Navigation API is missing, and for a switch whose header lags behind its address. */
const POLL_MS = 500;
const SWITCH_RETRY_MS = 250;
const SWITCH_LASTS_MS = 400;
/** A tab that was hidden this long may have missed a message. */
const HIDDEN_FOR_MS = 60_000;

/**
 * Notice what happens in the page. All listeners sit on the document and find their element when the event comes:
 * Zendesk replaces elements at will, and a listener on one of them falls silent without a word.
 */
export function watch(
  page: Document,
  events: PageEvents,
  selectors: Selectors,
): Watcher {
  const stop = new AbortController();
  const listen = { capture: true, passive: true, signal: stop.signal };
  const later = timers();
  let lastState = "";
  let lastLog: { ticketId: string; mark: string } | null = null;
  let hiddenSince: number | null = null;
  let unclearSince: number | null = null;

  const look = () => {
    const state = readState(page, new URL(page.location.href), selectors);
    if (isSwitching(state)) return later("state", SWITCH_RETRY_MS, look);
    const text = JSON.stringify(state);
    if (text !== lastState) {
      lastState = text;
      events.onState(state);
    }
    lookAtLog(state.ticket);
  };

  /** For a moment address and header name two tickets. Only when that lasts is there really none in front. */
  const isSwitching = (state: PageState) => {
    if (state.ticket !== null) unclearSince = null;
    else unclearSince ??= Date.now();
    return unclearSince !== null && Date.now() - unclearSince < SWITCH_LASTS_MS;
  };

  const lookAtLog = (ticket: TicketRef | null) => {
    const mark = ticket && logMark(page, ticket.ticketId, selectors);
    if (!ticket || mark === null) return;
    // A ticket that has just come to the front is read anyway; only what changes while it is there is news.
    const isNews =
      lastLog?.ticketId === ticket.ticketId && lastLog.mark !== mark;
    lastLog = { ticketId: ticket.ticketId, mark };
    if (isNews) tellConversation(ticket);
  };

  // One timer per ticket: the one that was left a moment ago must not swallow the news of the one in front.
  const tellConversation = (ticket: TicketRef) =>
    later(`conversation ${ticket.ticketId}`, CONVERSATION_AFTER_MS, () =>
      events.onConversationChanged(ticket),
    );

  const soon = () => later("state", STATE_AFTER_MS, look);

  const here = () => {
    const ticket = activeTicket(page, new URL(page.location.href));
    const root = ticket && activeRoot(page, ticket.ticketId, selectors);
    return ticket && root ? { ticket, root } : null;
  };

  const sendPressed = () => {
    const active = here();
    const composer = active && findComposer(active.root, selectors);
    if (!active || !composer) return;
    // Taken now: the page empties the composer as soon as it has sent.
    events.onSendPressed(
      active.ticket,
      composerMode(active.root, selectors),
      plainText(composer),
    );
  };

  page.addEventListener(
    "click",
    (event) => {
      if (
        event.target instanceof Element &&
        closestOf(event.target, selectors["zendesk.submit"])
      )
        sendPressed();
      soon();
    },
    listen,
  );
  page.addEventListener(
    "keydown",
    (event) => {
      if (
        event.key === "Enter" &&
        (event.ctrlKey || event.metaKey) &&
        isInComposer(event.target, selectors)
      )
        sendPressed();
    },
    listen,
  );
  page.addEventListener(
    "input",
    (event) => {
      if (isInComposer(event.target, selectors))
        later("state", TYPING_AFTER_MS, look);
    },
    listen,
  );
  page.addEventListener(
    "paste",
    (event) => {
      // Our own insertion is a synthetic paste; only the agent's hand counts as one.
      if (!event.isTrusted || !isInComposer(event.target, selectors)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const active = here();
      if (active && text.trim() !== "") events.onPasted(active.ticket, text);
      soon();
    },
    listen,
  );
  page.addEventListener(
    "visibilitychange",
    () => {
      if (page.hidden) hiddenSince = Date.now();
      else if (hiddenSince && Date.now() - hiddenSince > HIDDEN_FOR_MS) {
        const active = here();
        if (active) tellConversation(active.ticket);
      }
      soon();
    },
    { signal: stop.signal },
  );

  // The document's own address changes without an event that all browsers know.
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener("currententrychange", look, {
    signal: stop.signal,
  });
  const observer = new MutationObserver(soon);
  observer.observe(page.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: [
      "data-is-active",
      "data-entity-is-selected",
      "data-channel",
      "contenteditable",
      "datetime",
    ],
  });
  const poll = setInterval(() => {
    if (!page.hidden) look();
  }, POLL_MS);
  look();

  return {
    look,
    stop: () => {
      stop.abort();
      observer.disconnect();
      clearInterval(poll);
      later.clear();
    },
  };
}

export function readState(
  page: Document,
  url: URL,
  selectors: Selectors,
): PageState {
  const ticket = activeTicket(page, url);
  const root = ticket && activeRoot(page, ticket.ticketId, selectors);
  return {
    ticket,
    composer: root ? readComposer(root, ticket.ticketId, selectors) : null,
  };
}

/** Changes exactly when the log shows other messages than before. */
function logMark(
  page: Document,
  ticketId: string,
  selectors: Selectors,
): string | null {
  const root = activeRoot(page, ticketId, selectors);
  const log = root && firstOf(root, selectors["zendesk.conversation"]);
  if (!log) return null;
  // One query for all: this runs at every look, and threads have hundreds of messages.
  const times = allOf(log, selectors["zendesk.time"]).map(
    (time) => time.getAttribute("datetime") ?? "",
  );
  return `${times.length} ${times.reduce((a, b) => (a > b ? a : b), "")}`;
}

function isInComposer(target: EventTarget | null, selectors: Selectors) {
  return (
    target instanceof Element &&
    closestOf(target, selectors["zendesk.composer"]) !== null
  );
}

/** One pending run per name. A run already waiting is left alone, so a page that never rests is still looked at. */
function timers() {
  const pending = new Map<string, ReturnType<typeof setTimeout>>();
  const later = (name: string, ms: number, run: () => void) => {
    if (pending.has(name)) return;
    pending.set(
      name,
      setTimeout(() => {
        pending.delete(name);
        run();
      }, ms),
    );
  };
  later.clear = () => {
    pending.forEach((timer) => clearTimeout(timer));
    pending.clear();
  };
  return later;
}
