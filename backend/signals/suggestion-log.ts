import { and, eq } from "drizzle-orm";
import type { SuggestionRecord } from "../../src/contracts/suggestion-record.ts";
import type { Database } from "../storage/database.ts";
import { suggestionOutcomes, suggestions } from "../storage/schema.ts";

/** One row per suggestion asked for. It exists before the work begins, so not even a crash hides one from the funnel. */
export interface SuggestionKey {
  workspaceId: string;
  memberId: string;
  suggestionId: string;
}

/**
 * Notes that a suggestion was asked for. The same id may be asked for again until a signal says that it was shown:
 * the answer may have been lost on the way. False: it was shown, or is another member's.
 */
export function openSuggestion(
  database: Database,
  { workspaceId, memberId, suggestionId }: SuggestionKey,
  now: Date,
): Promise<boolean> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const added = await tx
      .insert(suggestions)
      .values({
        workspaceId,
        suggestionId,
        memberId,
        failure: "unfinished",
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ memberId: suggestions.memberId });
    if (added.length > 0) return true;
    const [before] = await tx
      .select({
        memberId: suggestions.memberId,
        shown: suggestionOutcomes.revision,
      })
      .from(suggestions)
      .leftJoin(
        suggestionOutcomes,
        and(
          eq(suggestionOutcomes.workspaceId, suggestions.workspaceId),
          eq(suggestionOutcomes.suggestionId, suggestions.suggestionId),
        ),
      )
      .where(
        and(
          eq(suggestions.workspaceId, workspaceId),
          eq(suggestions.suggestionId, suggestionId),
        ),
      );
    return before?.memberId === memberId && before.shown === null;
  });
}

/** Keeps the record. Resolves when it is committed: only then may the answer be shown, since signals will name it. */
export async function closeSuggestion(
  database: Database,
  { workspaceId, suggestionId }: SuggestionKey,
  record: SuggestionRecord,
): Promise<void> {
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .update(suggestions)
      .set({
        record,
        answer: record.output.answer.kind,
        failure: null,
        createdAt: new Date(record.createdAt),
      })
      .where(
        and(
          eq(suggestions.workspaceId, workspaceId),
          eq(suggestions.suggestionId, suggestionId),
        ),
      ),
  );
}

/** An answer that an earlier attempt gave stays: a repeat that fails takes nothing back. */
export async function failSuggestion(
  database: Database,
  { workspaceId, suggestionId }: SuggestionKey,
  failure: "aborted" | "error",
): Promise<void> {
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .update(suggestions)
      .set({ failure })
      .where(
        and(
          eq(suggestions.workspaceId, workspaceId),
          eq(suggestions.suggestionId, suggestionId),
          eq(suggestions.failure, "unfinished"),
        ),
      ),
  );
}
