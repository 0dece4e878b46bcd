import { suggestionEvent, suggestionRequest } from "../../src/contracts/api.ts";
import {
  closeSuggestion,
  failSuggestion,
  openSuggestion,
} from "../signals/suggestion-log.ts";
import { createAnsweredSuggestions } from "./answered-suggestions.ts";
import { answerError, HttpError } from "./api-error.ts";
import { openEventStream } from "./event-stream.ts";
import { errorAnswers, sessionOf, type Route } from "./route.ts";

/**
 * POST /v1/suggestions: one suggestion as a stream of events. What can be refused is refused before the stream, with
 * a status; after that the last event says how it ended. The record is committed before the suggestion is sent.
 */
export const postSuggestions: Route = (app, parts) => {
  const { database, live, pipeline, clock, log, heartbeatMs } = parts;
  const answered = createAnsweredSuggestions(clock);

  app.post(
    "/v1/suggestions",
    {
      config: { requires: "agent" },
      schema: {
        summary: "Draft a reply: server-sent events that end in one suggestion",
        body: suggestionRequest,
        response: {
          200: {
            content: { "text/event-stream": { schema: suggestionEvent } },
          },
          ...errorAnswers,
        },
      },
    },
    async (request, reply) => {
      const { workspaceId, member } = sessionOf(request);
      const { memberId } = member;
      const { body } = request;
      const memberKey = `${workspaceId}/${memberId}`;
      const key = { workspaceId, memberId, suggestionId: body.suggestionId };

      const again = answered.find(memberKey, body);
      if (!again && !(await openSuggestion(database, key, clock())))
        throw new HttpError(
          409,
          "suggestion_id_taken",
          "This suggestion was shown before, or belongs to somebody else.",
          "Ask again with a new suggestion id.",
        );

      const stream = openEventStream(reply, heartbeatMs);
      if (again) return stream.end({ kind: "suggestion", suggestion: again });
      try {
        const knowledge = await live.current(workspaceId);
        const { suggestion, record } = await pipeline.suggest(knowledge, body, {
          workspaceId,
          memberId,
          now: clock(),
          signal: stream.signal,
          onStep: (step) => stream.send({ kind: "working", step }),
          onWriting: (draft, sources) =>
            stream.send({ kind: "writing", draft, sources }),
        });
        await closeSuggestion(database, key, record);
        answered.keep(memberKey, body, suggestion);
        stream.end({ kind: "suggestion", suggestion });
      } catch (thrown) {
        const aborted = stream.signal.aborted;
        // Nobody is left to read it, and the agent's going away is no error of ours.
        const { error, errorId } = aborted
          ? { error: null, errorId: null }
          : answerError(thrown, log);
        request.errorId = errorId;
        await failSuggestion(
          database,
          key,
          aborted ? "aborted" : "error",
        ).catch(
          // The row still says `unfinished`, which counts as failed too.
          () => {},
        );
        if (error) stream.end({ kind: "error", error });
        else reply.raw.destroy();
      }
    },
  );
};
