import type { SELECTOR_KEYS } from "../../contracts/policy-pack.ts";

/**
 * Where things are in Intercom's inbox: ordered lists, the first that matches wins, newest first. Data only, so that
 * a pack can replace a list. The inbox has changed its names more than once, and these are second-hand: what is not
 * found is said, never guessed.
 */
export type SelectorKey = Extract<
  (typeof SELECTOR_KEYS)[number],
  `intercom.${string}`
>;
export type Selectors = Record<SelectorKey, readonly string[]>;

export const INTERCOM_SELECTORS: Selectors = {
  "intercom.conversation": [
    '[data-intercom-target="conversation-space"]',
    ".inbox2__conversation-page",
    ".full-conversation-panel",
  ],
  "intercom.stream": [
    '[data-testid="conversation-stream-scroll-container"]',
    "[data-conversation-stream]",
    ".inbox2__conversation-stream",
  ],
  "intercom.part": [
    '[class*="group/content-part"]',
    '[data-intercom-target="conversation-stream-content-part"]',
    "[data-part-group-id]",
  ],
  "intercom.partText": [
    ".interblocks-html",
    ".intercom-interblocks-html",
    ".intercom-interblocks",
    '[class*="break-words"]',
  ],
  "intercom.notePart": [".inbox2__note-part"],
  "intercom.teammate": [
    '[data-testid="admin-avatar-name"]',
    ".inbox2__admin-email-part",
  ],
  "intercom.customerPart": [".inbox2__user-email-part"],
  "intercom.subject": ["[data-conversation-title]"],
  "intercom.customer": ["[data-inbox-conversation-header-title]"],
  "intercom.composerBox": [
    ".inbox2__composer__container",
    "[data-conversation-reply-composer]",
  ],
  "intercom.composer": [
    ".ProseMirror.embercom-prosemirror-composer-editor",
    '.ProseMirror[role="textbox"]',
    // Where even the editor's own name is gone, its part; a second one is no reply box to be sure of.
    '[role="textbox"][contenteditable="true"]',
  ],
  "intercom.replyChosen": [
    '[data-intercom-target="reply-tab"][aria-selected="true"]',
    '[data-intercom-target="reply-tab"].o__selected',
  ],
  "intercom.noteChosen": [
    '[data-intercom-target="note-tab"][aria-selected="true"]',
    '[data-intercom-target="note-tab"].o__selected',
    ".conversation__text.o__note",
  ],
};
