import * as z from "zod";
import type { Route } from "./route.ts";

/** GET /openapi.json: written from the same schemas that parse. */
export const getOpenapi: Route = (app) =>
  app.get(
    "/openapi.json",
    {
      config: { requires: "nobody" },
      schema: {
        summary: "This description",
        response: { 200: z.looseObject({ openapi: z.string() }) },
      },
    },
    // An OpenAPI document has more fields than its type says it must.
    () => app.swagger() as { openapi: string },
  );
