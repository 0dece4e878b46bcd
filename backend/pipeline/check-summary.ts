import { checkSentence } from "../../src/domain/guardrails/index.ts";
import type { Source, Summary } from "../../src/domain/suggestion.ts";
import type { Message, Ticket } from "../../src/domain/ticket.ts";
import type { WrittenLine } from "../engines/summary-writer.ts";

type Line = Summary["lines"][number];

const LINE_WORDS = 30;
const MAX_WORDS = 100;
const MOST: Record<Line["label"], number> = {
  problem: 1,
  done: 2,
  open: 1,
  promised: 1,
};
/** What a model may write for: what stands in a label's place when it wrote nothing that holds is the thread's own. */
const LABELS = ["problem", "done", "open", "promised"] as const;
/** They weigh a reply to a customer. */
const FOR_REPLIES = ["tone", "banned-phrases", "wrong-language"];

/**
 * The lines that their messages hold, by the rules that hold a reply against its sources: support, numbers, dates,
 * names, ids, addresses, "not", promises. `own`: the thread's own words, for every label that is left without a line.
 * null: no line holds.
 */
export function checkedLines(
  written: WrittenLine[],
  ticket: Ticket,
  own: Line[],
): Line[] | null {
  const held = written.flatMap((line) => heldLine(line, ticket) ?? []);
  if (held.length === 0) return null;
  let words = 0;
  return LABELS.flatMap((label) => {
    const lines = held
      .filter((line) => line.label === label)
      .slice(0, MOST[label]);
    return lines.length > 0 ? lines : own.filter((it) => it.label === label);
  }).filter(({ text }) => {
    const count = text.split(/\s+/).length;
    if (words + count > MAX_WORDS) return false;
    words += count;
    return true;
  });
}

/** With the one message that holds it whole, which is where its link leads. */
function heldLine(
  { label, text, messageIds }: WrittenLine,
  ticket: Ticket,
): Line | null {
  if (text.split(/\s+/).length > LINE_WORDS) return null;
  const message = mayTell(label, ticket).find(
    (one) => messageIds.includes(one.messageId) && holds(one, text, ticket),
  );
  return message ? { label, text, messageId: message.messageId } : null;
}

/** What a customer asks for has not been done or promised; what an agent says is not the customer's problem. */
function mayTell(label: Line["label"], { messages }: Ticket): Message[] {
  const byAgent = messages.filter(({ role }) => role === "agent");
  if (label === "done") return byAgent;
  if (label === "promised")
    return byAgent.filter(({ visibility }) => visibility === "public");
  const byCustomer = messages.filter(
    ({ role, visibility }) => role === "customer" && visibility === "public",
  );
  if (label === "problem") return byCustomer.length > 0 ? byCustomer : byAgent;
  const answered = messages.findLastIndex(
    ({ role, visibility }) => role === "agent" && visibility === "public",
  );
  return byCustomer.filter((message) => messages.indexOf(message) > answered);
}

function holds(message: Message, text: string, ticket: Ticket): boolean {
  const findings = checkSentence({
    sentence: {
      text,
      status: "cited",
      sourceIds: [message.messageId],
      templateId: null,
      findings: [],
    },
    cited: [sourceOf(message, ticket)],
    destination: "internal",
    ticketText: "",
    templateText: null,
    settings: { disabled: FOR_REPLIES, commitments: [] },
    bannedPhrases: [],
    toneLimits: {},
    customerLanguage: null,
    now: message.at,
  });
  return findings.length === 0;
}

function sourceOf(message: Message, { subject, messages }: Ticket): Source {
  const said =
    message === messages[0]
      ? `${subject ?? ""}\n${message.text}`
      : message.text;
  return {
    sourceId: message.messageId,
    documentId: message.messageId,
    // "The customer asks …", "The agent has …" say who, and nothing that has to be held.
    title: message.role === "customer" ? "Customer asks wants" : "Agent",
    section: null,
    text: said,
    effectiveFrom: null,
    effectiveUntil: null,
    owner: null,
    audience: "internal",
    url: null,
    score: 1,
  };
}
