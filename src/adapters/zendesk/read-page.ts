import { MAX_MESSAGE_CHARACTERS } from "../../domain/ticket.ts";
import type { PageReading } from "../../messaging/page-protocol.ts";
import type { Work } from "../in-slices.ts";
import { parentOf } from "../own.ts";
import { messageText } from "../plain-text.ts";
import {
  allOf,
  attributeOf,
  closestOf,
  firstOf,
  shownOf,
  textOrNull,
} from "../find.ts";
import { isShown } from "../is-shown.ts";
import {
  AGENT_BADGE,
  CHANNEL_LABEL,
  REQUESTER,
  type Selectors,
} from "./selectors.ts";

type PageMessage = PageReading["messages"][number];
interface ReadItem {
  item: HTMLElement;
  message: PageMessage;
}

/**
 * The conversation as the page shows it: for when the API refuses, and for live chat, which the API does not hold.
 * Older messages may not be loaded, so a reading is always partial.
 * @param rootNow the ticket's part of the page, null while it is not in front
 */
export function* readPage(
  rootNow: () => HTMLElement | null,
  ticketId: string,
  selectors: Selectors,
): Work<PageReading | null> {
  const root = rootNow();
  if (!root) return null;
  const subject = subjectOf(root, selectors);
  const requesterName = textOrNull(root.querySelector(REQUESTER));
  const channel = textOrNull(root.querySelector(CHANNEL_LABEL));
  const conversation = firstOf(root, selectors["zendesk.conversation"]);
  const items = conversation
    ? allOf(conversation, selectors["zendesk.message"])
    : [];
  const read: ReadItem[] = [];
  for (const item of items) {
    // The agent may have gone to another ticket meanwhile.
    if ((yield) && rootNow() !== root) return null;
    if (!conversation || isInsideMessage(item, conversation, selectors))
      continue;
    const message = readMessage(item, requesterName, selectors);
    if (message) read.push({ item, message });
  }
  const messages = withoutHiddenCopies(read);
  // The log may run upwards (column-reverse), so the order of the elements says nothing.
  // All are written alike, so they compare as text.
  messages.sort((a, b) =>
    a.at === null || b.at === null || a.at === b.at ? 0 : a.at < b.at ? -1 : 1,
  );
  return {
    ticketId,
    subject,
    channel,
    requesterName,
    messages,
    missing: [
      subject === null && "subject",
      conversation === null && "conversation",
      channel === null && "channel",
      requesterName === null && "requester",
      conversation !== null && messages.length === 0 && "messages",
      messages.some(({ text }) => text === "") && "text of a message",
      messages.some(({ text }) => text.length === MAX_MESSAGE_CHARACTERS) &&
        "the end of a very long message",
      messages.some(({ authorName }) => authorName === "") &&
        "author of a message",
      // Two drawn alike may be one drawn twice, and nothing on the page tells.
      new Set(messages.map((one) => JSON.stringify(one))).size <
        messages.length && "whether two equal messages are one",
      messages.some(({ at }) => at === null) && "time of a message",
      messages.some(({ visibility }) => visibility === "unknown") &&
        "visibility of a message",
    ].filter((part) => part !== false),
  };
}

/** A customer's HTML may imitate a message of an agent: what stands inside a message is its text. */
function isInsideMessage(
  item: HTMLElement,
  conversation: HTMLElement,
  selectors: Selectors,
): boolean {
  return selectors["zendesk.message"].some((selector) => {
    const outer = closestOf(parentOf(item), [selector]);
    return (
      outer !== null && outer !== conversation && conversation.contains(outer)
    );
  });
}

/** Hidden, and word for word what is shown: drawn twice. Hidden alone, it is a message that waits to be unfolded. */
function withoutHiddenCopies(read: ReadItem[]): PageMessage[] {
  const counts = new Map<string, number>();
  const words = read.map(({ message }) => JSON.stringify(message));
  for (const one of words) counts.set(one, (counts.get(one) ?? 0) + 1);
  const isDoubled = (index: number) =>
    (counts.get(words[index] ?? "") ?? 0) > 1;
  // Few are, and only those are asked for their style.
  const shown = new Set(
    words.filter(
      (_, index) =>
        isDoubled(index) && read[index] && isShown(read[index].item),
    ),
  );
  return read
    .filter(
      ({ item }, index) =>
        !isDoubled(index) || !shown.has(words[index] ?? "") || isShown(item),
    )
    .map(({ message }) => message);
}

/** null also when two are shown that say different things. */
function subjectOf(root: HTMLElement, selectors: Selectors): string | null {
  const shown = shownOf(root, selectors["zendesk.subject"]).map((element) =>
    ("value" in element
      ? String(element.value)
      : (element.textContent ?? "")
    ).trim(),
  );
  const [subject] = shown;
  return shown.every((one) => one === subject) ? subject || null : null;
}

function readMessage(
  item: HTMLElement,
  requesterName: string | null,
  selectors: Selectors,
): PageMessage | null {
  const body = firstOf(item, selectors["zendesk.messageText"]);
  const kind = firstOf(item, selectors["zendesk.messageKind"]);
  // What stands in a message's text is the writer's, and says nothing of the message.
  const bubble = kind && body?.contains(kind) && kind !== body ? null : kind;
  if (bubble?.getAttribute("aria-hidden") === "true") return null;
  if (!body) return null;
  const type =
    bubble && attributeOf(bubble, selectors["zendesk.messageKindAttribute"]);
  const authorName =
    textOrNull(firstOf(item, selectors["zendesk.author"])) ?? "";
  const hasMark = firstOf(item, selectors["zendesk.internalMark"]) !== null;
  return {
    role: roleOf(type, item, authorName, requesterName),
    visibility: visibilityOf(type, hasMark),
    authorName,
    at: timeOf(item, selectors),
    text: messageText(body, isNoText).slice(0, MAX_MESSAGE_CHARACTERS),
  };
}

function roleOf(
  type: string | null,
  item: HTMLElement,
  authorName: string,
  requesterName: string | null,
): PageMessage["role"] {
  if (type === "end-user") return "customer";
  if (type === "bot") return "bot";
  if (type === "agent" || type === "internal") return "agent";
  if (item.querySelector(AGENT_BADGE)) return "agent";
  return authorName !== "" && authorName === requesterName
    ? "customer"
    : "agent";
}

/** A missing mark proves nothing by itself (the mark may have been renamed): the bubble's type must agree. */
function visibilityOf(
  type: string | null,
  hasMark: boolean,
): PageMessage["visibility"] {
  if (hasMark || type === "internal") return "internal";
  return type === "end-user" || type === "agent" || type === "bot"
    ? "public"
    : "unknown";
}

function timeOf(item: HTMLElement, selectors: Selectors): string | null {
  const at = Date.parse(
    firstOf(item, selectors["zendesk.time"])?.getAttribute("datetime") ?? "",
  );
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Zendesk and other extensions put marks into the bubble that nobody wrote. */
function isNoText(element: Element): boolean {
  return (
    closestOf(element, [
      'div.signature, [data-zes-id], svg, [data-test-id="convo-log-item-read-indicator"], [data-test-id="convo-log-item-delivered-indicator"]',
    ]) === element
  );
}
