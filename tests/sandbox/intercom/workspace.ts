import type { Conversation, IntercomState } from "./state.ts";

/** What the page is drawn from. The real inbox has private endpoints of its own too. */
export interface InboxPart {
  id: string;
  kind: "customer" | "agent" | "note" | "bot" | "event";
  author: string;
  at: number;
  html: string;
}

export interface InboxConversation {
  id: string;
  title: string;
  state: string;
  channel: string;
  customer: { name: string; email: string };
  attributes: [string, string][];
  parts: InboxPart[];
}

export type InboxRow = Pick<InboxConversation, "id" | "title" | "customer">;

export function inboxConversation(
  conversation: Conversation,
): InboxConversation {
  const { id, subject, channel, contact, attributes, source, parts } =
    conversation;
  return {
    id,
    title: subject,
    state: conversation.state,
    channel,
    customer: { name: contact.name, email: contact.email },
    attributes: Object.entries(attributes),
    parts: [source, ...parts]
      .filter(({ html, author }) => html !== null || author.type !== "user")
      .map((part) => ({
        id: part.id,
        kind:
          part.html === null
            ? "event"
            : part.type === "note"
              ? "note"
              : part.author.type === "user" || part.author.type === "lead"
                ? "customer"
                : part.author.type === "bot"
                  ? "bot"
                  : "agent",
        author: part.author.name,
        at: part.createdAt,
        html: part.html ?? `<p>${part.type.replaceAll("_", " ")}</p>`,
      })),
  };
}

/** A list shows its first page; a corpus of ten thousand questions would drown it. */
const ROWS = 200;

export function inboxRows(state: IntercomState): InboxRow[] {
  return [...state.conversations.values()]
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .slice(0, ROWS)
    .map(({ id, subject, contact }) => ({
      id,
      title: subject,
      customer: { name: contact.name, email: contact.email },
    }));
}
