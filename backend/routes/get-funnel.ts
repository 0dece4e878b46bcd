import { funnelResponse } from "../../src/contracts/api.ts";
import { readFunnel } from "../signals/funnel.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/insights/funnel: where every suggestion asked for ended. The ends sum to `eligible`. */
export const getFunnel: Route = (app, { database }) =>
  app.get(
    "/v1/insights/funnel",
    {
      config: { requires: "lead" },
      schema: {
        summary: "The funnel of the workspace's suggestions",
        response: { 200: funnelResponse, ...errorAnswers },
      },
    },
    (request) => readFunnel(database, sessionOf(request).workspaceId),
  );
