import { mayDraftForCustomer } from "../../src/domain/risk-tier.ts";
import type {
  Abstention,
  Answer,
  Conflict,
  Draft,
  EngineUsed,
  ExtractedField,
  Source,
} from "../../src/domain/suggestion.ts";
import { isEligible, type Ticket } from "../../src/domain/ticket.ts";
import { briefOf } from "../engines/brief.ts";
import { usedOf, type DraftRequest, type Engine } from "../engines/engine.ts";
import { acknowledgementOf, extractive } from "../engines/extractive.ts";
import { templateCandidates } from "../engines/template-candidates.ts";
import { toSource } from "../retrieval/to-source.ts";
import {
  lookedForByWords,
  withoutClearQuestion,
  withoutCustomerData,
  withoutCustomerMessage,
  withoutKnowledge,
  withoutLanguage,
  withoutRelease,
} from "./abstain.ts";
import { guard } from "./guard.ts";
import { conflictsIn, markConflicts } from "./mark-conflicts.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { retrieve, type Retrieval } from "./retrieve.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { understand, type Understanding } from "./understand.ts";

export type Step = "understand" | "retrieve" | "draft" | "guard";

/** A ticket as the steps may see it: redacted, with the values that fill placeholders. */
export interface RedactedRequest {
  requestId: string;
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
  /** A draft that is still being written: guarded like the whole one, and never the last word. */
  onWriting: (draft: Draft, sources: Source[]) => void;
  clock: Stopwatch;
}

export interface AnsweredTicket {
  understanding: Understanding | null;
  answer: Answer;
  passages: Retrieval["passages"];
  /** All that a sentence of the answer may rest on: the passages, and the templates offered to the engine. */
  sources: Source[];
  conflicts: Conflict[];
  engine: EngineUsed;
}

/** understand → retrieve → draft → guard. Each step may find that there is nothing to say, and then says why. */
export async function answerTicket(
  live: LiveKnowledge | null,
  request: RedactedRequest,
  { engine, now, signal, onStep, onWriting, clock }: AnswerContext,
): Promise<AnsweredTicket> {
  const { ticket, fields, values } = request;
  // Whose words an answer without a draft is, too: briefs and abstentions are put together from approved text.
  let used: EngineUsed = usedOf(extractive);
  const none = {
    understanding: null,
    passages: [],
    sources: [],
    conflicts: [],
    engine: used,
  };
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
      ...none,
      understanding,
      answer: abstained(withoutLanguage(language, live.pack.languages)),
    };

  onStep("retrieve");
  const { passages, approved, score, closest } = retrieve(
    live,
    understanding,
    now,
  );
  clock.lap("retrieve");
  const without = (
    abstentionWith: (nearest: Source | null) => Abstention,
  ): AnsweredTicket => {
    const found = closest();
    const abstentionFor = (candidate: typeof found) =>
      abstentionWith(candidate && toSource(candidate.passage, candidate.score));
    return {
      understanding,
      passages,
      sources: passages.map(({ passage, score: own }) =>
        toSource(passage, own),
      ),
      conflicts: [],
      answer: abstained(
        understanding.isByWords
          ? lookedForByWords(
              abstentionFor(found),
              live.embedder.languages ?? [],
            )
          : abstentionFor(found),
      ),
      engine: used,
    };
  };
  const { thresholds } = live.pack;
  if (!query || (!intent && live.pack.intents.length > 0))
    return without(withoutClearQuestion);

  const missing = missingFields(live, understanding, fields);
  const isHigh = intent?.risk === "high";
  const isApproved = approved.some((one) => one.score >= thresholds.passage);
  if (score < thresholds.passage && (isHigh || !isApproved)) {
    // Only where the topic is clear is it the case that is unclear.
    const isClear = (intents[0]?.score ?? 0) >= thresholds.oneKeyInsert;
    return without((nearest) =>
      isClear && missing.length > 0 && !isHigh
        ? withoutCustomerData(missing, nearest)
        : withoutKnowledge(intent?.name ?? null, nearest),
    );
  }

  onStep("draft");
  const drafting: DraftRequest = {
    requestId: request.requestId,
    ticket,
    query,
    words: understanding.need.words,
    language,
    intent,
    passages,
    approved,
    values,
    missingFieldIds: missing.map(({ fieldId }) => fieldId),
    pack: live.pack,
    agentName: request.agentName,
    instruction: request.instruction,
  };
  const sources = [
    ...passages.map(({ passage, score: found }) => toSource(passage, found)),
    ...templateCandidates(drafting).map(({ source }) => source),
  ];
  const guarded = (draft: Draft) =>
    guard(draft, {
      pack: live.pack,
      ticket,
      sources,
      values,
      language: understanding.language,
      now,
    });
  const isBrief = intent !== null && !mayDraftForCustomer(intent.risk);
  let drafted: Answer | null;
  if (isBrief)
    drafted = {
      kind: "brief",
      brief: briefOf(drafting),
      acknowledgement: acknowledgementOf(drafting),
    };
  else {
    const written = await engine.draft(drafting, {
      signal,
      onProgress: (draft) => onWriting(guarded(draft), sources),
    });
    used = written.engine;
    drafted = written.draft && { kind: "draft", draft: written.draft };
  }
  clock.lap("draft");
  signal.throwIfAborted();
  if (!drafted)
    return without((nearest) =>
      withoutKnowledge(intent?.name ?? null, nearest),
    );

  onStep("guard");
  const conflicts = conflictsIn(draftsIn(drafted), passages);
  const answer = mapDrafts(drafted, (draft) =>
    markConflicts(guarded(draft), conflicts, sources),
  );
  clock.lap("guard");
  return { understanding, passages, sources, conflicts, answer, engine: used };
}

/** Every text that an answer may put into a composer. */
export function draftsIn(answer: Answer): Draft[] {
  if (answer.kind === "draft") return [answer.draft];
  if (answer.kind === "abstention") return [];
  return answer.acknowledgement
    ? [answer.brief, answer.acknowledgement]
    : [answer.brief];
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
