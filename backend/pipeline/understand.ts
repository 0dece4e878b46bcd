import type { Intent } from "../../src/domain/policy-pack.ts";
import type { IntentGuess } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { makeQuery, type Query } from "../retrieval/query.ts";
import { intentLikeness } from "./intent-index.ts";
import { detectLanguage, isAllowedLanguage } from "./language.ts";
import type { LiveKnowledge } from "./live-knowledge.ts";
import { needOf, type Need } from "./need.ts";

export interface Understanding {
  need: Need;
  /** null: the ticket has no words with a topic. */
  query: Query | null;
  /** Best first, at most three. */
  intents: IntentGuess[];
  /** What the answer is for; null when nothing is close enough. */
  intent: Intent | null;
  /** The agent named the intent: then no score may overrule it. */
  isGiven: boolean;
  language: string | null;
  isLanguageServed: boolean;
}

/** A risky reading this close to the best one wins: a brief costs a glance, a wrong draft costs a customer. */
const RISKY_MARGIN = 0.05;

/** Intent by likeness to the pack's names, descriptions and examples; language by script and common words. */
export async function understand(
  live: LiveKnowledge,
  ticket: Ticket,
  instruction: string | null,
  intentId: string | null,
): Promise<Understanding> {
  const need = needOf(ticket);
  const language = detectLanguage(need.words);
  const wish = instruction?.trim() ? [instruction.slice(0, 300)] : [];
  const query =
    need.texts.length === 0
      ? null
      : await makeQuery(live.embedder, [...need.texts, ...wish]);
  const guesses = query ? guessesFor(live, query) : [];
  const given = live.pack.intents.find(
    (intent) => intent.intentId === intentId,
  );
  const intents = given
    ? [
        { intentId: given.intentId, name: given.name, score: 1 },
        ...guesses.filter((guess) => guess.intentId !== given.intentId),
      ].slice(0, 3)
    : guesses.slice(0, 3);
  return {
    need,
    query,
    intents,
    intent: given ?? chosenIntent(live, intents),
    isGiven: given !== undefined,
    language,
    isLanguageServed: isAllowedLanguage(language, live.pack.languages),
  };
}

function guessesFor(live: LiveKnowledge, query: Query): IntentGuess[] {
  return intentLikeness(live.intents, query)
    .map(({ intentId, likeness }) => ({
      intentId,
      name:
        live.pack.intents.find((intent) => intent.intentId === intentId)
          ?.name ?? intentId,
      score: intentScore(likeness),
    }))
    .slice(0, 3);
}

function chosenIntent(
  live: LiveKnowledge,
  guesses: IntentGuess[],
): Intent | null {
  const [best] = guesses;
  if (!best || best.score < live.pack.thresholds.intent) return null;
  const close = guesses
    .filter(({ score }) => score >= best.score - RISKY_MARGIN)
    .flatMap(({ intentId }) =>
      live.pack.intents.filter((intent) => intent.intentId === intentId),
    );
  return close.find(({ risk }) => risk === "high") ?? close[0] ?? null;
}

/** Likeness of 0.2 says nothing, 0.6 is nearly the words of an example. */
export function intentScore(likeness: number): number {
  const score = 1 / (1 + Math.exp(-12 * (likeness - 0.36)));
  return Math.round(score * 1000) / 1000;
}
