import type { Need } from "../self-check.ts";
import { SIDE_CONVERSATION } from "./selectors.ts";

/** What Heed needs of Zendesk's page beside the ticket's own part. */
export const ZENDESK_NEEDS: readonly Need[] = [
  {
    part: "conversation",
    key: "zendesk.conversation",
    within: "ticket",
    for: "noticing",
  },
  {
    part: "messages",
    key: "zendesk.message",
    within: { key: "zendesk.conversation" },
    // A new ticket's log is empty, and lacks nothing.
    where: ":scope *",
    for: "page_reading",
  },
  {
    part: "time of a message",
    key: "zendesk.time",
    within: { key: "zendesk.message" },
    for: "noticing",
  },
  {
    part: "text of a message",
    key: "zendesk.messageText",
    within: { key: "zendesk.message" },
    for: "page_reading",
  },
  {
    part: "kind of a message",
    key: "zendesk.messageKind",
    within: { key: "zendesk.message" },
    for: "page_reading",
  },
  {
    part: "author of a message",
    key: "zendesk.author",
    within: { key: "zendesk.message" },
    for: "page_reading",
  },
  {
    part: "subject",
    key: "zendesk.subject",
    within: "ticket",
    for: "page_reading",
  },
  {
    part: "reply box",
    key: "zendesk.composer",
    within: "ticket",
    // Closed tickets and light agents have nothing to write in.
    where: '[contenteditable="true"]',
    outside: SIDE_CONVERSATION,
    alone: true,
    for: "inserting",
  },
  {
    // Two that disagree say nothing of the composer, and that is named by itself.
    part: "reply or note switch",
    key: "zendesk.channelSwitcher",
    within: "ticket",
    where: '[contenteditable="true"]',
    outside: SIDE_CONVERSATION,
    for: "inserting",
  },
  {
    part: "submit button",
    key: "zendesk.submit",
    // The ticket's part may have been found by an inner mark, and the button stands below.
    within: "page",
    where: '[contenteditable="true"]',
    for: "noticing",
  },
];
