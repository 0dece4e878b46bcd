import { checkSentence } from "../../src/domain/guardrails/index.ts";
import type { Rewrite, Rewritten } from "../../src/domain/rewrite.ts";
import type { Finding, Source } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { EngineFault } from "../engines/chat.ts";
import { FAULT_WORDS } from "../engines/fault-words.ts";
import type { Rewriter } from "../engines/rewriter.ts";
import { detectLanguage } from "../../src/domain/language.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { needOf } from "./need.ts";
import { cutTicket, redactorFor, redactTicket } from "./redact-ticket.ts";

export interface RewriteQuestion {
  requestId: string;
  ticket: Ticket;
  text: string;
  how: Rewrite;
  agentName: string | null;
}

export type RewriteAnswer =
  { ok: true; rewritten: Rewritten } | { ok: false; message: string };

/**
 * The agent's words said otherwise, with the customer's data hidden from the model and put back. The guard compares with
 * the agent's own text: what the model added to it is found. What the agent wrote is theirs, and is checked against the
 * sources where every edit is (the panel's re-check). `ok: false`: the model gave none, in a sentence for the agent.
 */
export async function rewrite(
  live: LiveKnowledge | null,
  question: RewriteQuestion,
  {
    rewriter,
    now,
    signal,
  }: { rewriter: Rewriter | null; now: Date; signal: AbortSignal },
): Promise<RewriteAnswer> {
  if (!rewriter) return { ok: false, message: "No language model is set up." };
  const whole = cutTicket(question.ticket);
  const redactor = redactorFor(whole, question.agentName);
  const ticket = redactTicket(whole, redactor);
  const text = redactor.redact(question.text);
  const customerLanguage = detectLanguage(needOf(ticket).words);
  let paragraphs: string[][];
  try {
    paragraphs = await rewriter.rewrite(
      {
        requestId: question.requestId,
        text,
        how: question.how,
        language: customerLanguage ?? live?.pack.languages[0] ?? "en",
      },
      signal,
    );
  } catch (error) {
    if (!(error instanceof EngineFault)) throw error;
    return { ok: false, message: FAULT_WORDS[error.reason] };
  }
  const own = ownText(text);
  const findings = paragraphs.flat().flatMap((sentence) =>
    checkSentence({
      sentence: {
        text: sentence,
        status: "courtesy",
        sourceIds: [],
        templateId: null,
        findings: [],
      },
      cited: [own],
      destination: "public",
      ticketText: "",
      templateText: null,
      settings: live?.pack.guardrails ?? { disabled: [], commitments: [] },
      bannedPhrases: live?.pack.tone.bannedPhrases ?? [],
      toneLimits: live?.pack.tone.limits ?? {},
      customerLanguage,
      now: now.toISOString(),
    }),
  );
  const rewritten: Rewritten = {
    text: redactor.restore(
      paragraphs.map((sentences) => sentences.join(" ")).join("\n\n"),
    ),
    findings: findings.map((finding): Finding => ({
      ...finding,
      message: redactor.restore(finding.message),
      quote: redactor.restore(finding.quote),
    })),
  };
  return { ok: true, rewritten };
}

function ownText(text: string): Source {
  return {
    sourceId: "own",
    documentId: "own",
    title: "The agent's own text",
    section: null,
    text,
    effectiveFrom: null,
    effectiveUntil: null,
    owner: null,
    audience: "public",
    url: null,
    score: 1,
  };
}
