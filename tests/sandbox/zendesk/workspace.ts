import { isMessaging } from "./shapes.ts";
import type { StoredTicket, ZendeskState } from "./state.ts";

/**
 * What the page is drawn from. The real page has private endpoints of its own too; because these are not
 * the API, a test can break the API for the extension and still look at a working page.
 */
export interface WorkspaceComment {
  id: number;
  type: "end-user" | "agent" | "bot" | "internal";
  author: string;
  /** Whose signature stands under it: an internal note is an agent's too. */
  isAgent: boolean;
  at: string;
  html: string;
  attachments: string[];
}

export interface WorkspaceTicket {
  id: number;
  subject: string;
  status: StoredTicket["status"];
  priority: StoredTicket["priority"];
  isMessaging: boolean;
  via: string;
  tags: string[];
  requester: { name: string; email: string | null };
  assignee: string | null;
  fields: { id: number; label: string; value: string }[];
  updatedAt: string;
  comments: WorkspaceComment[];
}

export type WorkspaceRow = Pick<
  WorkspaceTicket,
  "id" | "subject" | "status" | "priority" | "requester" | "updatedAt"
>;

const VIA: Record<StoredTicket["channel"], string> = {
  email: "Email",
  web: "Web form",
  messaging: "Messaging",
  chat: "Chat",
  api: "API",
};

export function workspaceTicket(
  ticket: StoredTicket,
  state: ZendeskState,
): WorkspaceTicket {
  const requester = state.user(ticket.requesterId);
  const labels = new Map([...state.fieldIds].map(([label, id]) => [id, label]));
  return {
    id: ticket.id,
    subject: ticket.subject,
    status: ticket.status,
    priority: ticket.priority,
    isMessaging: isMessaging(ticket),
    via: VIA[ticket.channel],
    tags: ticket.tags,
    requester: { name: requester.name, email: requester.email },
    assignee:
      ticket.assigneeId === null ? null : state.user(ticket.assigneeId).name,
    fields: [...ticket.fields].map(([id, value]) => ({
      id,
      label: labels.get(id) ?? String(id),
      value,
    })),
    updatedAt: ticket.updatedAt,
    comments: ticket.comments
      .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id - b.id)
      .map((comment) => ({
        id: comment.id,
        type: !comment.public
          ? "internal"
          : comment.authorType === "user"
            ? "end-user"
            : comment.authorType,
        author: state.user(comment.authorId).name,
        isAgent: comment.authorType === "agent",
        at: comment.createdAt,
        html: comment.htmlBody,
        attachments: comment.attachments.map((attachment) => attachment.name),
      })),
  };
}

/** A view shows its first page; a corpus of ten thousand questions would drown the list. */
const ROWS_IN_VIEW = 200;

export function workspaceRows(state: ZendeskState): WorkspaceRow[] {
  return [...state.tickets.values()]
    .toSorted((a, b) => a.id - b.id)
    .slice(0, ROWS_IN_VIEW)
    .map((ticket) => {
      const { name, email } = state.user(ticket.requesterId);
      const { id, subject, status, priority, updatedAt } = ticket;
      return {
        id,
        subject,
        status,
        priority,
        updatedAt,
        requester: { name, email },
      };
    });
}
