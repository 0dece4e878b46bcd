import type { InboxConversation, InboxRow } from "../workspace.ts";

/** What the page asks of its server. Both ends are in this folder, so answers are taken as typed. */

export async function fetchConversation(
  id: string,
): Promise<InboxConversation | null> {
  const response = await fetch(`/__sandbox/conversations/${id}`);
  return response.ok
    ? ((await response.json()) as { conversation: InboxConversation })
        .conversation
    : null;
}

export async function fetchRows(): Promise<InboxRow[]> {
  const response = await fetch("/__sandbox/conversations");
  return ((await response.json()) as { conversations: InboxRow[] })
    .conversations;
}

/** False when it was refused: the text must then stay. */
export async function sendPart(
  id: string,
  html: string,
  isPublic: boolean,
): Promise<boolean> {
  const response = await fetch(`/__sandbox/conversations/${id}/parts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ html, public: isPublic }),
  }).catch(() => null);
  return response?.ok === true;
}

export type ServerEvent =
  | { kind: "conversation"; conversationId: string }
  | { kind: "replace-composer" };

export function listen(onEvent: (event: ServerEvent) => void): void {
  new EventSource("/__sandbox/events").addEventListener(
    "message",
    (message: MessageEvent<string>) =>
      onEvent(JSON.parse(message.data) as ServerEvent),
  );
}
