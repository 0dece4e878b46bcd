import type { WorkspaceTicket } from "../workspace.ts";
import { Composer } from "./composer.ts";
import { Conversation } from "./conversation.ts";
import { el, shownName } from "../../look-alike/page/element.ts";
import { fetchTicket, submit } from "./server-calls.ts";
import { sidebar } from "./sidebar.ts";
import { capitalised, words } from "./words.ts";

const STATUSES = ["open", "pending", "hold", "solved"] as const;

/** One open ticket. It stays mounted and only becomes invisible when another is looked at. */
export class TicketPane {
  readonly element: HTMLElement;
  readonly composer: Composer | null;
  ticket: WorkspaceTicket;
  readonly #layout: HTMLElement;
  readonly #conversation: Conversation;
  readonly #status = el("span", {
    "data-cy-test-id": "status-badge-state",
    class: "status",
  });
  readonly #submitStatus = el("strong");
  readonly #submit: HTMLButtonElement;
  readonly #notify: (text: string, isFault: boolean) => void;
  #sidebar: HTMLElement;

  constructor(
    ticket: WorkspaceTicket,
    notify: (text: string, isFault: boolean) => void,
  ) {
    this.ticket = ticket;
    this.#notify = notify;
    this.#conversation = new Conversation(ticket);
    const mayReply = document.documentElement.dataset.composer !== "none";
    this.composer = mayReply
      ? new Composer(
          ticket.isMessaging,
          () => void this.#send(this.ticket.status),
        )
      : null;
    this.#sidebar = sidebar(ticket);
    this.#submit = el(
      "button",
      {
        type: "button",
        class: "submit",
        "data-test-id": "submit_button-button",
        onclick: () => void this.#send(this.ticket.status),
      },
      `${words().submitAs} `,
      this.#submitStatus,
    );
    this.#layout = el(
      "div",
      {
        "data-test-id": `ticket-${ticket.id}-standard-layout`,
        "data-ticket-id": String(ticket.id),
        class: "layout",
      },
      el(
        "div",
        {
          "data-side-conversations-anchor-id": String(ticket.id),
          class: "centre",
        },
        el("div", { "data-test-id": "ticket-call-controls-action-bar" }),
        el(
          "div",
          { class: "subject-row" },
          el("input", {
            "data-test-id": "omni-header-subject",
            value: ticket.subject,
            "aria-label": "Subject",
            class: "subject",
          }),
          el(
            "div",
            { class: "subject-about" },
            this.#status,
            el("span", { "data-test-id": "omni-header-via-label" }, ticket.via),
            el("span", { class: "quiet" }, `#${ticket.id}`),
          ),
        ),
        el(
          "section",
          {
            class: "conversation-polaris",
            "data-ticket-id": String(ticket.id),
          },
          this.#conversation.element,
          this.composer?.element ??
            el("p", { class: "no-composer" }, words().cannotReply),
        ),
      ),
      this.#sidebar,
      el(
        "footer",
        { class: "submit-bar" },
        el("span", { class: "quiet" }, "Stay on ticket"),
        this.#statusMenu(),
      ),
    );
    this.element = el("div", { class: "workspace" }, this.#layout);
    this.setActive(false);
    this.#showStatus();
  }

  async mount(): Promise<void> {
    await this.composer?.mount();
    this.#conversation.scrollToNewest();
  }

  setActive(isActive: boolean): void {
    this.#layout.setAttribute(shownName("data-is-active"), String(isActive));
    this.element.style.visibility = isActive ? "visible" : "hidden";
  }

  /** The subject stays as the agent may be editing it; the rest follows the server. */
  async refresh(): Promise<void> {
    const ticket = await fetchTicket(this.ticket.id);
    // Two refreshes may overtake each other; the log only grows, so the shorter answer is the older one.
    if (!ticket || ticket.comments.length < this.ticket.comments.length) return;
    this.ticket = ticket;
    this.#conversation.show(ticket);
    const next = sidebar(ticket);
    this.#sidebar.replaceWith(next);
    this.#sidebar = next;
    this.#showStatus();
  }

  async unmount(): Promise<void> {
    this.element.remove();
    await this.composer?.editor?.destroy();
  }

  async #send(status: WorkspaceTicket["status"]): Promise<void> {
    if (this.#submit.disabled) return;
    const html = this.composer?.editor?.getData() ?? "";
    const isPublic = this.composer?.isPublic ?? false;
    this.#submit.disabled = true;
    const isDone = await submit(this.ticket.id, {
      status: status === "new" ? "open" : status,
      comment: html === "" ? null : { html_body: html, public: isPublic },
    });
    this.#submit.disabled = false;
    if (!isDone)
      return this.#notify(
        `Ticket #${this.ticket.id} was not updated. Your text is still here.`,
        true,
      );
    this.composer?.clear();
    await this.refresh();
    this.#notify(`Ticket #${this.ticket.id} has been updated.`, false);
  }

  #statusMenu(): HTMLElement {
    const menu = el(
      "ul",
      { class: "status-menu", role: "menu", hidden: true },
      ...STATUSES.map((status) =>
        el(
          "li",
          {
            role: "menuitem",
            tabindex: "0",
            "data-test-id": `submit_button-menu-${status}`,
            onclick: () => {
              menu.hidden = true;
              void this.#send(status);
            },
            onkeydown: (event) => {
              const isEnter = (event as KeyboardEvent).key === "Enter";
              if (isEnter) (event.currentTarget as HTMLElement).click();
            },
          },
          `${words().submitAs} `,
          el("strong", {}, capitalised(status)),
        ),
      ),
    );
    const arrow = el(
      "button",
      {
        type: "button",
        class: "submit submit-arrow",
        "aria-label": "Submit options",
        "aria-haspopup": "menu",
        "data-test-id": "submit_button-menu-button",
        onclick: () => (menu.hidden = !menu.hidden),
      },
      "▴",
    );
    const leave = (event: Event) => {
      const next = (event as FocusEvent).relatedTarget;
      if (!(next instanceof Node && group.contains(next))) menu.hidden = true;
    };
    const group = el(
      "div",
      { class: "submit-group", onfocusout: leave },
      this.#submit,
      arrow,
      menu,
    );
    return group;
  }

  #showStatus(): void {
    this.#status.textContent = capitalised(this.ticket.status);
    this.#status.className = `status status--${this.ticket.status}`;
    this.#submitStatus.textContent = capitalised(
      this.ticket.status === "new" ? "open" : this.ticket.status,
    );
  }
}
