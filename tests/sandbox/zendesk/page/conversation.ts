import type { WorkspaceComment, WorkspaceTicket } from "../workspace.ts";
import { el, icon, timeOf } from "../../look-alike/page/element.ts";
import { DOMParser } from "../../look-alike/page/trusted-parser.ts";
import { words } from "./words.ts";

/** Only the newest are in the page; the rest comes on demand, and the API has all of them. */
const SHOWN_AT_FIRST = 20;
const AGENT_BADGE = "M8 1l6 3v4c0 4-3 6-6 7-3-1-6-3-6-7V4z";

/** The log of one ticket. Fed with the whole ticket each time; an article that stands stays the same element. */
export class Conversation {
  readonly element: HTMLElement;
  readonly #log = el("div", {
    "data-test-id": "omni-log-container",
    class: "log",
  });
  readonly #older: HTMLButtonElement;
  readonly #articles = new Map<number, HTMLElement>();
  readonly #isNewestFirst =
    document.documentElement.dataset.order === "newest-first";
  #shown = SHOWN_AT_FIRST;
  #ticket: WorkspaceTicket;

  constructor(ticket: WorkspaceTicket) {
    this.#ticket = ticket;
    this.#older = el(
      "button",
      {
        type: "button",
        class: "log-more",
        "data-test-id": "convolog-show-more-button",
        onclick: () => this.#showOlder(),
      },
      words().showMore,
    );
    const sentinel = el("div", { id: `convo_log_sentinel_${ticket.id}` });
    this.element = el(
      "div",
      { class: "log-scroll", tabindex: "0", "aria-label": "Conversation" },
      this.#older,
      this.#log,
      sentinel,
    );
    this.show(ticket);
  }

  show(ticket: WorkspaceTicket): void {
    // What arrives is shown beside what is shown already, never instead of it.
    const arrived = ticket.comments.length - this.#ticket.comments.length;
    this.#shown += arrived;
    this.#ticket = ticket;
    const visible = ticket.comments.slice(-this.#shown);
    this.#older.hidden = visible.length === ticket.comments.length;
    for (const comment of visible) {
      if (!this.#articles.has(comment.id))
        this.#articles.set(comment.id, article(comment, this.#ticket));
    }
    const inOrder = visible.flatMap(
      (comment) => this.#articles.get(comment.id) ?? [],
    );
    if (this.#isNewestFirst) inOrder.reverse();
    // Moving an element loses its selection and scroll, so only those out of place are touched.
    inOrder.forEach((element, index) => {
      if (this.#log.children[index] !== element)
        this.#log.insertBefore(element, this.#log.children[index] ?? null);
    });
    if (arrived > 0) this.scrollToNewest();
  }

  scrollToNewest(): void {
    requestAnimationFrame(() => {
      this.element.scrollTop = this.#isNewestFirst
        ? 0
        : this.element.scrollHeight;
    });
  }

  #showOlder(): void {
    this.#shown += SHOWN_AT_FIRST;
    this.show(this.#ticket);
    this.element.scrollTop = 0;
  }
}

function article(
  comment: WorkspaceComment,
  ticket: WorkspaceTicket,
): HTMLElement {
  const badge = icon(AGENT_BADGE, {
    "data-test-id": "omni-log-avatar-badge-AgentBadge",
    class: "agent-badge",
  });
  return el(
    "article",
    {
      "data-test-id": "omni-log-comment-item",
      class: `message message--${comment.type}`,
    },
    el(
      "div",
      { class: "avatar", "aria-hidden": "true" },
      initialsOf(comment.author),
      comment.isAgent ? badge : null,
    ),
    el(
      "div",
      { class: "message-main" },
      el(
        "div",
        { class: "message-head" },
        el(
          "div",
          { "data-test-id": "omni-log-item-sender" },
          el(
            "a",
            { "data-test-id": "omni-log-comment-user-link", href: "#" },
            el("strong", {}, comment.author),
          ),
        ),
        comment.type === "internal"
          ? el(
              "div",
              {
                "data-test-id": "omni-log-internal-note-tag",
                class: "internal-tag",
              },
              words().internal,
            )
          : null,
        el(
          "span",
          { "data-test-id": "omni-log-item-via", class: "quiet" },
          `via ${ticket.via.toLowerCase()}`,
        ),
        timeOf(comment.at, "timestamp-relative"),
      ),
      el(
        "div",
        {
          "data-test-id": "omni-log-item-message",
          type: comment.type,
          class: "bubble",
        },
        el(
          "div",
          { "data-test-id": "omni-log-message-content" },
          bodyOf(comment.html),
        ),
        comment.attachments.length > 0
          ? el(
              "ul",
              { class: "attachments" },
              ...comment.attachments.map((name) => el("li", {}, name)),
            )
          : null,
        el(
          "button",
          { type: "button", class: "bubble-more", "aria-label": words().more },
          "⋯",
        ),
      ),
    ),
  );
}

/** The server has cleaned the HTML; parsed in a document of its own, nothing in it loads or runs. */
function bodyOf(html: string): Node {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  fragment.append(...parsed.body.childNodes);
  return fragment;
}

function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join("")
    .toUpperCase();
}
