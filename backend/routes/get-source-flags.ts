import { sourceFlagsResponse } from "../../src/contracts/api.ts";
import { readOpenFlags } from "../signals/source-flags.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/source-flags: what agents said about sources, for their owners. They come in with the signals. */
export const getSourceFlags: Route = (app, { database }) =>
  app.get(
    "/v1/source-flags",
    {
      config: { requires: "lead" },
      schema: {
        summary: "Sources that agents flagged, by owner",
        response: { 200: sourceFlagsResponse, ...errorAnswers },
      },
    },
    async (request) => ({
      flags: await readOpenFlags(database, sessionOf(request).workspaceId),
    }),
  );
