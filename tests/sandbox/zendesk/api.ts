import type { IncomingMessage } from "node:http";
import { answerRead } from "./api-reads.ts";
import { answerWrite } from "./api-writes.ts";
import { bodyOf, json, type Answer } from "../look-alike/answer.ts";
import type { Levers } from "./levers.ts";
import type { Sessions, SignedIn } from "./sessions.ts";
import { anonymousBody, userBody } from "./shapes.ts";
import type { ZendeskState } from "./state.ts";

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
  const body = await bodyOf(request);
  const write = { method, path, body, user, origin: url.origin };
  return withHeaders(answerWrite(write, state), headers);
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
