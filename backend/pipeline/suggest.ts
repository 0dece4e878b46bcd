import type * as z from "zod";
import type { suggestionRequest } from "../../src/contracts/api.ts";
import type { SuggestionRecord } from "../../src/contracts/suggestion-record.ts";
import type { RiskTier } from "../../src/domain/risk-tier.ts";
import type {
  Answer,
  Conflict,
  Draft,
  Source,
  Suggestion,
} from "../../src/domain/suggestion.ts";
import { lastCustomerMessage } from "../../src/domain/ticket.ts";
import type { Engine } from "../engines/engine.ts";
import { extractive } from "../engines/extractive.ts";
import { toSource } from "../retrieval/to-source.ts";
import { byWordsNote } from "./abstain.ts";
import {
  answerTicket,
  draftsIn,
  mapDrafts,
  type Step,
} from "./answer-ticket.ts";
import { extract } from "./extract.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { placeholderValues } from "./placeholder-values.ts";
import {
  cutTicket,
  redactField,
  redactorFor,
  redactTicket,
  restoreDraft,
} from "./redact-ticket.ts";
import { startStopwatch } from "./stopwatch.ts";
import type { Understanding } from "./understand.ts";

export type { Step } from "./answer-ticket.ts";

export interface SuggestContext {
  memberId: string;
  now: Date;
  signal: AbortSignal;
  onStep: (step: Step) => void;
  /** Left out: the extractive one. */
  engine?: Engine;
  /** The draft as far as it is written, guarded, with the customer's data in its place. Called for each sentence. */
  onWriting?: (draft: Draft, sources: Source[]) => void;
}

/**
 * The whole flow for one ticket. The customer's data is replaced by placeholders before anything reads the text, and
 * put back at the very end; the record keeps the redacted form.
 */
export async function suggest(
  live: LiveKnowledge | null,
  request: z.infer<typeof suggestionRequest>,
  context: SuggestContext,
): Promise<{ suggestion: Suggestion; record: SuggestionRecord }> {
  const clock = startStopwatch();
  const whole = cutTicket(request.ticket);
  const fields = extract(whole, live?.fields ?? null);
  const redactor = redactorFor(whole, request.agentName, fields);
  const ticket = redactTicket(whole, redactor);
  const values = placeholderValues(
    whole,
    fields,
    live?.pack.fields ?? [],
    request.agentName,
    redactor,
  );
  clock.lap("redact");

  const instruction =
    request.instruction === null ? null : redactor.redact(request.instruction);
  const agentName =
    request.agentName === null ? null : redactor.redact(request.agentName);
  const { onWriting = () => {} } = context;
  const { understanding, answer, passages, ...used } = await answerTicket(
    live,
    {
      requestId: request.suggestionId,
      ticket,
      fields,
      values,
      instruction,
      agentName,
      intentId: request.intentId,
    },
    {
      ...context,
      engine: context.engine ?? extractive,
      clock,
      onWriting: (draft, all) =>
        onWriting(
          restoreDraft(draft, redactor),
          citedSources({ kind: "draft", draft }, all),
        ),
    },
  );
  const sources = citedSources(answer, used.sources, used.conflicts);
  const redacted: Suggestion = {
    suggestionId: request.suggestionId,
    ticket: {
      helpdesk: ticket.helpdesk,
      accountKey: ticket.accountKey,
      ticketId: ticket.ticketId,
    },
    lastMessageId: lastCustomerMessage(ticket)?.messageId ?? "",
    createdAt: context.now.toISOString(),
    releaseNumber: live?.releaseNumber ?? 0,
    intents: understanding?.intents ?? [],
    risk: riskOf(understanding),
    language: understanding?.language ?? null,
    sentiment: understanding?.sentiment ?? null,
    answer,
    sources,
    // An abstention says it in its own sentence.
    ...(understanding?.isByWords && live && answer.kind !== "abstention"
      ? { searchNote: byWordsNote(live.embedder.languages ?? []) }
      : {}),
    conflicts: used.conflicts,
    nextSteps: nextStepsOf(understanding),
    engine: used.engine,
    timings: clock.timings(),
  };
  return {
    suggestion: {
      ...redacted,
      answer: mapDrafts(answer, (draft) => restoreDraft(draft, redactor)),
      conflicts: used.conflicts.map((conflict) => ({
        ...conflict,
        said: {
          ...conflict.said,
          quote: redactor.restore(conflict.said.quote),
        },
      })),
    },
    record: {
      version: 1,
      suggestionId: request.suggestionId,
      createdAt: redacted.createdAt,
      memberId: context.memberId,
      input: {
        ticket,
        instruction,
        agentName,
        intentId: request.intentId,
        values: Object.fromEntries(values),
      },
      passages: passages.map(({ passage, score }) => ({
        source: toSource(passage, score),
        documentVersion: passage.documentVersion,
      })),
      packName: live?.pack.name ?? "",
      releaseNumber: redacted.releaseNumber,
      memoryPosition: 0,
      engine: { ...redacted.engine, embedder: live?.embedder.id ?? "" },
      output: redacted,
      fields: fields.map((field) => redactField(field, redactor)),
      timings: redacted.timings,
    },
  };
}

/** In the order in which they are cited, so that their numerals run with the text; then what contradicts them. */
function citedSources(
  answer: Answer,
  all: Source[],
  conflicts: Conflict[] = [],
): Source[] {
  const ids = draftsIn(answer).flatMap(({ paragraphs }) =>
    paragraphs.flat().flatMap(({ sourceIds }) => sourceIds),
  );
  const against = conflicts.map((conflict) => conflict.against.sourceId);
  return [...new Set([...ids, ...against])].flatMap((id) =>
    all.filter(({ sourceId }) => sourceId === id),
  );
}

/** Nothing understood counts as medium: whatever the agent writes, nobody has weighed it. */
function riskOf(understanding: Understanding | null): RiskTier {
  return understanding?.intent?.risk ?? "medium";
}

function nextStepsOf(understanding: Understanding | null): string[] {
  const intent = understanding?.intent;
  if (!intent) return [];
  return [
    ...intent.checklist,
    ...(intent.handoff === null ? [] : [intent.handoff]),
  ];
}
