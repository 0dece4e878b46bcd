import {
  Autoformat,
  Bold,
  ClassicEditor,
  Essentials,
  Italic,
  Link,
  List,
  Paragraph,
  PasteFromOffice,
  Undo,
} from "ckeditor5";
import { el, icon, shownName } from "../../look-alike/page/element.ts";
import { words } from "./words.ts";

export type Channel = "web" | "native_messaging" | "internal";

const REPLY_ICON = "M6 3L1 8l5 5v-3c4 0 6 1 9 4-1-5-4-8-9-8z";
const NOTE_ICON = "M3 2h10v8l-3 4H3zM5 5h6v1H5zm0 3h6v1H5z";
const ATTACH_ICON =
  "M11 4v7a3 3 0 01-6 0V3a2 2 0 014 0v7a1 1 0 01-2 0V4H6v6a2 2 0 004 0V3a3 3 0 00-6 0v8a4 4 0 008 0V4z";
/** The real menu is not there yet when the click returns. */
const MENU_OPENS_AFTER_MS = 40;

/** One ticket's editor with its reply/note switch. `public` is what a customer gets to see. */
export class Composer {
  readonly element: HTMLElement;
  editor: ClassicEditor | null = null;
  #channel: Channel;
  readonly #publicChannel: Channel;
  readonly #switcher: HTMLButtonElement;
  readonly #holder = el("div", {
    "data-test-id": "ticket-rich-text-editor",
    class: "zendesk-editor--rich-text-container",
  });

  constructor(isMessaging: boolean, onSubmit: () => void) {
    this.#publicChannel = isMessaging ? "native_messaging" : "web";
    this.#channel = this.#publicChannel;
    this.#switcher = el("button", {
      type: "button",
      class: "channel-switcher",
      "aria-haspopup": "menu",
      "data-test-id": "omnichannel-channel-switcher-button",
      onclick: () => setTimeout(() => this.#openMenu(), MENU_OPENS_AFTER_MS),
    });
    const apps = el(
      "ul",
      { "data-test-id": "ticket-editor-app-icon-view" },
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", "aria-label": "Attach file" },
          icon(ATTACH_ICON),
        ),
      ),
    );
    const send = isMessaging
      ? el(
          "button",
          {
            type: "button",
            class: "send",
            "data-test-id": "omnichannel-omnicomposer-send-button",
            onclick: onSubmit,
          },
          words().send,
        )
      : null;
    this.element = el(
      "div",
      { "data-test-id": "editor-view", class: "composer" },
      el("div", { class: "composer-head" }, this.#switcher),
      this.#holder,
      el(
        "div",
        {
          "data-test-id": "omnichannel-composer-toolbar",
          class: "composer-foot",
        },
        apps,
        send,
      ),
    );
    // Before the editor sees the keys: for it, Ctrl+Enter is a line break.
    this.element.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        onSubmit();
      },
      { capture: true },
    );
    this.setChannel(this.#channel);
  }

  get isPublic(): boolean {
    return this.#channel !== "internal";
  }

  /** Puts an editor in, in place of the one that is there: the real page does so between two edits. */
  async mount(): Promise<void> {
    const before = this.editor;
    const initialData = before?.getData() ?? "";
    const isPlain = this.#publicChannel === "native_messaging";
    await before?.destroy();
    const editor = await ClassicEditor.create({
      // Without an element to replace: the editor would empty that with innerHTML when it goes.
      root: { initialData },
      licenseKey: "GPL",
      plugins: isPlain
        ? [Essentials, Paragraph, Undo]
        : [
            Essentials,
            Paragraph,
            Bold,
            Italic,
            Link,
            List,
            Autoformat,
            PasteFromOffice,
            Undo,
          ],
      toolbar: isPlain
        ? []
        : [
            "bold",
            "italic",
            "link",
            "bulletedList",
            "numberedList",
            "|",
            "undo",
            "redo",
          ],
    });
    const testId = isPlain
      ? "omnicomposer-plain-text-ckeditor"
      : "omnicomposer-rich-text-ckeditor";
    // Through the editor's own view: an attribute set on the element would be gone at its next render.
    editor.editing.view.change((writer) => {
      const root = editor.editing.view.document.getRoot();
      if (root) writer.setAttribute(shownName("data-test-id"), testId, root);
    });
    if (editor.ui.element) this.#holder.replaceChildren(editor.ui.element);
    this.editor = editor;
  }

  setChannel(channel: Channel): void {
    this.#channel = channel;
    const label = this.#labelOf(channel);
    this.#switcher.setAttribute(shownName("data-channel"), channel);
    this.#switcher.setAttribute("aria-label", label);
    this.#switcher.replaceChildren(
      icon(channel === "internal" ? NOTE_ICON : REPLY_ICON),
      label,
      el("span", { class: "caret" }, "▾"),
    );
    this.element.classList.toggle("composer--note", channel === "internal");
  }

  /** After a submit: an empty editor for a reply to everybody, as the helpdesk's default is. */
  clear(): void {
    this.editor?.setData("");
    this.setChannel(this.#publicChannel);
  }

  /** The menu hangs below the body, not in the ticket, as in the real page. */
  #openMenu(): void {
    const at = this.#switcher.getBoundingClientRect();
    const items = [this.#publicChannel, "internal" as const].map((channel) =>
      el(
        "li",
        {
          role: "menuitemradio",
          tabindex: "0",
          "aria-checked": String(channel === this.#channel),
          "data-test-id": `omnichannel-channel-switcher-menuitem-${channel}`,
          onclick: () => {
            this.setChannel(channel);
            menu.remove();
            this.editor?.focus();
          },
        },
        icon(channel === "internal" ? NOTE_ICON : REPLY_ICON),
        this.#labelOf(channel),
      ),
    );
    const menu = el(
      "ul",
      { role: "menu", class: "menu", tabindex: "-1" },
      ...items,
    );
    menu.style.left = `${at.left}px`;
    menu.style.bottom = `${window.innerHeight - at.top + 4}px`;
    menu.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      // Removing the focused menu blurs it, which would remove it a second time from inside the first.
      if (!(next instanceof Node && menu.contains(next)))
        queueMicrotask(() => menu.remove());
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") menu.remove();
      if (event.key === "Enter" && event.target instanceof HTMLElement)
        event.target.click();
    });
    document.body.append(menu);
    items[0]?.focus();
  }

  #labelOf(channel: Channel): string {
    if (channel === "internal") return words().internalNote;
    return channel === "native_messaging"
      ? words().message
      : words().publicReply;
  }
}
