import type { FastifyRequest } from "fastify";
import {
  CONTRACT_HEADER,
  CONTRACT_VERSION,
} from "../../src/contracts/version.ts";
import { mayActAs } from "../auth/member.ts";
import { sessionOfToken } from "../auth/tokens.ts";
import { HttpError } from "./api-error.ts";
import type { App, Parts } from "./route.ts";

/** What every request passes before its route: which contract it speaks, who asks, and whether they may. */
export function guardRequests(app: App, { database, clock }: Parts): void {
  app.decorateRequest("session", null);
  app.decorateRequest("errorId", null);

  app.addHook("onRoute", (route) => {
    const requires = route.config?.requires;
    if (!requires)
      throw new Error(`${route.url} does not say whom it requires.`);
    if (requires !== "nobody")
      route.schema = { ...route.schema, security: [{ token: [] }] };
  });

  app.addHook("onRequest", async (request, reply) => {
    reply.header(CONTRACT_HEADER, CONTRACT_VERSION);
    refuseOtherContract(request);
  });

  // After onRequest, where the rate limit is, and before the body is read.
  app.addHook("preParsing", async (request) => {
    const { requires } = request.routeOptions.config;
    // Undefined only where there is no route: that is a 404.
    if (!requires || requires === "nobody") return;
    const token = bearerTokenOf(request);
    request.session =
      token === null ? null : await sessionOfToken(database, token, clock());
    if (!request.session)
      throw new HttpError(
        401,
        token === null ? "no_token" : "wrong_token",
        token === null
          ? "This request carries no token."
          : "This token is wrong, expired or was revoked.",
        "Pair this browser again with a new code: npx heed pair --name NAME --role ROLE.",
      );
    if (!mayActAs(request.session.member, requires))
      throw new HttpError(
        403,
        "role_too_low",
        `This needs the role ${requires}; you are ${request.session.member.role}.`,
        `Ask an admin to pair you as ${requires}.`,
      );
  });
}

/** No header is let through: a person with curl speaks no version. */
function refuseOtherContract(request: FastifyRequest): void {
  const spoken = request.headers[CONTRACT_HEADER];
  if (spoken === undefined || spoken === String(CONTRACT_VERSION)) return;
  const isOlder = Number(spoken) < CONTRACT_VERSION;
  throw new HttpError(
    426,
    "other_contract",
    `This backend speaks contract version ${CONTRACT_VERSION}, the extension another.`,
    isOlder
      ? "Update the Heed extension."
      : "Ask your admin to update the Heed backend.",
  );
}

function bearerTokenOf(request: FastifyRequest): string | null {
  const match = /^Bearer (\S{1,200})$/i.exec(
    request.headers.authorization ?? "",
  );
  return match?.[1] ?? null;
}
