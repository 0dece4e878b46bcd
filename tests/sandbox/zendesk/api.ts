import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { bodyOf, json, NOT_FOUND, type Answer } from "./answer.ts";
import type { Levers } from "./levers.ts";
import { pageOf } from "./paging.ts";
import type { Sessions, SignedIn } from "./sessions.ts";
import {
  anonymousBody,
  auditIdOf,
  commentBody,
  eventBody,
  groupBody,
  isMessaging,
  ticketBody,
  ticketFieldBodies,
  userBody,
} from "./shapes.ts";
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

export interface ApiParts {
  state: ZendeskState;
  sessions: Sessions;
  levers: Levers;
}

/** `/api/v2/…`, as the extension and API clients see it. `origin` is the one they asked, so that links can be followed. */
export async function answerApi(
  request: IncomingMessage,
  url: URL,
  { state, sessions, levers }: ApiParts,
): Promise<Answer> {
  const method = request.method ?? "GET";
  await levers.delay();
  const fault =
    method === "GET" ? levers.faultOf(url.pathname) : levers.faultOfSubmit();
  if (fault) return fault;

  const path = url.pathname.replace(/^\/api\/v2\//, "").replace(/\.json$/, "");
  const user = sessions.signedIn(request);
  if (path === "users/me") return answerMe(user, url.origin, state);
  if (!user) return json(401, { error: "Couldn't authenticate you" });
  const headers = levers.rateLimitHeaders();

  if (method === "GET")
    return withHeaders(answerRead(path, url, state, levers), headers);
  // A forged form on another site carries the cookie too, but not this token. (The exact refusal is a guess.)
  if (
    user.by === "cookie" &&
    request.headers["x-csrf-token"] !== user.csrfToken
  ) {
    return json(403, {
      error: "InvalidAuthenticityToken",
      description: "X-CSRF-Token is missing or wrong",
    });
  }
  const change = TicketChange.safeParse(await bodyOf(request));
  if (!change.success)
    return json(422, {
      error: "RecordInvalid",
      description: "Record validation errors",
    });
  const id = /^tickets\/(\d+)$/.exec(path)?.[1];
  if (method === "PUT" && id !== undefined)
    return answerUpdate(
      Number(id),
      change.data.ticket,
      user,
      url.origin,
      state,
    );
  if (method === "POST" && path === "tickets")
    return answerCreate(change.data.ticket, user, url.origin, state);
  return NOT_FOUND;
}

function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function answerMe(
  user: SignedIn | null,
  origin: string,
  state: ZendeskState,
): Answer {
  if (!user) return json(200, { user: anonymousBody(origin) });
  return json(200, {
    user: {
      ...userBody(state.user(user.userId), origin),
      authenticity_token: user.csrfToken,
    },
  });
}

function answerRead(
  path: string,
  url: URL,
  state: ZendeskState,
  levers: Levers,
): Answer {
  const [, room, id, part] = /^(\w+)(?:\/(\d+))?(?:\/(\w+))?$/.exec(path) ?? [];
  if (room === "ticket_fields" && id === undefined) {
    const fields = ticketFieldBodies(state, url.origin);
    return json(200, {
      ticket_fields: fields,
      count: fields.length,
      next_page: null,
      previous_page: null,
    });
  }
  if (room === "users" && id !== undefined && part === undefined) {
    const user = state.users.get(Number(id));
    return user ? json(200, { user: userBody(user, url.origin) }) : NOT_FOUND;
  }
  if (room === "tickets" && id === undefined && part === undefined) {
    const page = pageOf(
      [...state.tickets.values()].sort((a, b) => a.id - b.id),
      url,
    );
    return json(200, {
      tickets: page.rows.map((ticket) => ticketBody(ticket, url.origin, state)),
      ...page.about,
    });
  }
  const ticket = room === "tickets" ? state.ticket(Number(id)) : null;
  if (!ticket) return NOT_FOUND;
  if (part === undefined)
    return json(200, {
      ticket: ticketBody(ticket, url.origin, state),
      ...sideloads(ticket, url, state),
    });
  if (part === "comments") return answerComments(ticket, url, state, levers);
  if (part === "conversation_log") return answerLog(ticket, url, state);
  return NOT_FOUND;
}

function answerComments(
  ticket: StoredTicket,
  url: URL,
  state: ZendeskState,
  levers: Levers,
): Answer {
  // The transcript of a chat is no comment: who reads only this list sees a messaging ticket with notes and no customer.
  const listed = inOrder(
    ticket.comments.filter(
      (comment) => !isMessaging(ticket) || !comment.public,
    ),
    url,
  );
  const page = pageOf(listed, url, levers.dropsCommentPaging);
  const authors = new Set(page.rows.map((comment) => comment.authorId));
  return json(200, {
    comments: page.rows.map((comment) =>
      commentBody(comment, url.origin, ticket, state),
    ),
    ...(includes(url, "users") && {
      users: [...authors].map((id) => userBody(state.user(id), url.origin)),
    }),
    ...page.about,
  });
}

function answerLog(
  ticket: StoredTicket,
  url: URL,
  state: ZendeskState,
): Answer {
  const paged = new URL(url);
  if (!paged.searchParams.has("page[size]"))
    paged.searchParams.set("page[size]", "100");
  const page = pageOf(inOrder(ticket.comments, url), paged);
  return json(200, {
    events: page.rows.map((comment) => eventBody(comment, ticket, state)),
    ...page.about,
  });
}

/** Oldest first unless asked otherwise, in the spelling of either paging. */
function inOrder(comments: Comment[], url: URL): Comment[] {
  const sorted = comments.toSorted(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id - b.id,
  );
  const newestFirst =
    url.searchParams.get("sort") === "-created_at" ||
    url.searchParams.get("sort_order") === "desc";
  return newestFirst ? sorted.reverse() : sorted;
}

function sideloads(ticket: StoredTicket, url: URL, state: ZendeskState) {
  const people = [
    ...new Set([
      ticket.requesterId,
      ...(ticket.assigneeId === null ? [] : [ticket.assigneeId]),
    ]),
  ];
  return {
    ...(includes(url, "users") && {
      users: people.map((id) => userBody(state.user(id), url.origin)),
    }),
    ...(includes(url, "groups") && { groups: [groupBody(url.origin)] }),
    ...(includes(url, "organizations") && { organizations: [] }),
  };
}

function includes(url: URL, name: string): boolean {
  return (url.searchParams.get("include") ?? "").split(",").includes(name);
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
  if (!change.comment)
    return json(422, {
      error: "RecordInvalid",
      description: "Record validation errors",
    });
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
  const comment = commented(ticket, change, user, state);
  const location = `${origin}/api/v2/tickets/${ticket.id}.json`;
  return json(
    201,
    {
      ticket: ticketBody(ticket, origin, state),
      audit: auditOf(ticket, comment, user),
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
    ...{
      authorId: user.userId,
      public: comment.public,
      html: comment.html_body,
      text: comment.body,
    },
  });
  state.received.push({
    ...{
      ticketId: ticket.id,
      commentId: added.id,
      public: added.public,
      htmlBody: added.htmlBody,
    },
    ...{
      plainBody: added.plainBody,
      at: added.createdAt,
      authorId: user.userId,
      by: user.by,
    },
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
