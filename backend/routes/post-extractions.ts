import { extractionResponse, ticketRequest } from "../../src/contracts/api.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** POST /v1/extractions: the pack's fields, as far as the ticket names them. No release, no fields. */
export const postExtractions: Route = (app, { live, pipeline }) =>
  app.post(
    "/v1/extractions",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Extract the policy pack's fields from a ticket",
        body: ticketRequest,
        response: { 200: extractionResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const knowledge = await live.current(sessionOf(request).workspaceId);
      return {
        fields: pipeline.extract(
          request.body.ticket,
          knowledge?.fields ?? null,
        ),
      };
    },
  );
