import * as z from "zod";
import { conversationResponse } from "../../src/contracts/api.ts";
import type { ConversationRead } from "../helpdesks/intercom/read-conversation.ts";
import { HttpError } from "./api-error.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/**
 * GET /v1/intercom/:appId/conversations/:conversationId: a conversation as Intercom's API has it, for an agent who may
 * have it. The extension asks for the newest of it too, to see what was really sent.
 */
export const getIntercomConversation: Route = (app, { conversations }) =>
  app.get(
    "/v1/intercom/:appId/conversations/:conversationId",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Read an Intercom conversation",
        params: z.object({
          appId: z.string().regex(/^[a-z0-9]{1,32}$/),
          conversationId: z.string().regex(/^\d{1,30}$/),
        }),
        response: { 200: conversationResponse, ...errorAnswers },
      },
    },
    async (request) => {
      const { workspaceId, member } = sessionOf(request);
      const { appId, conversationId } = request.params;
      const read = await conversations.read(
        workspaceId,
        member.memberId,
        appId,
        conversationId,
      );
      if (!read.ok) throw new HttpError(...REFUSALS[read.because]);
      const { ticket, me } = read;
      return { ticket, me };
    },
  );

type Because = Extract<ConversationRead, { ok: false }>["because"];
type Refusal = [status: number, code: string, message: string, mend: string];

/** 424: the trouble is Intercom's or of its token, and nothing is wrong with this backend's connection. */
const REFUSALS: Record<Because, Refusal> = {
  not_connected: [
    404,
    "intercom_not_connected",
    "This backend does not read from that Intercom workspace.",
    "An admin connects it: npx heed intercom connect --token-file FILE.",
  ],
  key_missing: [
    424,
    "intercom_key_missing",
    "Intercom's access token cannot be opened.",
    "An admin starts the backend with the HEED_SECRET_KEY it was sealed with, or connects Intercom again.",
  ],
  not_linked: [
    403,
    "intercom_not_linked",
    "Nobody has said which Intercom teammate you are.",
    "An admin links you: npx heed intercom link --name NAME --teammate EMAIL.",
  ],
  not_involved: [
    403,
    "intercom_not_involved",
    "This conversation is neither yours nor your team's.",
    "Have it assigned to you, or ask an admin to widen who may read: npx heed intercom access.",
  ],
  token_refused: [
    424,
    "intercom_token_refused",
    "Intercom does not accept the access token any more.",
    "An admin connects it again: npx heed intercom connect --token-file FILE.",
  ],
  forbidden: [
    424,
    "intercom_forbidden",
    "Intercom refuses this conversation to the access token.",
    "An admin gives the token the permission to read conversations.",
  ],
  not_found: [
    404,
    "intercom_no_conversation",
    "Intercom does not know this conversation.",
    "It may have been deleted. Reload the inbox.",
  ],
  rate_limited: [
    429,
    "intercom_busy",
    "Intercom is limiting requests.",
    "Heed tries again in a minute.",
  ],
  unreachable: [
    424,
    "intercom_unreachable",
    "Intercom's API did not answer.",
    "Try again in a moment.",
  ],
  unexpected: [
    424,
    "intercom_unexpected",
    "Intercom answered in a form that Heed does not know.",
    "Update the Heed backend, or report it.",
  ],
};
