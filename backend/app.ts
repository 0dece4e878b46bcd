import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { TOKEN_LIFETIME_MS } from "./auth/tokens.ts";
import { BACKEND_VERSION } from "./config.ts";
import { createConversationReader } from "./helpdesks/intercom/read-conversation.ts";
import { createSimilarTickets } from "./past/similar-tickets.ts";
import { answerError, HttpError } from "./routes/api-error.ts";
import { guardRequests } from "./routes/guard-requests.ts";
import { routes } from "./routes/index.ts";
import type { App, Parts } from "./routes/route.ts";

/** The longest message that is read has 2 million characters (contracts/ticket.ts), up to 3 bytes each. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** A brake on accidents, not on use: 200 agents behind one address, one request a second each. */
const REQUESTS_PER_MINUTE = 12_000;
const HEARTBEAT_MS = 10_000;
/** A body that trickles in for longer is no browser of ours. */
const REQUEST_TIMEOUT_MS = 120_000;

type Given = Pick<Parts, "database" | "live" | "pipeline"> &
  Partial<Parts> & { tls?: { cert: string; key: string } | null };

/** Composes the backend. `app.inject()` needs no port. */
export async function buildApp({ tls = null, ...given }: Given): Promise<App> {
  const parts: Parts = {
    clock: () => new Date(),
    log: () => {},
    tokenLifetimeMs: TOKEN_LIFETIME_MS,
    backendVersion: BACKEND_VERSION,
    heartbeatMs: HEARTBEAT_MS,
    similar: createSimilarTickets(given.database),
    conversations: createConversationReader({
      database: given.database,
      secretKey: null,
      api: null,
      clock: () => new Date(),
    }),
    ...given,
  };
  const options = {
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A stream that is open when the backend stops is cut; the extension asks again.
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  } as const;
  // Fastify types an HTTPS server as another kind of app; no route can tell the difference.
  const fastify = (tls
    ? Fastify({ ...options, https: tls })
    : Fastify(options)) as unknown as App;
  const app = fastify.withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // Fastify reads plain text too, which no route expects.
  app.removeContentTypeParser("text/plain");
  answerErrors(app, parts);
  logRequests(app, parts);

  await app.register(helmet);
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: "1 minute",
    errorResponseBuilder: (_request, { after }) =>
      new HttpError(
        429,
        "too_many",
        "Too many requests.",
        `Try again in ${after}.`,
      ),
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Heed", version: BACKEND_VERSION },
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
      },
    },
    transform: jsonSchemaTransform,
  });
  guardRequests(app, parts);
  for (const route of routes) route(app, parts);
  await app.ready();
  return app;
}

/** The one place that turns what was thrown into an answer. */
function answerErrors(app: App, { log }: Parts): void {
  app.setErrorHandler((thrown, request, reply) => {
    const { status, error, errorId } = answerError(thrown, log);
    request.errorId = errorId;
    return reply.code(status).send({ error });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({
      error: {
        code: "not_found",
        message: "There is no such endpoint.",
        mend: "See /openapi.json for those there are.",
      },
    }),
  );
}

function logRequests(app: App, { log }: Parts): void {
  app.addHook("onResponse", async (request, reply) => {
    log({
      event: "request",
      method: request.method,
      route: request.routeOptions.url ?? "none",
      status: reply.raw.statusCode,
      ms: Math.round(reply.elapsedTime),
      workspaceId: request.session?.workspaceId ?? null,
      memberId: request.session?.member.memberId ?? null,
      errorId: request.errorId,
    });
  });
}
