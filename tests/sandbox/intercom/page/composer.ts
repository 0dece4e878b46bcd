import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { DOMSerializer, Schema } from "prosemirror-model";
import { nodes, marks } from "prosemirror-schema-basic";
import { addListNodes, splitListItem } from "prosemirror-schema-list";
import { EditorState, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { el } from "../../look-alike/page/element.ts";
import { named } from "./named.ts";
import { words } from "./words.ts";

const basic = new Schema({ nodes, marks });
const schema = new Schema({
  nodes: addListNodes(basic.spec.nodes, "paragraph block*", "block"),
  marks: basic.spec.marks,
});

/** What the composer holds for one conversation, while another is looked at too. */
interface Draft {
  state: EditorState;
  isNote: boolean;
}

/**
 * The inbox's composer: one for the whole page, which shows the draft of one conversation after another. Every other
 * switch keeps the editor's element and gives it another document; the rest replace the element.
 */
export class Composer {
  readonly element: HTMLElement;
  readonly #drafts = new Map<string, Draft>();
  readonly #holder = el("div", { class: "editor" });
  readonly #tabs = el("div", {
    class: "tabs",
    ...(this.#isMarked && { role: "tablist" }),
  });
  /** Whose draft is shown. */
  #boundTo: string | null = null;
  #view: EditorView | null = null;
  #switches = 0;

  constructor(onSend: (id: string, html: string, isPublic: boolean) => void) {
    const send = () => {
      const id = this.#boundTo;
      const html = this.html();
      if (id !== null && html !== "") onSend(id, html, !this.#isNote);
    };
    this.element = el(
      "div",
      {
        class: named("inbox2__composer__container"),
        "data-conversation-reply-composer": true,
      },
      this.#tabs,
      this.#holder,
      el(
        "div",
        { class: "composer-foot" },
        el(
          "button",
          { type: "button", class: "send", onclick: send },
          words().send,
        ),
      ),
    );
    this.element.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        send();
      },
      { capture: true },
    );
  }

  get boundTo(): string | null {
    return this.#boundTo;
  }

  /** Keep what stands there, and show the draft of another conversation. */
  bind(id: string): void {
    this.#boundTo = id;
    const { state } = this.#draft(id);
    if (this.#view && this.#switches++ % 2 === 0) this.#view.updateState(state);
    else this.#mount(state);
    this.#drawTabs();
  }

  /** A new editor with the same text, as the real page makes between two edits. */
  replace(): void {
    if (this.#view) this.#mount(this.#view.state);
  }

  /** Sent: the reply is gone from here, and the next one is a reply again. */
  clear(id: string): void {
    this.#drafts.set(id, { state: emptyState(), isNote: false });
    if (id === this.#boundTo) {
      this.#view?.updateState(this.#draft(id).state);
      this.#drawTabs();
    }
  }

  html(id = this.#boundTo): string {
    if (id === null) return "";
    const { doc } = this.#draft(id).state;
    if (doc.textContent.trim() === "") return "";
    const holder = document.createElement("div");
    holder.append(
      DOMSerializer.fromSchema(schema).serializeFragment(doc.content),
    );
    return new XMLSerializer()
      .serializeToString(holder)
      .replace(/ xmlns="[^"]*"/g, "")
      .replace(/^<div>|<\/div>$/g, "");
  }

  text(id: string): string {
    const { doc } = this.#draft(id).state;
    return doc.textBetween(0, doc.content.size, "\n", "\n");
  }

  setText(id: string, text: string): void {
    this.#change(id, ({ tr, doc }) =>
      tr.replaceWith(0, doc.content.size, [
        schema.node("paragraph", null, text === "" ? [] : [schema.text(text)]),
      ]),
    );
  }

  /** As typing does, at the end of the first paragraph. */
  type(id: string, text: string): void {
    this.#change(id, ({ tr, doc }) =>
      tr.insertText(text, (doc.firstChild?.nodeSize ?? 2) - 1),
    );
  }

  choose(isNote: boolean): void {
    if (this.#boundTo === null) return;
    this.#draft(this.#boundTo).isNote = isNote;
    this.#drawTabs();
  }

  #change(id: string, change: (state: EditorState) => Transaction): void {
    const draft = this.#draft(id);
    draft.state = draft.state.apply(change(draft.state));
    if (id === this.#boundTo) this.#view?.updateState(draft.state);
  }

  get #isMarked(): boolean {
    return document.documentElement.dataset.composerMark !== "unmarked";
  }

  get #isNote(): boolean {
    return this.#boundTo !== null && this.#draft(this.#boundTo).isNote;
  }

  #draft(id: string): Draft {
    const draft = this.#drafts.get(id) ?? {
      state: emptyState(),
      isNote: false,
    };
    this.#drafts.set(id, draft);
    return draft;
  }

  #mount(state: EditorState): void {
    this.#view?.destroy();
    this.#view = new EditorView(this.#holder, {
      state,
      attributes: {
        class: named("embercom-prosemirror-composer-editor"),
        role: "textbox",
        "aria-multiline": "true",
      },
      dispatchTransaction: (transaction) => {
        const view = this.#view;
        if (!view || this.#boundTo === null) return;
        const next = view.state.apply(transaction);
        view.updateState(next);
        this.#draft(this.#boundTo).state = next;
      },
    });
  }

  #drawTabs(): void {
    const tab = (label: string, target: string, isNote: boolean) => {
      const isSelected = this.#isNote === isNote;
      return el(
        "button",
        {
          type: "button",
          class: isSelected ? "tab tab--on" : "tab",
          "data-hand": target,
          ...(this.#isMarked && {
            role: "tab",
            "aria-selected": String(isSelected),
            "data-intercom-target": target,
          }),
          onclick: () => {
            this.choose(isNote);
            this.#view?.focus();
          },
        },
        label,
      );
    };
    this.#tabs.replaceChildren(
      tab(words().reply, "reply-tab", false),
      tab(words().note, "note-tab", true),
    );
    this.element.classList.toggle("composer--note", this.#isNote);
  }
}

function emptyState(): EditorState {
  return EditorState.create({
    schema,
    plugins: [
      history(),
      keymap({
        "Mod-z": undo,
        "Mod-y": redo,
        Enter: splitListItem(schema.nodes["list_item"]!),
      }),
      keymap(baseKeymap),
    ],
  });
}
