import type { TicketRef } from "../domain/ticket.ts";
import type { PageMessage, PageState } from "../messaging/page-protocol.ts";
import type { PageEvents, Watcher } from "./adapter.ts";

const STATE_AFTER_MS = 120;
const TYPING_AFTER_MS = 300;
/** Helpdesks draw a new message in several steps; one reading of the API is enough for all of them. */
const CONVERSATION_AFTER_MS = 1000;
/** Where the Navigation API is missing, and for a switch whose page lags behind its address. */
const POLL_MS = 500;
const SWITCH_RETRY_MS = 250;
const SWITCH_LASTS_MS = 400;
/** A tab that was hidden this long may have missed a message. */
const HIDDEN_FOR_MS = 60_000;
/** A composer that is emptied this soon after a press was emptied by it. */
const EMPTIED_WITHIN_MS = 5000;

/** What the watching needs to know of one helpdesk's page. Everything is looked up anew at each call. */
export interface Watched {
  look(): {
    state: PageState;
    /** Changes exactly when the conversation shows other messages than before. null: no conversation is there. */
    conversationMark(): string | null;
  };
  isInComposer(target: Element): boolean;
  /**
   * Is this click or key a press of send? For pages whose send button nobody can name: `perhaps`, it is one if the
   * composer is empty afterwards; `likely`, also if the ticket is left before that can be seen.
   */
  pressOfSend(
    event: MouseEvent | KeyboardEvent,
  ): "yes" | "likely" | "perhaps" | "no";
  /** Attributes whose change is worth a look. */
  attributes: string[];
}

type Press = Pick<
  Extract<PageMessage, { type: "page.send-pressed" }>,
  "ticket" | "mode" | "text"
>;

/**
 * Notice what happens in the page. All listeners sit on the document and find their element when the event comes:
 * helpdesks replace elements at will, and a listener on one of them falls silent without a word.
 */
export function watch(
  page: Document,
  events: PageEvents,
  watched: Watched,
): Watcher {
  const stop = new AbortController();
  const listen = { capture: true, passive: true, signal: stop.signal };
  const later = timers();
  let lastState = "";
  let lastLog: { ticketId: string; mark: string } | null = null;
  let hiddenSince: number | null = null;
  let unclearSince: number | null = null;
  let perhapsSent: (Press & { until: number; likely: boolean }) | null = null;

  const look = () => {
    const { state, conversationMark } = watched.look();
    // First: once the worker has heard that the ticket was left, a press in it counts no more.
    lookAtPress(state);
    if (isSwitching(state)) return later("state", SWITCH_RETRY_MS, look);
    const text = JSON.stringify(state);
    if (text !== lastState) {
      lastState = text;
      events.onState(state);
    }
    if (state.ticket) lookAtLog(state.ticket, conversationMark());
  };

  /** For a moment address and page may name two tickets. Only when that lasts is there really none in front. */
  const isSwitching = (state: PageState) => {
    if (state.ticket !== null) unclearSince = null;
    else unclearSince ??= Date.now();
    return unclearSince !== null && Date.now() - unclearSince < SWITCH_LASTS_MS;
  };

  const lookAtLog = (ticket: TicketRef, mark: string | null) => {
    if (mark === null) return;
    // A ticket that has just come to the front is read anyway; only what changes while it is there is news.
    const isNews =
      lastLog?.ticketId === ticket.ticketId && lastLog.mark !== mark;
    lastLog = { ticketId: ticket.ticketId, mark };
    if (isNews) tellConversation(ticket);
  };

  const lookAtPress = ({ ticket, composer }: PageState) => {
    const press = perhapsSent;
    if (!press) return;
    const isHere = ticket?.ticketId === press.ticket.ticketId;
    const isEmptied = isHere && composer?.present && composer.text === "";
    // A press that was none costs a few looks at the ticket; one that is missed costs a label.
    if (isEmptied || (!isHere && press.likely))
      events.onSendPressed(press.ticket, press.mode, press.text);
    else if ((isHere || ticket === null) && Date.now() < press.until) return;
    perhapsSent = null;
  };

  // One timer per ticket: the one that was left a moment ago must not swallow the news of the one in front.
  const tellConversation = (ticket: TicketRef) =>
    later(`conversation ${ticket.ticketId}`, CONVERSATION_AFTER_MS, () =>
      events.onConversationChanged(ticket),
    );

  const isInComposer = (target: EventTarget | null) =>
    target instanceof Element && watched.isInComposer(target);

  const soon = () => later("state", STATE_AFTER_MS, look);

  const notePress = (event: MouseEvent | KeyboardEvent) => {
    // What the page presses by itself is not the agent's doing.
    if (!event.isTrusted) return;
    const press = watched.pressOfSend(event);
    if (press === "no") return;
    // Taken now: the page empties the composer as soon as it has sent.
    const { ticket, composer } = watched.look().state;
    if (!ticket || !composer?.present) return;
    const { mode, text } = composer;
    if (press === "yes") events.onSendPressed(ticket, mode, text);
    else if (text !== "")
      perhapsSent = {
        ticket,
        mode,
        text,
        until: Date.now() + EMPTIED_WITHIN_MS,
        likely: press === "likely",
      };
  };

  page.addEventListener(
    "click",
    (event) => {
      notePress(event);
      soon();
    },
    listen,
  );
  page.addEventListener("keydown", notePress, listen);
  page.addEventListener(
    "input",
    (event) => {
      if (isInComposer(event.target)) later("state", TYPING_AFTER_MS, look);
    },
    listen,
  );
  page.addEventListener(
    "paste",
    (event) => {
      // Our own insertion is a synthetic paste; only the agent's hand counts as one.
      if (!event.isTrusted || !isInComposer(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const { ticket, composer } = watched.look().state;
      if (ticket && composer?.present && text.trim() !== "")
        events.onPasted(ticket, text);
      soon();
    },
    listen,
  );
  page.addEventListener(
    "visibilitychange",
    () => {
      if (page.hidden) hiddenSince = Date.now();
      else if (hiddenSince && Date.now() - hiddenSince > HIDDEN_FOR_MS) {
        const { ticket } = watched.look().state;
        if (ticket) tellConversation(ticket);
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
    attributeFilter: watched.attributes,
  });
  const poll = setInterval(() => {
    if (!page.hidden) look();
  }, POLL_MS);
  look();

  return {
    tellAgain() {
      lastState = "";
      look();
    },
    stop: () => {
      stop.abort();
      observer.disconnect();
      clearInterval(poll);
      later.clear();
    },
  };
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
