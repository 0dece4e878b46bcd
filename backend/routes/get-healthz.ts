import * as z from "zod";
import { CONTRACT_VERSION } from "../../src/contracts/version.ts";
import { errorAnswers, type Route } from "./route.ts";

/** GET /healthz: for what watches over the process. Fails when the database does not answer. */
export const getHealthz: Route = (app, { database, backendVersion }) =>
  app.get(
    "/healthz",
    {
      config: { requires: "nobody" },
      schema: {
        summary: "Is the backend well?",
        response: {
          200: z.object({
            status: z.literal("ok"),
            database: z.enum(["pglite", "postgres"]),
            backendVersion: z.string(),
            contractVersion: z.number().int(),
          }),
          ...errorAnswers,
        },
      },
    },
    async () => {
      await database.ping();
      return {
        status: "ok" as const,
        database: database.kind,
        backendVersion,
        contractVersion: CONTRACT_VERSION,
      };
    },
  );
