import { deliveredPack } from "../../src/contracts/delivered-pack.ts";
import { deliveredPackOf } from "../packs/delivered-pack.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** GET /v1/packs/current: selectors and switches of the live release, for the browser. */
export const getCurrentPack: Route = (app, { live }) =>
  app.get(
    "/v1/packs/current",
    {
      config: { requires: "agent" },
      schema: {
        summary: "What the browser needs of the live release",
        response: { 200: deliveredPack, ...errorAnswers },
      },
    },
    async (request) => {
      const knowledge = await live.current(sessionOf(request).workspaceId);
      return deliveredPackOf(
        knowledge && { number: knowledge.releaseNumber, pack: knowledge.pack },
      );
    },
  );
