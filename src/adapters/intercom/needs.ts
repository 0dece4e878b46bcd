import type { Need } from "../self-check.ts";

/** What Heed needs of Intercom's inbox beside the conversation's own part. What its API tells need not be found here. */
export const INTERCOM_NEEDS: readonly Need[] = [
  {
    part: "conversation",
    key: "intercom.stream",
    within: "ticket",
    for: "noticing",
  },
  {
    part: "messages",
    key: "intercom.part",
    within: { key: "intercom.stream" },
    where: ":scope *",
    for: "noticing",
  },
  {
    part: "reply box",
    key: "intercom.composer",
    within: "ticket",
    where: '[contenteditable="true"]',
    alone: true,
    for: "inserting",
  },
];
