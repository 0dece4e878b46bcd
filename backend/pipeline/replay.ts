import type { SuggestionRecord } from "../../src/contracts/suggestion-record.ts";
import type { Engine } from "../engines/engine.ts";
import { answerTicket, type AnsweredTicket } from "./answer-ticket.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { startStopwatch } from "./stopwatch.ts";

/**
 * A recorded suggestion made again, at the moment at which it was made: the same redacted input, and word for word the
 * same prompt. With the release and engine of the record the answer is the recorded one (a model's only as far as the
 * model repeats itself); with others it says what they would have answered. Nothing is restored: personal data is not in
 * a record.
 */
export function replay(
  live: LiveKnowledge,
  { suggestionId, createdAt, input, fields }: SuggestionRecord,
  engine: Engine,
  signal: AbortSignal,
): Promise<AnsweredTicket> {
  return answerTicket(
    live,
    {
      requestId: suggestionId,
      ticket: input.ticket,
      fields,
      values: new Map(Object.entries(input.values ?? {})),
      instruction: input.instruction,
      agentName: input.agentName,
      intentId: input.intentId ?? null,
    },
    {
      engine,
      now: new Date(createdAt),
      signal,
      onStep: () => {},
      onWriting: () => {},
      clock: startStopwatch(),
    },
  );
}
