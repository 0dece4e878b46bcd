import { randomUUID } from "node:crypto";
import { rewriteRequest, rewriteResponse } from "../../src/contracts/api.ts";
import { HttpError } from "./api-error.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";
import { untilGone } from "./until-gone.ts";

/** POST /v1/rewrites: the agent's own words said otherwise. Without a language model there is nothing to say it with. */
export const postRewrites: Route = (app, { live, pipeline, clock }) =>
  app.post(
    "/v1/rewrites",
    {
      config: { requires: "agent" },
      schema: {
        summary:
          "Shorten, warm, correct or translate a text of the agent's own",
        body: rewriteRequest,
        response: { 200: rewriteResponse, ...errorAnswers },
      },
    },
    async (request, reply) => {
      const { workspaceId } = sessionOf(request);
      const answer = await pipeline.rewrite(
        await live.current(workspaceId),
        { requestId: randomUUID(), ...request.body },
        { workspaceId, now: clock(), signal: untilGone(reply) },
      );
      if (!answer.ok)
        throw new HttpError(
          409,
          "not_rewritten",
          answer.message,
          "Your text is unchanged.",
        );
      return answer.rewritten;
    },
  );
