import * as z from "zod";
import { json, NOT_FOUND, type Answer } from "../look-alike/answer.ts";
import type { SignedIn } from "./sessions.ts";
import { auditIdOf, ticketBody } from "./shapes.ts";
import type { Comment, StoredTicket, ZendeskState } from "./state.ts";

const TicketChange = z.object({
  ticket: z.object({
    subject: z.string().optional(),
    status: z.enum(["new", "open", "pending", "hold", "solved"]).optional(),
    priority: z.enum(["low", "normal", "high", "urgent"]).nullish(),
    tags: z.array(z.string()).optional(),
    requester: z
      .object({ name: z.string().min(1), email: z.email() })
      .optional(),
    requester_id: z.int().optional(),
    comment: z
      .object({
        body: z.string().optional(),
        html_body: z.string().optional(),
        public: z.boolean().default(true),
      })
      .optional(),
  }),
});
type Change = z.output<typeof TicketChange>["ticket"];

const INVALID = {
  error: "RecordInvalid",
  description: "Record validation errors",
};

interface Write {
  method: string;
  path: string;
  body: unknown;
  user: SignedIn;
  origin: string;
}

/** PUT on a ticket and POST of one, each with a comment or without. */
export function answerWrite(
  { method, path, body, user, origin }: Write,
  state: ZendeskState,
): Answer {
  const change = TicketChange.safeParse(body);
  if (!change.success) return json(422, INVALID);
  const id = /^tickets\/(\d+)$/.exec(path)?.[1];
  if (method === "PUT" && id !== undefined) {
    return answerUpdate(Number(id), change.data.ticket, user, origin, state);
  }
  if (method === "POST" && path === "tickets") {
    return answerCreate(change.data.ticket, user, origin, state);
  }
  return NOT_FOUND;
}

function answerUpdate(
  id: number,
  change: Change,
  user: SignedIn,
  origin: string,
  state: ZendeskState,
): Answer {
  const ticket = state.ticket(id);
  if (!ticket) return NOT_FOUND;
  if (change.subject !== undefined) ticket.subject = change.subject;
  if (change.status !== undefined) ticket.status = change.status;
  if (change.priority !== undefined) ticket.priority = change.priority;
  if (change.tags !== undefined) ticket.tags = change.tags;
  const comment = commented(ticket, change, user, state);
  if (!comment) state.changed(ticket);
  return json(200, {
    ticket: ticketBody(ticket, origin, state),
    audit: auditOf(ticket, comment, user),
  });
}

function answerCreate(
  change: Change,
  user: SignedIn,
  origin: string,
  state: ZendeskState,
): Answer {
  if (!change.comment) return json(422, INVALID);
  const { name, email } = change.requester ?? {
    name: "New customer",
    email: "new.customer@example.com",
  };
  const requesterId = change.requester
    ? state.requesterNamed(name, email).id
    : (change.requester_id ?? user.userId);
  if (!state.users.has(requesterId))
    return json(422, {
      error: "RecordInvalid",
      description: "Requester: not found",
    });
  const ticket = state.createTicket(
    change.subject ?? "",
    requesterId,
    change.tags,
  );
  // The first comment is its requester's, whoever sends the request.
  const author = { ...user, userId: requesterId };
  const comment = commented(ticket, change, author, state);
  const location = `${origin}/api/v2/tickets/${ticket.id}.json`;
  return json(
    201,
    {
      ticket: ticketBody(ticket, origin, state),
      audit: auditOf(ticket, comment, author),
    },
    { location },
  );
}

function commented(
  ticket: StoredTicket,
  { comment }: Change,
  user: SignedIn,
  state: ZendeskState,
): Comment | null {
  if (!comment || (comment.html_body ?? comment.body ?? "").trim() === "")
    return null;
  const added = state.addComment(ticket.id, {
    authorId: user.userId,
    public: comment.public,
    html: comment.html_body,
    text: comment.body,
  });
  state.received.push({
    ticketId: ticket.id,
    commentId: added.id,
    public: added.public,
    htmlBody: added.htmlBody,
    plainBody: added.plainBody,
    at: added.createdAt,
    authorId: user.userId,
    by: user.by,
  });
  return added;
}

function auditOf(
  ticket: StoredTicket,
  comment: Comment | null,
  user: SignedIn,
) {
  const events = comment
    ? [
        {
          id: comment.id,
          type: "Comment",
          author_id: user.userId,
          body: comment.plainBody,
          html_body: comment.htmlBody,
          public: comment.public,
        },
      ]
    : [];
  return {
    id: comment ? auditIdOf(comment) : ticket.id,
    ticket_id: ticket.id,
    created_at: ticket.updatedAt,
    author_id: user.userId,
    events,
  };
}
