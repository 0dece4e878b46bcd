import { searchRequest, searchResponse } from "../../src/contracts/api.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** POST /v1/knowledge/search: an agent's own search, over what is in force, and what has expired if asked for. */
export const postKnowledgeSearch: Route = (app, { live, pipeline, clock }) =>
  app.post(
    "/v1/knowledge/search",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Search the knowledge in force",
        body: searchRequest,
        response: { 200: searchResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const { query, audience, locale, product, at, expired } = request.body;
      const knowledge = await live.current(sessionOf(request).workspaceId);
      if (!knowledge) return { sources: [] };
      return {
        sources: await pipeline.search(
          knowledge,
          query,
          audience,
          at === null ? clock() : new Date(at),
          { locale, product, expired },
        ),
      };
    },
  );
