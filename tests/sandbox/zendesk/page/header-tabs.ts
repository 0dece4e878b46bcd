import type { WorkspaceTicket } from "../workspace.ts";
import { el } from "../../look-alike/page/element.ts";
import { link } from "./ticket-list.ts";

export interface TabActions {
  open(id: number): void;
  close(id: number): void;
}

/** One tab per open ticket; the selected one names the ticket the page shows. */
export function headerTabs(
  tickets: WorkspaceTicket[],
  activeId: number | null,
  { open, close }: TabActions,
): HTMLElement {
  return el(
    "div",
    { "data-test-id": "header-tablist", class: "tabs" },
    ...tickets.map((ticket) =>
      el(
        "div",
        { class: `tab${ticket.id === activeId ? " tab--active" : ""}` },
        tab(ticket, ticket.id === activeId, open),
        el(
          "button",
          {
            type: "button",
            class: "tab-close",
            "aria-label": `Close ticket ${ticket.id}`,
            onclick: () => close(ticket.id),
          },
          "×",
        ),
      ),
    ),
  );
}

function tab(
  ticket: WorkspaceTicket,
  isActive: boolean,
  open: (id: number) => void,
): HTMLElement {
  const element = link(ticket.id, open, "tab-link", []);
  const about = el("a", {
    "data-test-id": "header-tab",
    "data-entity-type": "TICKET_ENTITY_TYPE",
    "data-entity-id": String(ticket.id),
    "data-entity-is-selected": String(isActive),
    "aria-current": isActive ? "page" : undefined,
  });
  for (const { name, value } of about.attributes)
    element.setAttribute(name, value);
  element.append(
    el(
      "div",
      { "data-test-id": "header-tab-title", title: ticket.subject },
      ticket.subject,
    ),
    el(
      "div",
      { "data-test-id": "header-tab-subtitle" },
      el("span", {}, `#${ticket.id}`),
    ),
  );
  return element;
}
