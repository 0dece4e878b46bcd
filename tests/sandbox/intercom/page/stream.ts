import { el } from "../../look-alike/page/element.ts";
import { DOMParser } from "../../look-alike/page/trusted-parser.ts";
import type { InboxConversation, InboxPart } from "../workspace.ts";
import { named } from "./named.ts";
import { words } from "./words.ts";

/** Only the newest are in the page; the rest comes on demand, and the API has 500 of them. */
const SHOWN_AT_FIRST = 40;
const CATEGORY: Record<InboxPart["kind"], string> = {
  customer: "1",
  agent: "3",
  note: "3",
  bot: "5",
  event: "20",
};

/** The parts of one conversation. The same element shows one conversation after another, as an Ember page does. */
export class Stream {
  readonly #older = el(
    "button",
    { type: "button", class: "older", onclick: () => this.#showOlder() },
    words().older,
  );
  readonly #parts = el("div", { class: "parts" });
  readonly element = el(
    "div",
    {
      class: "stream",
      "data-testid": "conversation-stream-scroll-container",
      "data-conversation-stream": true,
    },
    this.#older,
    this.#parts,
  );
  #conversation: InboxConversation | null = null;
  #shown = SHOWN_AT_FIRST;

  show(conversation: InboxConversation): void {
    const isAnother = this.#conversation?.id !== conversation.id;
    if (isAnother) this.#shown = SHOWN_AT_FIRST;
    else
      this.#shown +=
        conversation.parts.length - (this.#conversation?.parts.length ?? 0);
    this.#conversation = conversation;
    const visible = conversation.parts.slice(-this.#shown);
    this.#older.hidden = visible.length === conversation.parts.length;
    const standing = new Map(
      isAnother
        ? []
        : [...this.#parts.children].map((child) => [
            (child as HTMLElement).dataset["id"],
            child,
          ]),
    );
    this.#parts.replaceChildren(
      ...visible.map((part) => standing.get(part.id) ?? partElement(part)),
    );
    requestAnimationFrame(() => {
      this.element.scrollTop = this.element.scrollHeight;
    });
  }

  #showOlder(): void {
    this.#shown += SHOWN_AT_FIRST;
    if (this.#conversation) this.show(this.#conversation);
    this.element.scrollTop = 0;
  }
}

function partElement(part: InboxPart): HTMLElement {
  const { kind } = part;
  const body = new DOMParser().parseFromString(part.html, "text/html").body;
  const text = el(
    "div",
    {
      class: named(
        kind === "event"
          ? "event"
          : "intercom-interblocks interblocks-html intercom-interblocks-html",
      ),
    },
    ...document.importNode(body, true).childNodes,
  );
  const author = el(
    "span",
    {
      class: "author",
      ...((kind === "agent" || kind === "note") && {
        "data-testid": "admin-avatar-name",
      }),
    },
    part.author,
  );
  const inner = el(
    "div",
    kind === "event"
      ? { class: "event-part" }
      : {
          class: named("group/content-part"),
          "data-intercom-target": "conversation-stream-content-part",
          "data-part-group-id": part.id,
          "data-part-group-category": CATEGORY[kind],
        },
    el(
      "div",
      { class: "part-head" },
      author,
      el("span", { class: "quiet" }, ago(part.at)),
    ),
    kind === "note"
      ? el("div", { class: named("inbox2__note-part") }, text)
      : text,
  );
  return el(
    "div",
    {
      class: `part part--${kind}`,
      "data-part-entity-id": part.id,
      "data-id": part.id,
    },
    inner,
  );
}

/** The inbox says how long ago, not when. */
function ago(at: number): string {
  const minutes = Math.max(0, Math.round((Date.now() / 1000 - at) / 60));
  if (minutes < 60) return `${minutes}m`;
  return minutes < 1440
    ? `${Math.round(minutes / 60)}h`
    : `${Math.round(minutes / 1440)}d`;
}
