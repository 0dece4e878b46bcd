import { json, NOT_FOUND, type Answer } from "../look-alike/answer.ts";
import type { Levers } from "./levers.ts";
import { pageOf } from "./paging.ts";
import {
  commentBody,
  eventBody,
  groupBody,
  isMessaging,
  ticketBody,
  ticketFieldBodies,
  userBody,
} from "./shapes.ts";
import type { Comment, StoredTicket, ZendeskState } from "./state.ts";

/** The GETs of `/api/v2/`, by their path without it and without `.json`. */
export function answerRead(
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
