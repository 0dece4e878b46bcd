import { and, desc, eq, lte, sql } from "drizzle-orm";
import { signal as signalSchema } from "../../src/contracts/signal.ts";
import { suggestionRecord } from "../../src/contracts/suggestion-record.ts";
import { labelledByAgent } from "../pipeline/field-examples.ts";
import type { LabelledText } from "../pipeline/field-tagger.ts";
import type { Database } from "../storage/database.ts";
import { releases, signals, suggestions } from "../storage/schema.ts";

/** The newest ones count. Learning from so many takes a few seconds. */
const MOST_SIGNALS = 2000;

/**
 * What agents set right in the fields of real tickets, from the signals that had arrived when the release was made: a
 * release reads fields the same way as long as it lives, whatever agents say meanwhile.
 */
export async function readCorrectedFields(
  database: Database,
  workspaceId: string,
  releaseNumber: number,
): Promise<LabelledText[]> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        suggestionId: signals.suggestionId,
        body: signals.body,
        record: suggestions.record,
      })
      .from(signals)
      .innerJoin(
        suggestions,
        and(
          eq(suggestions.workspaceId, signals.workspaceId),
          eq(suggestions.suggestionId, signals.suggestionId),
        ),
      )
      .innerJoin(
        releases,
        and(
          eq(releases.workspaceId, signals.workspaceId),
          eq(releases.number, releaseNumber),
          lte(signals.receivedAt, releases.createdAt),
        ),
      )
      .where(
        and(
          eq(signals.workspaceId, workspaceId),
          sql`${signals.body} -> 'corrections' is not null`,
        ),
      )
      .orderBy(desc(signals.revision), desc(signals.position))
      .limit(MOST_SIGNALS),
  );
  // Each revision repeats what the ones before said; the newest counts.
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows)
    if (!newest.has(row.suggestionId)) newest.set(row.suggestionId, row);
  return [...newest.values()].flatMap(({ body, record }) => {
    const { corrections = [] } = signalSchema.parse(body);
    const read = suggestionRecord.safeParse(record);
    return read.success && corrections.length > 0
      ? labelledByAgent({
          ticket: read.data.input.ticket,
          fields: read.data.fields,
          corrections,
        })
      : [];
  });
}
