import type { Summary } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import {
  doneIn,
  lastOf,
  problemIn,
  sentencesOf,
  type Moment,
} from "./key-moments.ts";

/** Five lines at most: the problem, two things done, an open question, a promise. */
const LINE_WORDS = 20;

const ASKS =
  /\?|\b(?:need|want|would like|please|can you|could you|cannot|can't|didn't|hasn't|not|broken|wrong|missing|problem|issue|still|where|when|how)\b/i;
const PROMISES =
  /\b(?:i|we|you)(?:'ll| will| shall)\b|\bwill (?:be|get|arrive|reach|call|write)\b/i;
const TIME =
  /\b(?:today|tomorrow|tonight|soon|as soon as|by|within|until|before|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next|in \d+|\d+ (?:working |business )?(?:minutes?|hours?|days?|weeks?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** Key moments in the thread's own words, each with the message to jump to. At most a hundred words. */
export function summarize(ticket: Ticket): Summary {
  const byCustomer = ticket.messages.filter(
    ({ role, visibility }) => role === "customer" && visibility === "public",
  );
  // Notes tell what was done; the panel is internal, so they may.
  const byAgent = ticket.messages.filter(({ role }) => role === "agent");
  const problem = problemIn(byCustomer);
  const promised = lastOf(
    byAgent.filter(({ visibility }) => visibility === "public"),
    (text) => PROMISES.test(text) && TIME.test(text),
  );
  return {
    lines: [
      line("problem", problem),
      ...doneIn(byAgent)
        .filter(({ text }) => text !== promised?.text)
        .map((moment) => line("done", moment)),
      line("open", openQuestion(ticket, problem)),
      line("promised", promised),
    ].filter((one) => one !== null),
    attachmentsNotRead: ticket.messages.reduce(
      (sum, { attachments }) => sum + attachments.length,
      0,
    ),
  };
}

function line(
  label: Summary["lines"][number]["label"],
  moment: Moment | null,
): Summary["lines"][number] | null {
  return moment && { label, ...moment, text: cut(moment.text) };
}

/** The customer's newest question, while nobody has answered it in public. */
function openQuestion(ticket: Ticket, problem: Moment | null): Moment | null {
  const newest = ticket.messages.findLast(
    ({ role, visibility }) => visibility === "public" && role !== "bot",
  );
  if (newest?.role !== "customer") return null;
  const sentences = sentencesOf(newest);
  const text =
    sentences.findLast((sentence) => sentence.endsWith("?")) ??
    sentences.findLast((sentence) => ASKS.test(sentence));
  if (text === undefined || text === problem?.text) return null;
  return { text, messageId: newest.messageId };
}

/** At a word's end, and said so. */
function cut(text: string): string {
  const words = text.split(/\s+/);
  const kept = words.slice(0, LINE_WORDS).join(" ").slice(0, 240);
  return words.length > LINE_WORDS || kept.length < words.join(" ").length
    ? `${kept}…`
    : text;
}
