import type { Destination } from "../domain/suggestion.ts";
import type { TicketRef } from "../domain/ticket.ts";

/**
 * Between the worker and the content script. Types only: the content script carries no zod, and the worker parses
 * what comes from it with `page-parser.ts`, because that script lives in a page that may be hostile.
 */

export type ComposerMode = "public" | "internal" | "unknown";

export interface ComposerState {
  ticketId: string;
  present: boolean;
  mode: ComposerMode;
  /** Plain text, "" when empty. */
  text: string;
}

/** What the page shows now. `ticket` null: no ticket is open in this tab. */
export interface PageState {
  ticket: TicketRef | null;
  composer: ComposerState | null;
}

/** What the page's own check found for the ticket in front. Names parts of the page, never what stands in them. */
export interface PageHealth {
  /** partial: the named parts are not found; broken: nothing of the ticket is. */
  state: "ok" | "partial" | "broken";
  /** Parts in plain words: "reply box". */
  missing: string[];
  /** false: whatever is inserted could land in the wrong place, so only Copy is offered. */
  mayInsert: boolean;
  /** false: new messages or a sent reply may be noticed late. */
  mayNotice: boolean;
  /** Which selector of each list was needed, counted from 0. */
  routes: Record<string, number>;
}

/** Content script → worker. */
export type PageMessage =
  | { type: "page.state"; state: PageState }
  | {
      type: "page.health";
      ticket: TicketRef;
      health: PageHealth;
      /** Which set of selectors is in use: the pack's only while the check is better with them. */
      selectors: "built_in" | "pack";
      /** The set that this script was last given; null: none yet. */
      packVersion: string | null;
    }
  /** Something new stands in the active ticket's conversation: read it again. */
  | { type: "page.conversation-changed"; ticket: TicketRef }
  /** Send was pressed with this text in the composer. Proves nothing until the API shows the reply. */
  | {
      type: "page.send-pressed";
      ticket: TicketRef;
      mode: ComposerMode;
      text: string;
      at: string;
    }
  /** The agent pasted into the composer. */
  | { type: "page.pasted"; ticket: TicketRef; text: string; at: string };

/** Worker → content script, each with its answer. */
export type PageCommand =
  | { type: "page.get"; path: string }
  /** Say all over again what is in front; answered once the worker has heard it. */
  | { type: "page.tell-again" }
  | { type: "page.read-ticket"; ticketId: string }
  | InsertCommand
  | { type: "page.focus-composer"; ticketId: string }
  | {
      type: "page.show-message";
      ticketId: string;
      messageId: string;
      at: string;
    }
  /** Lists of selectors to try before the built-in ones. */
  | {
      type: "page.use-selectors";
      packVersion: string;
      selectors: Record<string, string[]>;
    };

export interface InsertCommand {
  type: "page.insert";
  ticketId: string;
  destination: Destination;
  mode: "append" | "replace";
  /** Built by our own code from plain text: p, br, strong, em, ul, ol, li, a[href^=https]. */
  html: string;
  text: string;
  /** Messages known to belong to the ticket. A page that shows ids must show one of them. */
  messageIds: string[];
  /** The composer's text when the agent pressed Insert; anything else there now, and nothing is inserted. */
  expectedText: string;
}

/** GET answered by the page's own origin. The body is raw: it is parsed in the worker. */
export type GetAnswer =
  | { ok: true; status: number; retryAfterSeconds: number | null; body: string }
  | { ok: false; reason: "path_not_allowed" | "network" | "too_large" };

export type InsertResult =
  | { ok: true; readBack: string }
  | {
      ok: false;
      reason:
        | "wrong_ticket"
        | "no_composer"
        | "wrong_composer"
        | "composer_changed"
        | "not_taken";
      /** What the composer holds now, so that the caller can show that nothing was lost. */
      composerText: string;
    };

/** Read from the page alone, raw; the worker turns it into a partial Ticket. */
export interface PageReading {
  ticketId: string;
  subject: string | null;
  channel: string | null;
  requesterName: string | null;
  messages: {
    role: "customer" | "agent" | "bot";
    visibility: "public" | "internal" | "unknown";
    authorName: string;
    at: string | null;
    text: string;
    /** The API's id of the message, where the page has it. */
    messageId?: string;
  }[];
  missing: string[];
}
