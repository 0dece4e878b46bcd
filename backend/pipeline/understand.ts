import type { Intent } from "../../src/domain/policy-pack.ts";
import type { IntentGuess } from "../../src/domain/suggestion.ts";
import { ownWords } from "../../src/domain/mail.ts";
import { sentimentOf, type Sentiment } from "../../src/domain/sentiment.ts";
import { lastCustomerMessage, type Ticket } from "../../src/domain/ticket.ts";
import {
  knowsLanguage,
  makeQuery,
  type Query,
  type Scope,
} from "../retrieval/query.ts";
import {
  readIntents,
  type IntentEvidence,
  type IntentReading,
} from "./intent-index.ts";
import {
  detectLanguage,
  isAllowedLanguage,
} from "../../src/domain/language.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { needOf, type Need } from "./need.ts";

export interface Understanding {
  need: Need;
  /** null: the ticket has no words with a topic. */
  query: Query | null;
  /** What the answer is for first, then by likeness; at most three. Empty in a language that was not read. */
  intents: IntentGuess[];
  /** What the answer is for; null when nothing is close enough. */
  intent: Intent | null;
  /** The agent named the intent: then no score may overrule it. */
  isGiven: boolean;
  language: string | null;
  /** Shown to the agent; no step reads it. */
  sentiment: Sentiment | null;
  isLanguageServed: boolean;
  /** The embedder does not know the language: words alone decided. */
  isByWords: boolean;
}

/** Of readings this close the riskiest wins: a brief costs a glance, a wrong draft costs a customer. */
const RISKY_MARGIN = 0.05;
/** Below it the best reading is a guess; then a high-risk one among the top three wins. */
const SURE = 0.6;
/** What the newest message's pictures and files say is not read, so the topic is that much less sure. */
const WITH_UNREAD_ATTACHMENTS = 0.9;
const READ_CHARACTERS = 20_000;
const RISK_ORDER = { high: 0, medium: 1, low: 2 };

/** Intent by likeness to the pack's names, descriptions and examples; language by script and common words. */
export async function understand(
  live: LiveKnowledge,
  ticket: Ticket,
  instruction: string | null,
  intentId: string | null,
): Promise<Understanding> {
  const need = needOf(ticket);
  const language = detectLanguage(need.words);
  const wish = instruction?.trim()
    ? [{ text: instruction.slice(0, 300), asks: true }]
    : [];
  const asked =
    need.texts.length === 0
      ? null
      : await makeQuery(
          live.embedder,
          [...need.texts, ...wish],
          [...need.about, ...wish.map(({ text }) => text)].join("\n"),
          language,
        );
  const reading = asked && readIntents(live.intents, asked);
  const guesses = guessesFor(
    live,
    reading?.intents ?? [],
    (lastCustomerMessage(ticket)?.attachments.length ?? 0) > 0
      ? WITH_UNREAD_ATTACHMENTS
      : 1,
  );
  const given = live.pack.intents.find(
    (intent) => intent.intentId === intentId,
  );
  const isLanguageServed = isAllowedLanguage(language, live.pack.languages);
  const intent = given ?? chosenIntent(live, guesses);
  const query: Query | null = asked && {
    ...asked,
    scope: scopeFor(asked, reading, given !== undefined),
    topic: topicOf(live, intent, given ? 1 : scoreOf(intent, guesses)),
  };
  return {
    need,
    query,
    // The examples are in the pack's languages: likeness to words of another one says nothing.
    intents:
      isLanguageServed || given
        ? withFirst(intent, guesses, given !== undefined)
        : [],
    intent: isLanguageServed || given ? intent : null,
    isGiven: given !== undefined,
    language,
    sentiment: sentimentIn(live, ticket, language),
    isLanguageServed,
    isByWords: !knowsLanguage(live.embedder, language),
  };
}

/** Of the newest message; too short to tell its language, it is in that of the thread. */
function sentimentIn(
  live: LiveKnowledge,
  ticket: Ticket,
  language: string | null,
): Sentiment | null {
  const latest = lastCustomerMessage(ticket);
  if (!latest) return null;
  const own = ownWords(latest.text.slice(0, READ_CHARACTERS));
  return sentimentOf(
    own,
    detectLanguage(own) ?? language,
    live.pack.thresholds.handoff.sentimentBelow,
  );
}

function scoreOf(intent: Intent | null, guesses: IntentGuess[]): number {
  return (
    guesses.find(({ intentId }) => intentId === intent?.intentId)?.score ?? 0
  );
}

function topicOf(
  live: LiveKnowledge,
  intent: Intent | null,
  sureness: number,
): Query["topic"] {
  const topic = intent && live.intents.topics.get(intent.intentId);
  return topic ? { ...topic, sureness } : null;
}

/** Whoever reads the first intent (panel, signal, report) must read the one that was answered for. */
function withFirst(
  intent: Intent | null,
  guesses: IntentGuess[],
  isGiven: boolean,
): IntentGuess[] {
  if (!intent) return guesses.slice(0, 3);
  const { intentId, name } = intent;
  const guess = guesses.find((one) => one.intentId === intentId);
  const score = isGiven ? 1 : (guess?.score ?? 0);
  return [
    { intentId, name, score },
    ...guesses.filter((one) => one.intentId !== intentId),
  ].slice(0, 3);
}

function scopeFor(
  asked: Query,
  reading: IntentReading | null,
  isGiven: boolean,
): Scope {
  // A pack without intents has nothing to be near to; then the passage decides alone.
  if (!reading || reading.intents.length === 0) return asked.scope;
  // The agent says that it is the pack's question: then, too, only the passage has to answer.
  return isGiven
    ? { ...reading.scope, margin: 0.5, weakestMargin: 0.5 }
    : reading.scope;
}

function guessesFor(
  live: LiveKnowledge,
  found: IntentEvidence[],
  sureness: number,
): IntentGuess[] {
  return found
    .map((evidence) => ({
      intentId: evidence.intentId,
      name:
        live.pack.intents.find(({ intentId }) => intentId === evidence.intentId)
          ?.name ?? evidence.intentId,
      score: Math.round(1000 * sureness * intentScore(evidence)) / 1000,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
}

function chosenIntent(
  live: LiveKnowledge,
  guesses: IntentGuess[],
): Intent | null {
  const [best] = guesses;
  if (!best || best.score < live.pack.thresholds.intent) return null;
  const isClose = ({ score }: IntentGuess) =>
    score >= best.score - RISKY_MARGIN;
  const isRisky = ({ score }: IntentGuess, intent: Intent) =>
    best.score < SURE &&
    intent.risk === "high" &&
    score >= live.pack.thresholds.intent;
  const readings = guesses.flatMap((guess) =>
    live.pack.intents.filter(
      (intent) =>
        intent.intentId === guess.intentId &&
        (isClose(guess) || isRisky(guess, intent)),
    ),
  );
  return (
    readings.toSorted((a, b) => RISK_ORDER[a.risk] - RISK_ORDER[b.risk])[0] ??
    null
  );
}

/** Fitted on tickets of two packs and on questions of other trades; 0.5 is where either is as likely. */
export function intentScore({ likeness, margin }: IntentEvidence): number {
  const sum = -4 + 8 * likeness + 6 * margin;
  return Math.round(1000 / (1 + Math.exp(-sum))) / 1000;
}
