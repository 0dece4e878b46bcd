import { mayDraftForCustomer } from "../../src/domain/risk-tier.ts";
import type {
  Abstention,
  Answer,
  Draft,
  ExtractedField,
  Source,
} from "../../src/domain/suggestion.ts";
import { isEligible, type Ticket } from "../../src/domain/ticket.ts";
import { briefOf } from "../engines/brief.ts";
import type { DraftRequest, Engine } from "../engines/engine.ts";
import { acknowledgementOf } from "../engines/extractive.ts";
import { toSource } from "../retrieval/to-source.ts";
import {
  withoutClearQuestion,
  withoutCustomerData,
  withoutCustomerMessage,
  withoutKnowledge,
  withoutLanguage,
  withoutRelease,
} from "./abstain.ts";
import { guard } from "./guard.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { retrieve, type Retrieval } from "./retrieve.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { understand, type Understanding } from "./understand.ts";

export type Step = "understand" | "retrieve" | "draft" | "guard";

/** A ticket as the steps may see it: redacted, with the values that fill placeholders. */
export interface RedactedRequest {
  ticket: Ticket;
  fields: ExtractedField[];
  values: Map<string, string>;
  instruction: string | null;
  agentName: string | null;
  intentId: string | null;
}

export interface AnswerContext {
  engine: Engine;
  now: Date;
  signal: AbortSignal;
  onStep: (step: Step) => void;
  clock: Stopwatch;
}

export interface AnsweredTicket {
  understanding: Understanding | null;
  answer: Answer;
  passages: Retrieval["passages"];
}

/** understand → retrieve → draft → guard. Each step may find that there is nothing to say, and then says why. */
export async function answerTicket(
  live: LiveKnowledge | null,
  request: RedactedRequest,
  { engine, now, signal, onStep, clock }: AnswerContext,
): Promise<AnsweredTicket> {
  const { ticket, fields, values } = request;
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
  const { query, intent, intents, language } = understanding;
  if (!understanding.isLanguageServed)
    return {
      understanding,
      passages: [],
      answer: abstained(withoutLanguage(language, live.pack.languages)),
    };

  onStep("retrieve");
  const { passages, score, closest } = retrieve(live, understanding, now);
  clock.lap("retrieve");
  const without = (
    abstentionWith: (nearest: Source | null) => Abstention,
  ): AnsweredTicket => {
    const found = closest();
    return {
      understanding,
      passages,
      answer: abstained(
        abstentionWith(found && toSource(found.passage, found.score)),
      ),
    };
  };
  const { thresholds } = live.pack;
  if (!query || (!intent && live.pack.intents.length > 0))
    return without(withoutClearQuestion);

  const missing = missingFields(live, understanding, fields);
  if (score < thresholds.passage) {
    // Only where the topic is clear is it the case that is unclear.
    const isClear = (intents[0]?.score ?? 0) >= thresholds.oneKeyInsert;
    return without((nearest) =>
      isClear && missing.length > 0 && intent?.risk !== "high"
        ? withoutCustomerData(missing, nearest)
        : withoutKnowledge(intent?.name ?? null, nearest),
    );
  }

  onStep("draft");
  const drafted = await draftedAnswer(
    engine,
    {
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
    },
    signal,
  );
  clock.lap("draft");
  signal.throwIfAborted();
  if (!drafted)
    return without((nearest) =>
      withoutKnowledge(intent?.name ?? null, nearest),
    );

  onStep("guard");
  const sources = passages.map(({ passage, score: found }) =>
    toSource(passage, found),
  );
  const answer = mapDrafts(drafted, (draft) =>
    guard(draft, { pack: live.pack, ticket, sources, values, now }),
  );
  clock.lap("guard");
  return { understanding, passages, answer };
}

/** The same answer with each of its drafts changed. */
export function mapDrafts(
  answer: Answer,
  change: (draft: Draft) => Draft,
): Answer {
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

async function draftedAnswer(
  engine: Engine,
  request: DraftRequest,
  signal: AbortSignal,
): Promise<Answer | null> {
  if (request.intent && !mayDraftForCustomer(request.intent.risk))
    return {
      kind: "brief",
      brief: briefOf(request),
      acknowledgement: acknowledgementOf(request),
    };
  const draft = await engine.draft(request, signal);
  return draft && { kind: "draft", draft };
}

function abstained(abstention: Abstention): Answer {
  return { kind: "abstention", abstention };
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
