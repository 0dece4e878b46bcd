import { randomUUID } from "node:crypto";
import { summaryRequest, summaryResponse } from "../../src/contracts/api.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";
import { untilGone } from "./until-gone.ts";

/** POST /v1/summaries: the key moments of a thread, in its own words or a model's. Nothing of it is kept. */
export const postSummaries: Route = (app, { pipeline }) =>
  app.post(
    "/v1/summaries",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Summarise a ticket",
        body: summaryRequest,
        response: { 200: summaryResponse, ...errorAnswers },
      },
    },
    async (request, reply) => ({
      summary: await pipeline.summarize(
        { requestId: randomUUID(), ...request.body },
        {
          workspaceId: sessionOf(request).workspaceId,
          signal: untilGone(reply),
        },
      ),
    }),
  );
