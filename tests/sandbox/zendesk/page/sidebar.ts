import type { WorkspaceTicket } from "../workspace.ts";
import { el } from "../../look-alike/page/element.ts";
import { capitalised } from "./words.ts";

/** What the helpdesk knows about the ticket beside its conversation. */
export function sidebar(ticket: WorkspaceTicket): HTMLElement {
  return el(
    "aside",
    { class: "sidebar", "aria-label": "Ticket fields" },
    el(
      "div",
      {
        class: "field",
        "data-test-id": "ticket-system-field-requester-select",
      },
      el(
        "label",
        { "data-test-id": "ticket-system-field-requester-label" },
        "Requester",
      ),
      el("div", { class: "value person" }, ticket.requester.name),
      el("div", { class: "quiet" }, ticket.requester.email ?? ""),
    ),
    el(
      "div",
      { class: "field", "data-test-id": "assignee-field" },
      el("label", {}, "Assignee"),
      el(
        "div",
        {
          class: "value",
          "data-test-id": "assignee-field-autocomplete-trigger",
        },
        ticket.assignee === null
          ? "-"
          : el(
              "span",
              { "data-test-id": "assignee-field-selected-agent-tag" },
              `Support/${ticket.assignee}`,
            ),
      ),
    ),
    el(
      "div",
      { class: "field", "data-test-id": "ticket-fields-tags" },
      el("label", {}, "Tags"),
      el("div", { class: "tags" }, ...ticket.tags.map(tag)),
    ),
    select("Type", "ticket-fields-type-select", "Question"),
    select(
      "Priority",
      "ticket-fields-priority-select",
      ticket.priority === null ? "-" : capitalised(ticket.priority),
    ),
    // As in the real page, a custom field has nothing stable to be found by: the API names it, the page only shows it.
    ...ticket.fields.map(({ id, label, value }) =>
      el(
        "div",
        { class: `field custom_field_${id}` },
        el("label", {}, label),
        el("div", { class: "value" }, value),
      ),
    ),
  );
}

function tag(name: string): HTMLElement {
  return el(
    "span",
    { "data-test-id": "ticket-system-field-tags-item-selected" },
    el("span", { class: "garden-tag-item" }, name),
  );
}

function select(label: string, testId: string, value: string): HTMLElement {
  return el(
    "div",
    { class: "field", "data-test-id": testId },
    el("label", {}, label),
    el(
      "div",
      { class: "value", "data-garden-id": "dropdowns.combobox.value" },
      value,
    ),
  );
}
