import type { Suggestion } from "../domain/suggestion.ts";
import type { OutboxDatabase, SuggestionRow } from "./database.ts";

/** An answer that nobody has seen yet still answers the same question for so long. */
const UNSEEN_LASTS_MS = 10 * 60 * 1000;

/**
 * Open a question. The same one asked again (a repeat after the worker was stopped, or after the ticket was left
 * while the backend was writing) keeps its id, so the backend makes no second suggestion of it.
 */
export async function openQuestion(
  db: OutboxDatabase,
  asked: { question: string; ticketKey: string; newId: string; now: string },
): Promise<SuggestionRow> {
  return db.transaction("rw", db.suggestions, async () => {
    const since = new Date(
      Date.parse(asked.now) - UNSEEN_LASTS_MS,
    ).toISOString();
    const known = await db.suggestions
      .where("question")
      .equals(asked.question)
      .filter((row) => row.isDisplayed === 0 && row.askedAt >= since)
      .first();
    if (known) return known;
    const row: SuggestionRow = {
      suggestionId: asked.newId,
      ticketKey: asked.ticketKey,
      question: asked.question,
      suggestion: null,
      isDisplayed: 0,
      askedAt: asked.now,
    };
    await db.suggestions.add(row);
    return row;
  });
}

export async function keepSuggestion(
  db: OutboxDatabase,
  suggestion: Suggestion,
): Promise<void> {
  await db.suggestions.update(suggestion.suggestionId, { suggestion });
}

export async function markDisplayed(
  db: OutboxDatabase,
  suggestionId: string,
): Promise<void> {
  await db.suggestions.update(suggestionId, { isDisplayed: 1 });
}

export async function suggestionById(
  db: OutboxDatabase,
  suggestionId: string,
): Promise<Suggestion | null> {
  return (await db.suggestions.get(suggestionId))?.suggestion ?? null;
}

/** The agent's own words for a reply; null: Heed's draft again. They change what is inserted, never what is measured. */
export async function keepEdit(
  db: OutboxDatabase,
  suggestionId: string,
  edited: string | null,
): Promise<void> {
  await db.suggestions.update(suggestionId, { edited });
}

export async function editOf(
  db: OutboxDatabase,
  suggestionId: string,
): Promise<string | null> {
  return (await db.suggestions.get(suggestionId))?.edited ?? null;
}

/** Signing out leaves no text of customers on the disk. Signals that still wait hold redacted text only, and stay. */
export async function purgeTexts(db: OutboxDatabase): Promise<void> {
  await db.transaction("rw", db.suggestions, db.trails, db.checks, async () => {
    await db.suggestions.clear();
    await db.trails.clear();
    await db.checks.clear();
  });
}
