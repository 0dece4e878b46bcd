import { and, eq } from "drizzle-orm";
import { funnelOf, type Funnel } from "../../src/domain/funnel.ts";
import type { Database } from "../storage/database.ts";
import { suggestionOutcomes, suggestions } from "../storage/schema.ts";

/** The whole workspace, ever. Every suggestion asked for is in it once, so the ends sum to `eligible`. */
export async function readFunnel(
  database: Database,
  workspaceId: string,
): Promise<Funnel> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        answer: suggestions.answer,
        displayed: suggestionOutcomes.displayed,
        inserted: suggestionOutcomes.inserted,
        outcome: suggestionOutcomes.outcome,
      })
      .from(suggestions)
      .leftJoin(
        suggestionOutcomes,
        and(
          eq(suggestionOutcomes.workspaceId, suggestions.workspaceId),
          eq(suggestionOutcomes.suggestionId, suggestions.suggestionId),
        ),
      )
      .where(eq(suggestions.workspaceId, workspaceId)),
  );
  return funnelOf(
    rows.map(({ answer, displayed, inserted, outcome }) => ({
      answer,
      displayed: displayed ?? false,
      inserted: inserted ?? false,
      outcome: outcome ?? "pending",
    })),
  );
}
