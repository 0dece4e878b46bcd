import type { EngineFallback, Summary } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { EngineFault } from "../engines/chat.ts";
import { extractive } from "../engines/extractive.ts";
import { FAULT_WORDS } from "../engines/fault-words.ts";
import type { SummaryWriter } from "../engines/summary-writer.ts";
import { checkedLines } from "./check-summary.ts";
import { cutTicket, redactorFor, redactTicket } from "./redact-ticket.ts";
import { summarize } from "./summarize.ts";

export interface SummaryQuestion {
  /** Names the request in a prompt; nobody who writes in the ticket can know it. */
  requestId: string;
  ticket: Ticket;
  /** Asked for in a model's words; the thread's own come first and at once. */
  written: boolean;
}

const OWN_WORDS = "These are the thread's own words.";

/**
 * The key moments of a thread in its own words, or, asked for, in a model's: each line that its message holds, and the
 * thread's own words for every other. The model sees placeholders for personal data; they are filled again here.
 */
export async function writeSummary(
  { requestId, ticket, written }: SummaryQuestion,
  { writer, signal }: { writer: SummaryWriter | null; signal: AbortSignal },
): Promise<Summary> {
  const own = summarize(ticket);
  const inOwnWords = (fallback: EngineFallback | null): Summary => ({
    ...own,
    engine: {
      engineId: extractive.engineId,
      promptVersion: extractive.promptVersion,
      // What a model could say otherwise is offered; what one has just failed at is not.
      capabilities: writer && !fallback ? ["rewrite"] : [],
      ...(fallback ? { fallback } : {}),
    },
  });
  if (!writer || !written) return inOwnWords(null);

  const { engineId, promptVersion } = writer;
  const whole = cutTicket(ticket);
  const redactor = redactorFor(whole, null);
  const redacted = redactTicket(whole, redactor);
  try {
    const lines = checkedLines(
      await writer.write({ requestId, ticket: redacted }, signal),
      redacted,
      summarize(redacted).lines,
    );
    if (!lines)
      return inOwnWords({
        engineId,
        reason: "no_answer",
        message: `Nothing that the language model wrote stands in the thread. ${OWN_WORDS}`,
      });
    return {
      ...own,
      lines: lines.map((line) => ({
        ...line,
        text: redactor.restore(line.text),
      })),
      engine: { engineId, promptVersion, capabilities: [] },
    };
  } catch (error) {
    if (!(error instanceof EngineFault)) throw error;
    return inOwnWords({
      engineId,
      reason: error.reason,
      message: `${FAULT_WORDS[error.reason]} ${OWN_WORDS}`,
    });
  }
}
