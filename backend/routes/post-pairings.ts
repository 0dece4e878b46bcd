import { pairingRequest, pairingResponse } from "../../src/contracts/api.ts";
import { redeemPairingCode } from "../auth/pairing.ts";
import { HttpError } from "./api-error.ts";
import { errorAnswers, type Route } from "./route.ts";

/** Tries per minute and address. With 40 random bits and 15 minutes a guesser has 150 tries in 10^12. */
const TRIES_PER_MINUTE = 10;

/** POST /v1/pairings: a one-time code becomes a token. */
export const postPairings: Route = (
  app,
  { database, clock, tokenLifetimeMs },
) =>
  app.post(
    "/v1/pairings",
    {
      config: {
        requires: "nobody",
        rateLimit: { max: TRIES_PER_MINUTE, timeWindow: "1 minute" },
      },
      schema: {
        summary: "Trade a one-time pairing code for a token",
        body: pairingRequest,
        response: { 200: pairingResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const { code, deviceName } = request.body;
      const pairing = await redeemPairingCode(
        database,
        code,
        deviceName,
        clock(),
        tokenLifetimeMs,
      );
      if (!pairing)
        throw new HttpError(
          401,
          "wrong_code",
          "This pairing code is wrong, was used before, or is older than 15 minutes.",
          "Ask your admin for a new one: npx heed pair --name NAME --role ROLE.",
        );
      return { ...pairing, expiresAt: pairing.expiresAt.toISOString() };
    },
  );
