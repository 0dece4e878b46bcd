import { setTimeout as wait } from "node:timers/promises";
import { json, NOT_FOUND, text, type Answer } from "../look-alike/answer.ts";
import { COLLEAGUE, type Comment, type ZendeskState } from "./state.ts";

export type ApiFault =
  | { kind: "unauthenticated" }
  | { kind: "forbidden" }
  | { kind: "not-found" }
  | { kind: "rate-limited"; retryAfterS: number }
  | { kind: "server-error" }
  /** What a session that ran out looks like behind single sign-on: a page, with status 200. */
  | { kind: "login-page" };

/** How the page differs from the plain one; each is something the real page does to some customers. */
export interface PageOptions {
  order: "oldest-first" | "newest-first";
  locale: "en" | "de";
  composer: "rich" | "none";
  /** Every `data-test-id` gets another name, as after an unannounced release. */
  renamed: boolean;
}

const PLAIN_PAGE: PageOptions = {
  order: "oldest-first",
  locale: "en",
  composer: "rich",
  renamed: false,
};
const ALLOWED_PER_MINUTE = 700;

/** What a test or a person at the demo can do to the helpdesk from outside. */
export class Levers {
  dropsCommentPaging = false;
  refusesSubmit: ApiFault | null = null;
  page: PageOptions = { ...PLAIN_PAGE };
  rateLimitRemaining = ALLOWED_PER_MINUTE - 1;
  delayMs = 0;
  #fault: { fault: ApiFault; only: string | null } | null = null;
  readonly #state: ZendeskState;
  readonly #signEveryoneOut: () => void;
  readonly #tellPages: (command: PageCommand) => void;

  constructor(
    state: ZendeskState,
    signEveryoneOut: () => void,
    tellPages: (command: PageCommand) => void,
  ) {
    this.#state = state;
    this.#signEveryoneOut = signEveryoneOut;
    this.#tellPages = tellPages;
  }

  /** Every read of the API fails so, or only those whose path contains `only` ("conversation_log"). Null ends it. */
  failApi(fault: ApiFault | null, only: string | null = null): void {
    this.#fault = fault && { fault, only };
  }

  /** The agent's click on Submit is answered so; the comment is not stored. Null ends it. */
  failSubmit(fault: ApiFault | null): void {
    this.refusesSubmit = fault;
  }

  customerWrites(ticketId: number, message: string): Comment {
    const requesterId = this.#state.ticket(ticketId)?.requesterId;
    if (requesterId === undefined)
      throw new Error(`sandbox: no ticket ${ticketId}`);
    return this.#state.addComment(ticketId, {
      authorId: requesterId,
      public: true,
      text: message,
    });
  }

  /** Somebody else in the team answers (or notes) while the agent is still writing. */
  colleagueWrites(
    ticketId: number,
    message: string,
    visibility: "public" | "internal" = "public",
  ): Comment {
    return this.#state.addComment(ticketId, {
      authorId: COLLEAGUE,
      public: visibility === "public",
      text: message,
    });
  }

  /** Open pages mount these tickets too; the first becomes the active one. */
  openTickets(ticketIds: number[]): void {
    this.#tellPages({ kind: "open", ticketIds });
  }

  /** Open pages throw the ticket's editor away and put a new one with the same text in its place. */
  replaceComposer(ticketId: number): void {
    this.#tellPages({ kind: "replace-composer", ticketId });
  }

  /** Takes effect when the page is loaded next. */
  setPage(options: Partial<PageOptions>): void {
    this.page = { ...this.page, ...options };
  }

  signOut(): void {
    this.#signEveryoneOut();
  }

  /** Back to a helpdesk without faults. Tickets and comments stay. */
  reset(): void {
    this.#fault = null;
    this.refusesSubmit = null;
    this.dropsCommentPaging = false;
    this.delayMs = 0;
    this.rateLimitRemaining = ALLOWED_PER_MINUTE - 1;
    this.page = { ...PLAIN_PAGE };
  }

  faultOf(pathname: string): Answer | null {
    if (
      !this.#fault ||
      (this.#fault.only !== null && !pathname.includes(this.#fault.only))
    )
      return null;
    return answerOfFault(this.#fault.fault);
  }

  faultOfSubmit(): Answer | null {
    return this.refusesSubmit && answerOfFault(this.refusesSubmit);
  }

  rateLimitHeaders(): Record<string, string> {
    const remaining = String(this.rateLimitRemaining);
    return {
      "x-rate-limit": String(ALLOWED_PER_MINUTE),
      "x-rate-limit-remaining": remaining,
      "ratelimit-limit": String(ALLOWED_PER_MINUTE),
      "ratelimit-remaining": remaining,
      "ratelimit-reset": "60",
    };
  }

  async delay(): Promise<void> {
    if (this.delayMs > 0) await wait(this.delayMs);
  }
}

/** What the server tells open pages to do, beside "a ticket changed". */
export type PageCommand =
  | { kind: "open"; ticketIds: number[] }
  | { kind: "replace-composer"; ticketId: number };

function answerOfFault(fault: ApiFault): Answer {
  switch (fault.kind) {
    case "unauthenticated":
      return json(401, { error: "Couldn't authenticate you" });
    case "forbidden":
      return json(403, {
        error: "Forbidden",
        description: "You do not have access to this page.",
      });
    case "not-found":
      return NOT_FOUND;
    case "rate-limited":
      return text(429, "Number of allowed API requests per minute exceeded", {
        "retry-after": String(fault.retryAfterS),
      });
    case "server-error":
      return json(500, {
        error: "InternalServerError",
        description: "Something went wrong",
      });
    case "login-page":
      return {
        status: 200,
        type: "text/html; charset=utf-8",
        body: "<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to Acme</h1></body></html>",
      };
  }
}
