import { meResponse } from "../../src/contracts/api.ts";
import { CONTRACT_VERSION } from "../../src/contracts/version.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/me: tests a connection and says what is behind it. */
export const getMe: Route = (app, { live, backendVersion }) =>
  app.get(
    "/v1/me",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Who am I, and what is behind this connection?",
        response: { 200: meResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const { member, workspaceId, workspaceName } = sessionOf(request);
      return {
        member,
        workspace: { workspaceId, name: workspaceName },
        releaseNumber: await live.numberOf(workspaceId),
        backendVersion,
        contractVersion: CONTRACT_VERSION,
      };
    },
  );
