import { createHash } from "node:crypto";
import type { Suggestion } from "../../src/domain/suggestion.ts";
import { HttpError } from "./api-error.ts";
import type { SuggestionRequest } from "./route.ts";

/** A lost answer is asked for again within seconds; ten minutes cover a laptop that slept. */
const KEPT_MS = 10 * 60 * 1000;
const KEPT_AT_MOST = 200;

interface Answered {
  requestHash: string;
  suggestion: Suggestion;
  until: number;
}

/**
 * Suggestions just made, so that a request whose answer was lost gets the same one again. In memory only: what is
 * stored is redacted and can't be shown to the agent. After a restart the repeat is computed anew, which the default
 * engine does to the same words, and the new record replaces the old one (signals/suggestion-log.ts).
 */
export interface AnsweredSuggestions {
  /** Throws HttpError when the id belongs to another request. */
  find(memberKey: string, request: SuggestionRequest): Suggestion | null;
  keep(
    memberKey: string,
    request: SuggestionRequest,
    suggestion: Suggestion,
  ): void;
}

export function createAnsweredSuggestions(
  clock: () => Date,
): AnsweredSuggestions {
  // A Map keeps the order of insertion: the first is the oldest.
  const kept = new Map<string, Answered>();
  return {
    find(memberKey, request) {
      const answered = kept.get(keyOf(memberKey, request));
      if (!answered || answered.until <= clock().getTime()) return null;
      if (answered.requestHash !== hashOf(request))
        throw new HttpError(
          409,
          "suggestion_id_taken",
          "This suggestion id was used for another request.",
          "Ask again with a new suggestion id.",
        );
      return answered.suggestion;
    },
    keep(memberKey, request, suggestion) {
      const key = keyOf(memberKey, request);
      kept.delete(key);
      kept.set(key, {
        requestHash: hashOf(request),
        suggestion,
        until: clock().getTime() + KEPT_MS,
      });
      for (const [oldest, { until }] of kept) {
        if (kept.size <= KEPT_AT_MOST && until > clock().getTime()) break;
        kept.delete(oldest);
      }
    },
  };
}

function keyOf(memberKey: string, { suggestionId }: SuggestionRequest): string {
  return `${memberKey}/${suggestionId}`;
}

/** The parser writes fields in the schema's order, so equal requests have equal text. */
function hashOf(request: SuggestionRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}
