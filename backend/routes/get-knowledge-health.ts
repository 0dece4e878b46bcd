import { healthReport } from "../../src/contracts/health.ts";
import { readHealth } from "../health/read-health.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/knowledge/health: what is wrong with the knowledge that is live, and what mends it. */
export const getKnowledgeHealth: Route = (app, { database, clock }) =>
  app.get(
    "/v1/knowledge/health",
    {
      config: { requires: "lead" },
      schema: {
        summary: "What is wrong with the knowledge that is live",
        response: { 200: healthReport, ...errorAnswers },
      },
    },
    (request) => readHealth(database, sessionOf(request).workspaceId, clock()),
  );
