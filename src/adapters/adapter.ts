import type { Helpdesk, TicketRef } from "../domain/ticket.ts";
import type {
  ComposerMode,
  GetAnswer,
  InsertCommand,
  InsertResult,
  PageReading,
  PageState,
} from "../messaging/page-protocol.ts";
import type { Work } from "./in-slices.ts";
import type { Need, SelectorLists } from "./self-check.ts";

/** What a helpdesk's page can do for Heed. Lives in the content script: no storage, no parsing of the API, no zod. */
export interface PageAdapter {
  helpdesk: Helpdesk;
  matches(url: URL): boolean;
  readState(page: Document, url: URL): PageState;
  /**
   * The conversation as the page shows it, for when the API does not answer. null: that ticket is not in front, or was
   * not all the time; what was read of it then is thrown away, for it may hold another ticket's words.
   */
  readPage(page: Document, ticketId: string): Work<PageReading | null>;
  /** Bound to the command's ticket: with any other ticket in front it changes nothing. */
  insert(page: Document, command: InsertCommand): Promise<InsertResult>;
  /** GET to the page's own origin, for a short list of paths. */
  get(path: string): Promise<GetAnswer>;
  /** Put the cursor into the reply box. False when there is none. */
  focusComposer(page: Document, ticketId: string): boolean;
  /** Scroll to a message and light it for a moment. False when it is not on the page. */
  showMessage(
    page: Document,
    ticketId: string,
    at: string,
    messageId: string,
  ): boolean;
  watch(page: Document, events: PageEvents): Watcher;
  /** What it needs of its page, as data: what a page lacks of it is named, and acted on. */
  needs: readonly Need[];
  selectors: SelectorLists;
  /** The part of the page that holds the ticket in front, where the needs are looked for. */
  ticketPart(page: Document, url: URL): HTMLElement | null;
  /** The same adapter with these lists. */
  withSelectors(selectors: SelectorLists): PageAdapter;
}

export interface Watcher {
  /** Say what is in front, even if it is what was said last. */
  tellAgain(): void;
  stop(): void;
}

export interface PageEvents {
  /** Another ticket is in front, or the composer changed. */
  onState(state: PageState): void;
  /** The active ticket's conversation shows something it did not show before. */
  onConversationChanged(ticket: TicketRef): void;
  onSendPressed(ticket: TicketRef, mode: ComposerMode, text: string): void;
  onPasted(ticket: TicketRef, text: string): void;
}
