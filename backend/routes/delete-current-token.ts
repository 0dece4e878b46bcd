import * as z from "zod";
import { revokeToken } from "../auth/tokens.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** DELETE /v1/tokens/current: signs this browser out. */
export const deleteCurrentToken: Route = (app, { database, clock }) =>
  app.delete(
    "/v1/tokens/current",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Sign out: end the token that this request carries",
        response: { 204: z.null(), ...errorAnswers },
      },
    },
    async (request, reply) => {
      await revokeToken(database, sessionOf(request), clock());
      return reply.code(204).send(null);
    },
  );
