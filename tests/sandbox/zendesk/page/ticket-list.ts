import type { WorkspaceRow } from "../workspace.ts";
import { el, timeOf } from "../../look-alike/page/element.ts";

/** The column beside an open ticket. */
export function ticketList(
  rows: WorkspaceRow[],
  activeId: number | null,
  unread: Set<number>,
  open: (id: number) => void,
): HTMLElement {
  return el(
    "nav",
    { class: "list", "aria-label": "Tickets" },
    el("h2", {}, "Your open tickets"),
    el(
      "ul",
      {},
      ...rows.map((row) =>
        el(
          "li",
          {},
          link(
            row.id,
            open,
            `list-item${row.id === activeId ? " list-item--active" : ""}`,
            [
              el(
                "span",
                { class: `status status--${row.status}` },
                row.status.charAt(0).toUpperCase(),
              ),
              el("span", { class: "list-subject" }, row.subject),
              el(
                "span",
                { class: "quiet" },
                `${row.requester.name} · #${row.id}`,
              ),
              unread.has(row.id)
                ? el("span", { class: "unread", title: "New message" })
                : null,
            ],
          ),
        ),
      ),
    ),
  );
}

/** `/agent/filters/1`: the view agents start from. It lies over the tickets, which stay mounted below. */
export function viewPane(
  rows: WorkspaceRow[],
  open: (id: number) => void,
): HTMLElement {
  const head = ["Status", "Subject", "Requester", "Updated", "Priority"];
  return el(
    "div",
    { class: "workspace view", "data-test-id": "views_views-pane" },
    el("h1", {}, "Your open tickets"),
    el(
      "p",
      { class: "quiet" },
      `${rows.length} ${rows.length === 1 ? "ticket" : "tickets"}`,
    ),
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el("tr", {}, ...head.map((title) => el("th", { scope: "col" }, title))),
      ),
      el(
        "tbody",
        {},
        ...rows.map((row) =>
          el(
            "tr",
            { "data-test-id": "generic-table-row" },
            el(
              "td",
              {},
              el("span", { class: `status status--${row.status}` }, row.status),
            ),
            el("td", {}, link(row.id, open, "", [row.subject])),
            el("td", {}, row.requester.name),
            el("td", {}, timeOf(row.updatedAt, "timestamp-relative")),
            el("td", {}, row.priority ?? "-"),
          ),
        ),
      ),
    ),
  );
}

export function link(
  id: number,
  open: (id: number) => void,
  className: string,
  children: (Node | string | null)[],
): HTMLElement {
  return el(
    "a",
    {
      href: `/agent/tickets/${id}`,
      class: className,
      onclick: (event) => {
        event.preventDefault();
        open(id);
      },
    },
    ...children,
  );
}
