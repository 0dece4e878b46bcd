import type { Message } from "../../domain/ticket.ts";

/** Read twice, the later reading counts. */
export function unique(messages: Message[]): Message[] {
  return [
    ...new Map(
      messages.map((message) => [message.messageId, message]),
    ).values(),
  ];
}

/** Ids grow, so they decide within one second. */
export function byTime(a: Message, b: Message): number {
  return (
    Date.parse(a.at) - Date.parse(b.at) ||
    Number(a.messageId) - Number(b.messageId) ||
    0
  );
}
