import type { Helpdesk } from "../../../src/domain/ticket.ts";
import { on, type Mutation } from "./mutation.ts";
import type { DriftPage } from "./parts.ts";

/** What has happened to such pages, or would be worst if it did. */
export function writtenMutations(helpdesk: Helpdesk): Mutation[] {
  return [...BOTH, ...(helpdesk === "zendesk" ? ZENDESK : INTERCOM)];
}

const first = (drift: DriftPage, part: string) => drift.parts.get(part)?.[0];
const nothing = () => {};

const BOTH: Mutation[] = [
  {
    kind: "replaced",
    name: "the agent types while a text is inserted",
    apply: nothing,
    during: (drift) => {
      drift.type("One more.");
      drift.kept.push("One more.");
    },
  },
  {
    kind: "replaced",
    name: "another ticket's address while a text is inserted",
    apply: nothing,
    during: (drift) => {
      drift.isClosed = true;
      drift.go(drift.url.pathname.replace(/\d+$/, "999"));
    },
  },
  {
    kind: "replaced",
    name: "the composer goes away while a text is inserted",
    apply: nothing,
    during: (drift) => {
      first(drift, "composer")?.remove();
      drift.composers.clear();
      drift.kept.length = 0;
    },
  },
  {
    kind: "replaced",
    name: "the composer can no longer be written in",
    apply: on("composer", (it) => it.setAttribute("contenteditable", "false")),
  },
  {
    kind: "doubled",
    name: "a dialog with an editor of the same make in front",
    apply: (drift) => {
      const dialog = drift.page.createElement("div");
      dialog.setAttribute("role", "dialog");
      const copy = first(drift, "composer")?.cloneNode(true);
      if (copy) dialog.append(copy);
      drift.page.body.prepend(dialog);
    },
  },
  {
    kind: "doubled",
    name: "a search field that can be written in, above all",
    apply: ({ page }) => {
      const field = page.createElement("div");
      field.setAttribute("contenteditable", "true");
      field.setAttribute("role", "textbox");
      field.append(page.createElement("p"));
      field.firstElementChild?.append("search");
      page.body.prepend(field);
    },
  },
];

const ZENDESK: Mutation[] = [
  {
    kind: "replaced",
    name: "a note is chosen while a text is inserted",
    apply: nothing,
    during: (drift) => {
      drift.isClosed = true;
      first(drift, "reply or note switch")?.setAttribute(
        "data-channel",
        "internal",
      );
    },
  },
  {
    kind: "replaced",
    name: "another tab is chosen while a text is inserted",
    apply: nothing,
    during: (drift) => {
      drift.isClosed = true;
      drift.page
        .querySelector('[data-entity-is-selected="true"]')
        ?.setAttribute("data-entity-id", "999");
    },
  },
  {
    kind: "doubled",
    name: "a side conversation beside the ticket",
    apply: (drift) => {
      const side = drift.page.createElement("div");
      side.setAttribute("data-test-id", "side-conversation-editor");
      const copy = first(drift, "editor's view")?.cloneNode(true);
      if (copy) side.append(copy);
      first(drift, "editor's view")?.before(side);
    },
  },
  {
    kind: "doubled",
    name: "the ticket's whole layout twice, both active",
    apply: (drift) => {
      const layout = first(drift, "ticket's layout");
      layout?.after(layout.cloneNode(true));
    },
  },
  {
    kind: "renamed",
    name: "kinds and marks of messages at once",
    apply: (drift) => {
      on("kinds of messages", (it) => it.removeAttribute("type"))(drift);
      on("marks of notes", (it) => it.remove())(drift);
    },
  },
  {
    kind: "localized",
    name: "a switch whose channel is not named",
    apply: on("reply or note switch", (it) => {
      it.removeAttribute("data-channel");
      it.setAttribute("aria-label", "Öffentliche Antwort");
    }),
  },
  {
    kind: "late",
    name: "messages come one by one",
    apply: on("messages", (it) => it.remove()),
    settle: on("messages", (it, drift) => first(drift, "log")?.append(it)),
  },
];

const INTERCOM: Mutation[] = [
  {
    kind: "replaced",
    name: "a note is chosen while a text is inserted",
    apply: nothing,
    during: (drift) => {
      drift.isClosed = true;
      first(drift, "reply tab")?.setAttribute("aria-selected", "false");
      first(drift, "note tab")?.setAttribute("aria-selected", "true");
    },
  },
  {
    kind: "late",
    name: "another conversation's address, this one's parts",
    apply: (drift) => {
      drift.isClosed = true;
      drift.go(drift.url.pathname.replace(/\d+$/, "999"));
    },
    settle: (drift) => {
      drift.isClosed = false;
      drift.go(drift.url.pathname);
    },
  },
  {
    kind: "renamed",
    name: "neither tab says that it is chosen",
    apply: (drift) => {
      on("reply tab", (it) => it.removeAttribute("aria-selected"))(drift);
      on("note tab", (it) => it.removeAttribute("aria-selected"))(drift);
    },
  },
  {
    kind: "doubled",
    name: "both tabs say that they are chosen",
    apply: on("note tab", (it) => it.setAttribute("aria-selected", "true")),
  },
  {
    kind: "localized",
    name: "tabs that trade places",
    apply: on("reply tab", (it) => it.parentElement?.append(it)),
  },
];
