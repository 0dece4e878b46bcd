import { summaryResponse, ticketRequest } from "../../src/contracts/api.ts";
import { errorAnswers, type Route } from "./route.ts";

/** POST /v1/summaries: the key moments of a thread. Nothing of it is kept. */
export const postSummaries: Route = (app, { pipeline }) =>
  app.post(
    "/v1/summaries",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Summarise a ticket",
        body: ticketRequest,
        response: { 200: summaryResponse, ...errorAnswers },
      },
    },
    (request) => ({ summary: pipeline.summarize(request.body.ticket) }),
  );
