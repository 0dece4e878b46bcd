import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import {
  bodyOf,
  json,
  NOT_FOUND,
  send,
  type Answer,
} from "../look-alike/answer.ts";
import type { PageStreams } from "../look-alike/page-streams.ts";
import type { Levers } from "./levers.ts";
import type { ZendeskState } from "./state.ts";
import { workspaceRows, workspaceTicket } from "./workspace.ts";

const Fault = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("unauthenticated") }),
    z.object({ kind: z.literal("forbidden") }),
    z.object({ kind: z.literal("not-found") }),
    z.object({
      kind: z.literal("rate-limited"),
      retryAfterS: z.number().nonnegative(),
    }),
    z.object({ kind: z.literal("server-error") }),
    z.object({ kind: z.literal("login-page") }),
  ])
  .nullable();
const ticketId = z.int();

/** One lever a request: `{"pull":"customerWrites","ticketId":40001,"text":"Any news?"}`. */
const Pull = z.discriminatedUnion("pull", [
  z.object({
    pull: z.literal("failApi"),
    fault: Fault,
    only: z.string().nullable().default(null),
  }),
  z.object({ pull: z.literal("failSubmit"), fault: Fault }),
  z.object({
    pull: z.literal("customerWrites"),
    ticketId,
    text: z.string().min(1),
  }),
  z.object({
    pull: z.literal("colleagueWrites"),
    ticketId,
    text: z.string().min(1),
    visibility: z.enum(["public", "internal"]).default("public"),
  }),
  z.object({
    pull: z.literal("openTickets"),
    ticketIds: z.array(ticketId).min(1),
  }),
  z.object({ pull: z.literal("replaceComposer"), ticketId }),
  z.object({ pull: z.literal("delayMs"), ms: z.number().min(0).max(60_000) }),
  z.object({
    pull: z.literal("rateLimitRemaining"),
    remaining: z.int().nonnegative(),
  }),
  z.object({ pull: z.literal("dropsCommentPaging"), on: z.boolean() }),
  z.object({
    pull: z.literal("setPage"),
    order: z.enum(["oldest-first", "newest-first"]).optional(),
    locale: z.enum(["en", "de"]).optional(),
    composer: z.enum(["rich", "none"]).optional(),
    renamed: z.boolean().optional(),
  }),
  z.object({ pull: z.literal("signOut") }),
  z.object({ pull: z.literal("reset") }),
]);

export interface ControlParts {
  state: ZendeskState;
  levers: Levers;
  streams: PageStreams;
}

/** `/__sandbox/…`: what the page is drawn from, and what tests and demos pull. The server listens on loopback only. */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { state, levers, streams }: ControlParts,
): Promise<void> {
  if (request.method === "GET" && url.pathname === "/__sandbox/events")
    return streams.add(response);
  send(
    response,
    request.method === "POST"
      ? await answerPull(request, url, levers)
      : answerLook(url, state),
  );
}

function answerLook(url: URL, state: ZendeskState): Answer {
  if (url.pathname === "/__sandbox/tickets")
    return json(200, { tickets: workspaceRows(state) });
  if (url.pathname === "/__sandbox/received")
    return json(200, { received: state.received });
  const ticket = state.ticket(
    Number(/^\/__sandbox\/tickets\/(\d+)$/.exec(url.pathname)?.[1]),
  );
  return ticket
    ? json(200, { ticket: workspaceTicket(ticket, state) })
    : NOT_FOUND;
}

async function answerPull(
  request: IncomingMessage,
  url: URL,
  levers: Levers,
): Promise<Answer> {
  if (url.pathname !== "/__sandbox/levers") return NOT_FOUND;
  const pull = Pull.safeParse(await bodyOf(request));
  if (!pull.success) return json(422, { error: z.prettifyError(pull.error) });
  try {
    return json(200, {
      pulled: pull.data.pull,
      comment: pulled(pull.data, levers),
    });
  } catch (error) {
    return json(404, {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

function pulled(pull: z.output<typeof Pull>, levers: Levers): unknown {
  switch (pull.pull) {
    case "failApi":
      return levers.failApi(pull.fault, pull.only);
    case "failSubmit":
      return levers.failSubmit(pull.fault);
    case "customerWrites":
      return levers.customerWrites(pull.ticketId, pull.text);
    case "colleagueWrites":
      return levers.colleagueWrites(pull.ticketId, pull.text, pull.visibility);
    case "openTickets":
      return levers.openTickets(pull.ticketIds);
    case "replaceComposer":
      return levers.replaceComposer(pull.ticketId);
    case "delayMs":
      return void (levers.delayMs = pull.ms);
    case "rateLimitRemaining":
      return void (levers.rateLimitRemaining = pull.remaining);
    case "dropsCommentPaging":
      return void (levers.dropsCommentPaging = pull.on);
    case "setPage": {
      const { order, locale, composer, renamed } = pull;
      return levers.setPage({
        ...(order !== undefined && { order }),
        ...(locale !== undefined && { locale }),
        ...(composer !== undefined && { composer }),
        ...(renamed !== undefined && { renamed }),
      });
    }
    case "signOut":
      return levers.signOut();
    case "reset":
      return levers.reset();
  }
}
