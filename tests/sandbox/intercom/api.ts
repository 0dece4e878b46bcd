import type { IncomingMessage } from "node:http";
import { bodyOf, json, type Answer } from "../look-alike/answer.ts";
import type { Levers } from "./levers.ts";
import {
  adminBody,
  contactBody,
  conversationBody,
  errorBody,
  teamBody,
  type Generation,
} from "./shapes.ts";
import { searchedBy } from "./search.ts";
import { ME, type Conversation, type IntercomState } from "./state.ts";

/** What clients of the REST API sign in with, as Bearer. */
export const ACCESS_TOKEN = "dG9rOnNhbmRib3gtYWNjZXNzLXRva2Vu";
const NOT_FOUND = json(404, errorBody("not_found", "Resource Not Found"));

/** `https://api.intercom.io/…`, as the official client sees it. */
export async function answerApi(
  request: IncomingMessage,
  url: URL,
  state: IntercomState,
  levers: Levers,
): Promise<Answer> {
  await levers.delay();
  const fault = levers.fault();
  if (fault) return fault;
  if (request.headers.authorization !== `Bearer ${ACCESS_TOKEN}`)
    return json(401, errorBody("unauthorized", "Access Token Invalid"));
  const generation = levers.generation ?? generationOf(request);
  const answer =
    request.method === "POST"
      ? answerWrite(url, await bodyOf(request), state, generation)
      : answerRead(url, state, generation);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      "intercom-version": generation,
      "x-ratelimit-limit": "1666",
      "x-ratelimit-remaining": "1665",
    },
  };
}

function generationOf(request: IncomingMessage): Generation {
  const [, minor = "14"] =
    /^2\.(\d+)$/.exec(String(request.headers["intercom-version"] ?? "")) ?? [];
  return Number(minor) >= 16 ? "2.16" : "2.14";
}

function answerRead(
  url: URL,
  state: IntercomState,
  generation: Generation,
): Answer {
  const [, room = "", id] = /^\/(\w+)(?:\/([\w-]+))?$/.exec(url.pathname) ?? [];
  switch (room) {
    case "conversations": {
      if (id === undefined) return listOf(state, url, generation);
      const conversation = state.conversations.get(id);
      return conversation
        ? json(200, conversationBody(conversation, state, generation))
        : NOT_FOUND;
    }
    case "me":
    case "admins": {
      if (room === "admins" && id === undefined)
        return json(200, {
          type: "admin.list",
          admins: [...state.admins.values()].map((it) => adminBody(it, state)),
        });
      const admin = state.admins.get(room === "me" ? ME : Number(id));
      return admin
        ? json(200, meBody(room, adminBody(admin, state)))
        : NOT_FOUND;
    }
    case "teams": {
      if (id === undefined)
        return json(200, {
          type: "team.list",
          teams: [...state.teams].map(([teamId, it]) => teamBody(teamId, it)),
        });
      const team = state.teams.get(Number(id));
      return team ? json(200, teamBody(Number(id), team)) : NOT_FOUND;
    }
    case "contacts": {
      const contact = state.contacts.get(id ?? "");
      return contact ? json(200, contactBody(contact)) : NOT_FOUND;
    }
    default:
      return NOT_FOUND;
  }
}

function meBody(room: string, admin: object): object {
  return room === "me"
    ? {
        ...admin,
        email_verified: true,
        app: { type: "app", id_code: "a86dr8yl", name: "Acme", region: "US" },
      }
    : admin;
}

/** Newest first; a page's cursor is the id after which the next one begins. */
function listOf(
  state: IntercomState,
  url: URL,
  generation: Generation,
): Answer {
  const all = [...state.conversations.values()].toSorted(
    (a, b) => b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id),
  );
  const after = url.searchParams.get("starting_after");
  const perPage = Number(url.searchParams.get("per_page") ?? 20);
  return pageOf(all, { perPage, after }, state, generation);
}

function pageOf(
  all: Conversation[],
  { perPage, after }: { perPage: number; after: string | null },
  state: IntercomState,
  generation: Generation,
): Answer {
  const size = Math.min(perPage, 150);
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const page = all.slice(from, from + size);
  const last = page.at(-1);
  const hasMore = from + size < all.length;
  return json(200, {
    type: "conversation.list",
    pages: {
      type: "pages",
      page: Math.floor(from / size) + 1,
      per_page: size,
      total_pages: Math.ceil(all.length / size),
      ...(hasMore && last && { next: { starting_after: last.id } }),
    },
    total_count: all.length,
    // A list leaves the parts out, as the documented one does.
    conversations: page.map((conversation) => ({
      ...conversationBody(conversation, state, generation),
      conversation_parts: undefined,
    })),
  });
}

function answerWrite(
  url: URL,
  body: unknown,
  state: IntercomState,
  generation: Generation,
): Answer {
  if (url.pathname === "/conversations/search") {
    const { found, perPage, after } = searchedBy(body, state);
    return found
      ? pageOf(found, { perPage, after }, state, generation)
      : json(400, errorBody("parameter_invalid", "query"));
  }
  const id = /^\/conversations\/(\d+)\/reply$/.exec(url.pathname)?.[1];
  const conversation = id === undefined ? null : state.conversations.get(id);
  if (!conversation) return NOT_FOUND;
  const {
    message_type,
    admin_id,
    body: words,
  } = Object(body) as {
    message_type?: string;
    admin_id?: string;
    body?: string;
  };
  if (!words || !["comment", "note"].includes(message_type ?? ""))
    return json(422, errorBody("parameter_invalid", "body or message_type"));
  state.addPart(conversation.id, {
    type: message_type === "note" ? "note" : "comment",
    author: state.adminAuthor(Number(admin_id)),
    html: words,
  });
  return json(200, conversationBody(conversation, state, generation));
}
