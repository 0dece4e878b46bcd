import { MAX_MESSAGE_CHARACTERS } from "../../domain/ticket.ts";
import type { PageReading } from "../../messaging/page-protocol.ts";
import { closestOf, firstOf, textOrNull } from "../find.ts";
import type { Work } from "../in-slices.ts";
import { messageText } from "../plain-text.ts";
import { partIdOf, shownParts } from "./page-parts.ts";
import type { Selectors } from "./selectors.ts";

type PageMessage = PageReading["messages"][number];

/** `data-part-group-category`, as seen in the wild. */
const CATEGORY: Record<string, PageMessage["role"]> = {
  "1": "customer",
  "3": "agent",
  "5": "bot",
  "20": "bot",
};

/**
 * The conversation as the page shows it: at once, and for when the backend may not or cannot give it.
 * @param rootNow the conversation's part of the page, null while it is not in front
 */
export function* readPage(
  rootNow: () => HTMLElement | null,
  ticketId: string,
  selectors: Selectors,
): Work<PageReading | null> {
  const root = rootNow();
  if (!root) return null;
  const messages: PageMessage[] = [];
  const drawn = new Set<string>();
  /** Of the parts so far. */
  let areRead = true;
  let areKindsSaid = true;
  for (const part of shownParts(root, selectors)) {
    // The agent may have gone to another conversation meanwhile, which the page draws in the same place.
    if ((yield) && rootNow() !== root) return null;
    areKindsSaid &&= isKindSaid(part, selectors);
    const message = readPart(part, selectors);
    areRead &&= message !== null;
    if (!message) continue;
    // One part drawn twice is one message: its id says so.
    const key = `${message.messageId} ${message.text}`;
    if (message.messageId === undefined || !drawn.has(key))
      messages.push(message);
    drawn.add(key);
  }
  const subject = textOrNull(firstOf(root, selectors["intercom.subject"]));
  const requesterName = textOrNull(
    firstOf(root, selectors["intercom.customer"]),
  );
  return {
    ticketId,
    subject,
    channel: null,
    requesterName,
    messages,
    missing: [
      subject === null && "subject",
      requesterName === null && "customer",
      messages.length === 0 && "messages",
      (!areRead || messages.some(({ text }) => text === "")) &&
        "text of a message",
      messages.some(({ text }) => text.length === MAX_MESSAGE_CHARACTERS) &&
        "the end of a very long message",
      messages.some(
        ({ role, authorName }) => role === "agent" && authorName === "",
      ) && "author of a message",
      !isInOrder(messages) && "order of messages",
      messages.length > 0 && "times of messages",
      !areKindsSaid && "kind of a message",
      messages.some(({ visibility }) => visibility === "unknown") &&
        "visibility of a message",
    ].filter((part) => part !== false),
  };
}

function readPart(part: HTMLElement, selectors: Selectors): PageMessage | null {
  const body = firstOf(part, selectors["intercom.partText"]);
  if (!body) return null;
  // Around the words, or beside them: a mark among them is the sender's own HTML.
  const around = closestOf(body, selectors["intercom.notePart"]);
  const beside = firstOf(part, selectors["intercom.notePart"]);
  const isNote =
    (around !== null && part.contains(around)) ||
    (beside !== null && !body.contains(beside));
  const named = firstOf(part, selectors["intercom.teammate"]);
  const teammate = named && body.contains(named) ? null : named;
  const role = isNote ? "agent" : roleOf(part, teammate, selectors);
  const messageId = partIdOf(part);
  return {
    role,
    // Customers write no notes. What anybody else wrote is public only if something says so, and nothing known does.
    visibility: isNote
      ? "internal"
      : role === "customer"
        ? "public"
        : "unknown",
    authorName: textOrNull(teammate) ?? "",
    at: null,
    text: messageText(body).slice(0, MAX_MESSAGE_CHARACTERS),
    ...(messageId !== null && { messageId }),
  };
}

/** Parts are numbered as they are written. Ids of one length compare as text; they are too long for a number. */
function isInOrder(messages: PageMessage[]): boolean {
  const ids = messages.flatMap(({ messageId = [] }) => messageId);
  return ids.every((id, index) => {
    const before = ids[index - 1] ?? "";
    return (
      before.length < id.length || (before.length === id.length && before <= id)
    );
  });
}

/** Nobody is taken for a customer without a mark that says so. */
function roleOf(
  part: HTMLElement,
  teammate: HTMLElement | null,
  selectors: Selectors,
): PageMessage["role"] {
  if (teammate) return "agent";
  const category = part
    .closest("[data-part-group-category]")
    ?.getAttribute("data-part-group-category");
  if (category) return CATEGORY[category] ?? "bot";
  return firstOf(part, selectors["intercom.customerPart"]) ? "customer" : "bot";
}

/** Without any of these a part is taken for a bot's, which is a guess and has to be said. */
function isKindSaid(part: HTMLElement, selectors: Selectors): boolean {
  return (
    part.closest("[data-part-group-category]") !== null ||
    (
      [
        "intercom.teammate",
        "intercom.customerPart",
        "intercom.notePart",
      ] as const
    ).some((key) => firstOf(part, selectors[key]) !== null)
  );
}
