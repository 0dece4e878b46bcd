import {
  adapterCountBatch,
  adapterCountReceipt,
} from "../../src/contracts/adapter-counts.ts";
import { keepCounts } from "../signals/adapter-counts.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/** POST /v1/adapter-counts. Repeated by the extension until it reads an answer. Who sends them is not kept. */
export const postAdapterCounts: Route = (app, { database, clock }) =>
  app.post(
    "/v1/adapter-counts",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Store how the adapters fare, each batch once",
        body: adapterCountBatch,
        response: { 200: adapterCountReceipt, ...errorAnswers },
      },
    },
    async (request) => {
      const { workspaceId } = sessionOf(request);
      await keepCounts(database, workspaceId, request.body, clock());
      return { batchId: request.body.batchId };
    },
  );
