import { signalBatch, signalReceipt } from "../../src/contracts/api.ts";
import { appendOnce } from "../signals/append-once.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/**
 * POST /v1/signals. The outbox repeats a batch until it reads an answer, so storing twice is harmless; and it
 * forgets what the answer names, so the answer goes out after the commit.
 */
export const postSignals: Route = (app, { database, clock }) =>
  app.post(
    "/v1/signals",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Store signals, each exactly once",
        body: signalBatch,
        response: { 200: signalReceipt, ...errorAnswers },
      },
    },
    (request) => {
      const { workspaceId, member } = sessionOf(request);
      return appendOnce(
        database,
        workspaceId,
        member.memberId,
        request.body.signals,
        clock(),
      );
    },
  );
