import { similarResponse, ticketRequest } from "../../src/contracts/api.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/**
 * POST /v1/tickets/similar: solved tickets of the same account that ask the same. Ids and dates only: whether the agent
 * may read one, and what it says, is asked of the helpdesk. No release, no tickets.
 */
export const postSimilarTickets: Route = (app, { live, similar }) =>
  app.post(
    "/v1/tickets/similar",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Find solved tickets like this one",
        body: ticketRequest,
        response: { 200: similarResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const { workspaceId } = sessionOf(request);
      const { ticket } = request.body;
      const knowledge = await live.current(workspaceId);
      if (!knowledge) return { tickets: [] };
      const found = await similar.find(workspaceId, knowledge.embedder, ticket);
      const { helpdesk, accountKey } = ticket;
      return {
        tickets: found.map((one) => ({ helpdesk, accountKey, ...one })),
      };
    },
  );
