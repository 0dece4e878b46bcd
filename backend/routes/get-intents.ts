import { intentsResponse } from "../../src/contracts/api.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/intents: every topic there is, so that an agent can name one that Heed did not think of. */
export const getIntents: Route = (app, { live }) =>
  app.get(
    "/v1/intents",
    {
      config: { requires: "agent" },
      schema: {
        summary: "The topics of the live release",
        response: { 200: intentsResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const knowledge = await live.current(sessionOf(request).workspaceId);
      return {
        releaseNumber: knowledge?.releaseNumber ?? null,
        intents: (knowledge?.pack.intents ?? []).map(({ intentId, name }) => ({
          intentId,
          name,
        })),
      };
    },
  );
