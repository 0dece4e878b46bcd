import type { Helpdesk } from "../../../src/domain/ticket.ts";
import type {
  PageReading,
  PageState,
} from "../../../src/messaging/page-protocol.ts";

/** Where each part stands in the fixtures, whatever the adapter looks for. Within the ticket in front, or the page. */
const PARTS: Record<Helpdesk, Record<string, string>> = {
  zendesk: {
    "ticket's layout": '[data-test-id$="-standard-layout"]',
    "side conversations' anchor": "[data-side-conversations-anchor-id]",
    conversation: ".conversation-polaris",
    log: '[data-test-id="omni-log-container"]',
    messages: "article",
    "kinds of messages": '[data-test-id="omni-log-item-message"]',
    "contents of messages": '[data-test-id="omni-log-message-content"]',
    "texts of messages": ".zd-comment",
    "senders of messages": '[data-test-id="omni-log-item-sender"]',
    "links to senders": '[data-test-id="omni-log-comment-user-link"]',
    "times of messages": "time",
    "marks of notes": '[data-test-id="omni-log-internal-note-tag"]',
    subject: '[data-test-id="omni-header-subject"]',
    channel: '[data-test-id="omni-header-via-label"]',
    "reply or note switch":
      '[data-test-id="omnichannel-channel-switcher-button"]',
    "editor's view": '[data-test-id="editor-view"]',
    "editor's frame": '[data-test-id="ticket-rich-text-editor"]',
    composer: '[contenteditable="true"]',
    requester: '[data-test-id="ticket-system-field-requester-select"]',
    "submit button": '[data-test-id="submit_button-button"]',
    "header's tabs": '[data-test-id="header-tab"]',
  },
  intercom: {
    page: ".inbox2__conversation-page",
    space: '[data-intercom-target="conversation-space"]',
    heading: "[data-inbox-conversation-header-title]",
    stream: "[data-conversation-stream]",
    "holders of parts": "[data-part-entity-id]",
    parts: "[data-part-group-id]",
    "texts of parts": ".interblocks-html",
    "marks of notes": ".inbox2__note-part",
    "names of teammates": '[data-testid="admin-avatar-name"]',
    "composer's box": "[data-conversation-reply-composer]",
    "row of tabs": '[role="tablist"]',
    "reply tab": '[data-intercom-target="reply-tab"]',
    "note tab": '[data-intercom-target="note-tab"]',
    composer: '[contenteditable="true"]',
    "send button": "button:not([role])",
  },
};

export interface DriftPage {
  helpdesk: Helpdesk;
  page: Document;
  url: URL;
  /** What stands there before anything is changed, from the fixture's own expectation. */
  state: PageState;
  reading: PageReading;
  /** Elements of each part, of the ticket in front alone. */
  parts: ReadonlyMap<string, HTMLElement[]>;
  /** The composers that belong to the ticket in front: the one there was, and those the helpdesk put in its place. */
  composers: Set<Element>;
  /** What must still stand in one of them afterwards. */
  kept: string[];
  /** Set once nothing may be inserted any more: another ticket is in front, or a note is chosen. */
  isClosed: boolean;
  go(path: string): void;
  /** As the agent types, at the end of the composer. */
  type(text: string): void;
}

/** The parts of a page that stands, in jsdom or in a browser. What is known of it comes from whoever knows. */
export function driftPageOf(
  helpdesk: Helpdesk,
  page: Document,
  { state, reading }: Pick<DriftPage, "state" | "reading">,
): DriftPage {
  const front =
    page.querySelector<HTMLElement>('[data-is-active="true"]') ?? page.body;
  const parts = new Map(
    Object.entries(PARTS[helpdesk]).map(([name, selector]) => {
      const inFront = [
        ...front.querySelectorAll<HTMLElement>(selector),
        ...(front.matches(selector) ? [front] : []),
      ];
      return [
        name,
        inFront.length > 0
          ? inFront
          : [...page.querySelectorAll<HTMLElement>(selector)],
      ];
    }),
  );
  return {
    helpdesk,
    page,
    url: new URL(page.location.href),
    state,
    reading,
    parts,
    composers: new Set(parts.get("composer")),
    kept: state.composer?.text ? [state.composer.text] : [],
    isClosed: false,
    type: (text) => {
      const more = page.createElement("p");
      more.textContent = text;
      parts.get("composer")?.[0]?.append(more);
    },
    go: (path) => page.defaultView?.history.pushState(null, "", path),
  };
}
