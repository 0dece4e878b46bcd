import type { WorkspaceRow, WorkspaceTicket } from "../workspace.ts";

/** What the page asks of its server. Both ends are in this folder, so answers are taken as typed. */

export async function fetchTicket(id: number): Promise<WorkspaceTicket | null> {
  const response = await fetch(`/__sandbox/tickets/${id}`);
  return response.ok
    ? ((await response.json()) as { ticket: WorkspaceTicket }).ticket
    : null;
}

export async function fetchRows(): Promise<WorkspaceRow[]> {
  const response = await fetch("/__sandbox/tickets");
  return ((await response.json()) as { tickets: WorkspaceRow[] }).tickets;
}

export interface Submission {
  status: WorkspaceTicket["status"];
  comment: { html_body: string; public: boolean } | null;
}

/** Through the documented API, the way every client does. False when it was refused: the text must then stay. */
export async function submit(
  ticketId: number,
  { status, comment }: Submission,
): Promise<boolean> {
  const csrfToken =
    document
      .querySelector('meta[name="csrf-token"]')
      ?.getAttribute("content") ?? "";
  try {
    const response = await fetch(`/api/v2/tickets/${ticketId}.json`, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        "x-csrf-token": csrfToken,
      },
      body: JSON.stringify({ ticket: { status, ...(comment && { comment }) } }),
    });
    return (
      response.ok &&
      (response.headers.get("content-type") ?? "").startsWith(
        "application/json",
      )
    );
  } catch {
    return false;
  }
}

export type ServerEvent =
  | { kind: "ticket"; ticketId: number }
  | { kind: "open"; ticketIds: number[] }
  | { kind: "replace-composer"; ticketId: number };

export function listen(onEvent: (event: ServerEvent) => void): void {
  new EventSource("/__sandbox/events").addEventListener(
    "message",
    (message: MessageEvent<string>) =>
      onEvent(JSON.parse(message.data) as ServerEvent),
  );
}
