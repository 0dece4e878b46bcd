import type * as z from "zod";
import type { suggestionRequest } from "../../src/contracts/api.ts";
import type { SuggestionRecord } from "../../src/contracts/suggestion-record.ts";
import {
  mayDraftForCustomer,
  type RiskTier,
} from "../../src/domain/risk-tier.ts";
import type {
  Answer,
  Draft,
  ExtractedField,
  Source,
  Suggestion,
} from "../../src/domain/suggestion.ts";
import {
  isEligible,
  lastCustomerMessage,
  type Ticket,
} from "../../src/domain/ticket.ts";
import { briefOf } from "../engines/brief.ts";
import type { DraftRequest, Engine } from "../engines/engine.ts";
import { acknowledgementOf, extractive } from "../engines/extractive.ts";
import { toSource } from "../retrieval/to-source.ts";
import {
  withoutClearQuestion,
  withoutCustomerData,
  withoutCustomerMessage,
  withoutKnowledge,
  withoutLanguage,
  withoutRelease,
} from "./abstain.ts";
import { extract } from "./extract.ts";
import { guard } from "./guard.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { placeholderValues } from "./placeholder-values.ts";
import {
  cutTicket,
  redactorFor,
  redactTicket,
  restoreDraft,
} from "./redact-ticket.ts";
import { retrieve, type Retrieval } from "./retrieve.ts";
import { understand, type Understanding } from "./understand.ts";

export type Step = "understand" | "retrieve" | "draft" | "guard";

export interface SuggestContext {
  memberId: string;
  now: Date;
  signal: AbortSignal;
  onStep: (step: Step) => void;
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
  const clock = stopwatch();
  const whole = cutTicket(request.ticket);
  const redactor = redactorFor(whole, request.agentName);
  const ticket = redactTicket(whole, redactor);
  const fields = extract(whole, live?.pack.fields ?? []);
  const values = placeholderValues(whole, fields, request.agentName, redactor);
  clock.lap("redact");

  const outcome = await answerFor(
    live,
    ticket,
    fields,
    values,
    request,
    context,
    clock,
  );
  const { understanding, answer, passages } = outcome;
  const sources = sourcesOf(answer, passages);
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
    answer,
    sources,
    nextSteps: nextStepsOf(understanding),
    engine: { engineId: ENGINE.engineId, promptVersion: ENGINE.promptVersion },
    timings: clock.timings(),
  };
  return {
    suggestion: {
      ...redacted,
      answer: restored(answer, (draft) => restoreDraft(draft, redactor)),
    },
    record: {
      version: 1,
      suggestionId: request.suggestionId,
      createdAt: redacted.createdAt,
      memberId: context.memberId,
      input: {
        ticket,
        instruction:
          request.instruction && redactor.redact(request.instruction),
        agentName: request.agentName && redactor.redact(request.agentName),
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
      fields: fields.map((field) => ({
        ...field,
        value: field.value && redactor.redact(field.value),
        quote: field.quote && redactor.redact(field.quote),
        candidates: field.candidates.map(redactor.redact),
      })),
      timings: redacted.timings,
    },
  };
}

const ENGINE: Engine = extractive;

interface Outcome {
  understanding: Understanding | null;
  answer: Answer;
  passages: Retrieval["passages"];
}

