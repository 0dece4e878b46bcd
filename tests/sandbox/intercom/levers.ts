import { setTimeout as wait } from "node:timers/promises";
import { json, type Answer } from "../look-alike/answer.ts";
import type { PageStreams } from "../look-alike/page-streams.ts";
import { errorBody, type Generation } from "./shapes.ts";
import {
  COLLEAGUE,
  type IntercomState,
  type Part,
  type PartType,
} from "./state.ts";

export type ApiFault =
  | { kind: "unauthorized" }
  | { kind: "forbidden" }
  | { kind: "not-found" }
  | { kind: "rate-limited"; resetAfterS: number }
  | { kind: "server-error" };

/** How the inbox differs from the plain one; each is something the real one may do. */
export interface PageOptions {
  locale: "en" | "de";
  /** Whether reply and note can be told apart by anything that has been seen in the real page. */
  composerMark: "marked" | "unmarked";
  /** Every attribute and class that extensions rely on gets another name, as after an unannounced release. */
  renamed: boolean;
  /** How long a switch shows the conversation before, and its composer even longer: at most this, in ms. */
  switchMs: number;
}

const PLAIN_PAGE: PageOptions = {
  locale: "en",
  composerMark: "marked",
  renamed: false,
  switchMs: 60,
};

/** What a test or a person at the demo can do to the helpdesk from outside. */
export class Levers {
  page: PageOptions = { ...PLAIN_PAGE };
  /** Answered instead of what the client asks for; null: as asked, 2.14 when it does not say. */
  generation: Generation | null = null;
  apiDelayMs = 0;
  apiFault: ApiFault | null = null;
  /** The agent's click on Send is refused; nothing is stored. */
  failsSend = false;
  readonly #state: IntercomState;
  readonly #streams: PageStreams;

  constructor(state: IntercomState, streams: PageStreams) {
    this.#state = state;
    this.#streams = streams;
  }

  customerWrites(conversationId: number | string, text: string): Part {
    const { contact } = this.#state.conversation(conversationId);
    return this.#state.addPart(conversationId, {
      type: "comment",
      author: this.#state.contactAuthor(contact),
      text,
    });
  }

  colleagueWrites(
    conversationId: number | string,
    text: string,
    visibility: "public" | "internal" = "public",
  ): Part {
    return this.#state.addPart(conversationId, {
      type: visibility === "public" ? "comment" : "note",
      author: this.#state.adminAuthor(COLLEAGUE),
      text,
    });
  }

  /** An event, or with `text` a part of a kind that may hold words. */
  happens(
    conversationId: number | string,
    type: PartType,
    text?: string,
  ): Part {
    return this.#state.addPart(conversationId, {
      type,
      author: this.#state.bot(),
      ...(text !== undefined && { text }),
    });
  }

  /** Open pages throw the editor away and put a new one with the same text in its place. */
  replaceComposer(): void {
    this.#streams.tell({ kind: "replace-composer" });
  }

  /** Takes effect when the page is loaded next. */
  setPage(options: Partial<PageOptions>): void {
    this.page = { ...this.page, ...options };
  }

  /** Back to a helpdesk without faults. Conversations stay. */
  reset(): void {
    this.page = { ...PLAIN_PAGE };
    this.generation = null;
    this.apiDelayMs = 0;
    this.apiFault = null;
    this.failsSend = false;
  }

  async delay(): Promise<void> {
    if (this.apiDelayMs > 0) await wait(this.apiDelayMs);
  }

  fault(): Answer | null {
    switch (this.apiFault?.kind) {
      case undefined:
        return null;
      case "unauthorized":
        return json(401, errorBody("unauthorized", "Access Token Invalid"));
      case "forbidden":
        return json(403, errorBody("api_plan_restricted", "Not allowed"));
      case "not-found":
        return json(404, errorBody("not_found", "Resource Not Found"));
      case "rate-limited":
        return json(429, errorBody("rate_limit_exceeded", "Slow down"), {
          "x-ratelimit-limit": "1666",
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(
            Math.ceil(Date.now() / 1000) + this.apiFault.resetAfterS,
          ),
        });
      case "server-error":
        return json(500, errorBody("server_error", "Server error"));
    }
  }
}
