import { and, eq, gte, sql } from "drizzle-orm";
import type { HealthReport } from "../../src/contracts/health.ts";
import type { Signal } from "../../src/domain/signal.ts";
import { sentencesOf, type Suggestion } from "../../src/domain/suggestion.ts";
import { newestNumber, readPack } from "../releases/live-releases.ts";
import { readOpenFlags } from "../signals/source-flags.ts";
import type { Database } from "../storage/database.ts";
import { signals, suggestionOutcomes, suggestions } from "../storage/schema.ts";
import { WINDOW_DAYS, type PastSuggestion } from "./check.ts";
import { healthChecks } from "./index.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of the rest of a long list, only the number is told. */
const ROWS_SHOWN = 200;

/** The health of what is live now. Without a release there is nothing to judge: no section has a row. */
export async function readHealth(
  database: Database,
  workspaceId: string,
  now: Date,
): Promise<HealthReport> {
  const number = await newestNumber(database, workspaceId);
  const pack =
    number === null ? null : await readPack(database, workspaceId, number);
  const past = await readSuggestions(database, workspaceId, now);
  const flags = await readOpenFlags(database, workspaceId);
  return {
    releaseNumber: number,
    at: now.toISOString(),
    timeZone: pack?.timeZone ?? "UTC",
    documents: pack?.knowledge.length ?? 0,
    suggestions: past.length,
    sections: healthChecks.map(({ id, title, means, find }) => {
      const rows = pack ? find({ now, pack, suggestions: past, flags }) : [];
      return {
        id,
        title,
        means,
        total: rows.length,
        rows: rows.slice(0, ROWS_SHOWN),
      };
    }),
  };
}

async function readSuggestions(
  database: Database,
  workspaceId: string,
  now: Date,
): Promise<PastSuggestion[]> {
  const rows = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        // Without the passages it could have used, which are most of a record.
        output: sql<unknown>`${suggestions.record} -> 'output'`,
        signal: signals.body,
      })
      .from(suggestions)
      .leftJoin(
        suggestionOutcomes,
        and(
          eq(suggestionOutcomes.workspaceId, suggestions.workspaceId),
          eq(suggestionOutcomes.suggestionId, suggestions.suggestionId),
        ),
      )
      .leftJoin(
        signals,
        and(
          eq(signals.workspaceId, suggestions.workspaceId),
          eq(signals.suggestionId, suggestions.suggestionId),
          eq(signals.revision, suggestionOutcomes.revision),
        ),
      )
      .where(
        and(
          eq(suggestions.workspaceId, workspaceId),
          gte(
            suggestions.createdAt,
            new Date(now.getTime() - WINDOW_DAYS * DAY_MS),
          ),
          sql`${suggestions.record} is not null`,
        ),
      ),
  );
  return rows.map(({ output, signal }) =>
    pastOf(
      // Both were parsed by their contracts before they were stored.
      (typeof output === "string" ? JSON.parse(output) : output) as Suggestion,
      signal as Signal | null,
    ),
  );
}

function pastOf(output: Suggestion, signal: Signal | null): PastSuggestion {
  const { answer, sources, intents } = output;
  const draft = answer.kind === "draft" ? answer.draft : null;
  const cited = new Map<string, string[]>();
  for (const { status, text, sourceIds } of draft ? sentencesOf(draft) : [])
    for (const id of status === "cited" ? sourceIds : []) {
      const documentId = sources.find((it) => it.sourceId === id)?.documentId;
      if (documentId !== undefined)
        cited.set(documentId, [...(cited.get(documentId) ?? []), text]);
    }
  const outcome = signal?.outcome;
  return {
    cited: [...cited].map(([documentId, sentences]) => ({
      documentId,
      sentences,
    })),
    sentText: signal?.sent?.text ?? null,
    rejectedBecause: outcome?.kind === "rejected" ? outcome.reason : null,
    intentId: signal?.intentChoice?.intentId ?? intents[0]?.intentId ?? null,
    lackedSource:
      answer.kind === "abstention" && answer.abstention.missing === "knowledge",
  };
}