async function answerFor(
  live: LiveKnowledge | null,
  ticket: Ticket,
  fields: ExtractedField[],
  values: Map<string, string>,
  request: z.infer<typeof suggestionRequest>,
  { now, signal, onStep }: SuggestContext,
  clock: Stopwatch,
): Promise<Outcome> {
  const abstained = (
    abstention: ReturnType<typeof withoutRelease>,
  ): Answer => ({
    kind: "abstention",
    abstention,
  });
  const none = { understanding: null, passages: [] };
  if (!isEligible(ticket))
    return { ...none, answer: abstained(withoutCustomerMessage()) };
  if (!live) return { ...none, answer: abstained(withoutRelease()) };

  onStep("understand");
  const understanding = await understand(
    live,
    ticket,
    request.instruction,
    request.intentId,
  );
  clock.lap("understand");
  signal.throwIfAborted();
  if (!understanding.isLanguageServed)
    return {
      understanding,
      passages: [],
      answer: abstained(
        withoutLanguage(understanding.language, live.pack.languages),
      ),
    };

  onStep("retrieve");
  const { passages, score, closest } = retrieve(live, understanding, now);
  clock.lap("retrieve");
  const { query, intent } = understanding;
  const nearest = closest && toSource(closest.passage, closest.score);
  const without = (abstention: ReturnType<typeof withoutRelease>): Outcome => ({
    understanding,
    passages,
    answer: abstained(abstention),
  });
  if (!query || (!intent && live.pack.intents.length > 0))
    return without(withoutClearQuestion(nearest));

  const missing = missingFields(live, understanding, fields);
  if (score < live.pack.thresholds.passage)
    return without(
      missing.length > 0 && intent && mayDraftForCustomer(intent.risk)
        ? withoutCustomerData(missing, nearest)
        : withoutKnowledge(intent?.name ?? null, nearest),
    );

  onStep("draft");
  const toDraft: DraftRequest = {
    ticket,
    query,
    words: understanding.need.words,
    intent,
    passages,
    values,
    missingFieldIds: missing.map(({ fieldId }) => fieldId),
    pack: live.pack,
    agentName: request.agentName,
    instruction: request.instruction,
  };
  const drafted = await draftedAnswer(toDraft, signal);
  clock.lap("draft");
  signal.throwIfAborted();
  if (!drafted) return without(withoutKnowledge(intent?.name ?? null, nearest));

  onStep("guard");
  const sources = passages.map(({ passage, score: found }) =>
    toSource(passage, found),
  );
  const answer = restored(drafted, (draft) =>
    guard(draft, { pack: live.pack, ticket, sources, values, now }),
  );
  clock.lap("guard");
  return { understanding, passages, answer };
}

async function draftedAnswer(
  request: DraftRequest,
  signal: AbortSignal,
): Promise<Answer | null> {
  if (request.intent && !mayDraftForCustomer(request.intent.risk)) {
    const brief = briefOf(request);
    return {
      kind: "brief",
      brief,
      acknowledgement: acknowledgementOf(request),
    };
  }
  const draft = await ENGINE.draft(request, signal);
  return draft && { kind: "draft", draft };
}

/** The same answer with each of its drafts changed. */
function restored(answer: Answer, change: (draft: Draft) => Draft): Answer {
  if (answer.kind === "draft")
    return { kind: "draft", draft: change(answer.draft) };
  if (answer.kind === "brief")
    return {
      kind: "brief",
      brief: change(answer.brief),
      acknowledgement: answer.acknowledgement && change(answer.acknowledgement),
    };
  return answer;
}

function missingFields(
  live: LiveKnowledge,
  { intent }: Understanding,
  fields: ExtractedField[],
) {
  return live.pack.fields.filter(
    ({ fieldId }) =>
      intent?.requiredFields.includes(fieldId) &&
      fields.find((field) => field.fieldId === fieldId)?.value === null,
  );
}

/** In the order in which they are cited, so that their numerals run with the text. */
function sourcesOf(answer: Answer, passages: Retrieval["passages"]): Source[] {
  const drafts =
    answer.kind === "draft"
      ? [answer.draft]
      : answer.kind === "brief"
        ? [
            answer.brief,
            ...(answer.acknowledgement ? [answer.acknowledgement] : []),
          ]
        : [];
  const ids = drafts.flatMap(({ paragraphs }) =>
    paragraphs.flat().flatMap(({ sourceIds }) => sourceIds),
  );
  return [...new Set(ids)].flatMap((id) =>
    passages
      .filter(({ passage }) => passage.passageId === id)
      .map(({ passage, score }) => toSource(passage, score)),
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

type Stopwatch = ReturnType<typeof stopwatch>;

function stopwatch() {
  const laps: Record<string, number> = {};
  const start = performance.now();
  let before = start;
  return {
    lap(step: string) {
      const now = performance.now();
      laps[step] = Math.round(now - before);
      before = now;
    },
    timings: () => ({ ...laps, total: Math.round(performance.now() - start) }),
  };
}
