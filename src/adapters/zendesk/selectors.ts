import type {
  ATTRIBUTE_KEYS,
  SELECTOR_KEYS,
} from "../../contracts/policy-pack.ts";

/**
 * Where things are in Zendesk's Agent Workspace: ordered lists, the first that matches wins. Data only, so that a
 * signed policy pack can replace a list when Zendesk moves something. Only attributes that Zendesk keeps across
 * releases; its `sc-…` classes change with each build. `{ticketId}` stands for the ticket's number.
 */
export type SelectorKey = Extract<
  (typeof SELECTOR_KEYS)[number] | (typeof ATTRIBUTE_KEYS)[number],
  `zendesk.${string}`
>;
export type Selectors = Record<SelectorKey, readonly string[]>;

export const ZENDESK_SELECTORS: Selectors = {
  "zendesk.activeLayout": [
    '[data-test-id="ticket-{ticketId}-standard-layout"][data-is-active="true"]',
    '[data-test-id^="ticket-{ticketId}-"][data-test-id$="-layout"][data-is-active="true"]',
    'main [data-ticket-id="{ticketId}"][data-is-active="true"]',
    '[data-side-conversations-anchor-id="{ticketId}"]',
    'main [data-ticket-id="{ticketId}"]',
  ],
  "zendesk.conversation": [
    '[data-test-id="omni-log-container"]',
    ".conversation-polaris",
  ],
  "zendesk.message": [
    'article[data-test-id="omni-log-comment-item"]',
    '[data-test-id="omni-log-comment-item"]',
    "article",
  ],
  "zendesk.messageText": [
    '[data-test-id="omni-log-message-content"] .zd-comment',
    '[data-test-id="omni-log-message-content"]',
    ".zd-comment",
  ],
  "zendesk.messageKind": [
    '[data-test-id="omni-log-item-message"]',
    '[data-test-id="omni-log-message"]',
    'div:is([type="end-user"], [type="agent"], [type="bot"], [type="internal"])',
  ],
  "zendesk.messageKindAttribute": ["type"],
  "zendesk.internalMark": ['[data-test-id="omni-log-internal-note-tag"]'],
  "zendesk.author": [
    '[data-test-id="omni-log-comment-user-link"]',
    '[data-test-id="omni-log-item-sender"]',
  ],
  "zendesk.time": [
    'time[data-test-id="timestamp-relative"][datetime]',
    'time[data-test-id="timestamp-absolute"][datetime]',
    "time[datetime]",
    '[data-test-id="timestamp-relative"][datetime]',
    '[data-test-id="timestamp-absolute"][datetime]',
  ],
  "zendesk.subject": [
    '[data-test-id="omni-header-subject"]',
    '[data-test-id="ticket-pane-subject"]',
    '[data-test-id="ticket-subject"]',
  ],
  "zendesk.composer": [
    '[data-test-id="omnicomposer-rich-text-ckeditor"]',
    '[data-test-id="omnicomposer-plain-text-ckeditor"]',
    '[data-test-id="ticket-rich-text-editor"] .ck-editor__editable',
  ],
  "zendesk.channelSwitcher": [
    '[data-test-id="omnichannel-channel-switcher-button"]',
    "button[data-channel]",
  ],
  "zendesk.channelAttribute": ["data-channel"],
  "zendesk.submit": [
    '[data-test-id="submit_button-button"]',
    '[data-test-id^="submit_button-menu-"]:not([data-test-id="submit_button-menu-button"])',
    '[data-test-id="omnichannel-omnicomposer-send-button"]',
  ],
};

/** Outside the pack's list: only ever read to refuse, to name or to place, so no override is offered. */
export const HEADER_TAB =
  '[data-test-id="header-tab"][data-entity-is-selected="true"]';
/** A thread with another company or team beside the ticket: its editor is not the reply to the customer. */
export const SIDE_CONVERSATION = '[data-test-id*="side-conversation"]';
export const AGENT_BADGE =
  'svg[data-test-id="omni-log-avatar-badge-AgentBadge"]';
export const CHANNEL_LABEL = '[data-test-id="omni-header-via-label"]';
export const REQUESTER =
  '[data-test-id="ticket-system-field-requester-select"]';
