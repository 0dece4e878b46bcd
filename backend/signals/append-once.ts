import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray, max, sql } from "drizzle-orm";
import type { Signal } from "../../src/domain/signal.ts";
import { signal as signalSchema } from "../../src/contracts/signal.ts";
import { storable } from "../storage/columns.ts";
import type { Database, Transaction } from "../storage/database.ts";
import { signals, suggestionOutcomes, suggestions } from "../storage/schema.ts";
import { buryDeadLetters, type DeadLetter } from "./dead-letters.ts";
import { keepFlags } from "./source-flags.ts";

export interface Receipt {
  /** Ids that are now in the log, for the first time or again. */
  acknowledged: string[];
  deadLettered: { signalId: string | null; reason: string }[];
}

/**
 * Stores a batch exactly once, in one transaction: what the receipt says is committed, and a batch that is sent again
 * changes nothing. Signals of one suggestion enter the log by revision; the highest one is its outcome, whatever the
 * order of arrival. What can't be stored is kept as a dead letter with its reason.
 * `memberId` is the sender's; a signal's own claims about who is never read here.
 */
export function appendOnce(
  database: Database,
  workspaceId: string,
  memberId: string,
  batch: unknown[],
  now: Date,
): Promise<Receipt> {
  const { parsed, dead } = parseEach(batch);
  return database.inWorkspace(workspaceId, async (tx) => {
    // One batch of a workspace at a time: readers of the log may then trust that positions only ever grow.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`signals:${workspaceId}`}, 0))`,
    );
    const known = await knownSuggestions(tx, workspaceId, parsed);
    const orphans = parsed.filter((it) => !known.has(it.suggestionId));
    const storedBefore = await storedSignals(tx, workspaceId, parsed);
    const { fresh, repeated, changed } = sortOut(
      parsed.filter((it) => known.has(it.suggestionId)),
      storedBefore,
    );
    await append(tx, workspaceId, memberId, fresh, now);
    await settleOutcomes(tx, workspaceId, fresh, now);
    await keepFlags(tx, workspaceId, memberId, fresh, now);
    const letters: DeadLetter[] = [
      ...dead,
      ...orphans.map((it) => letterOf(it, "unknown_suggestion")),
      ...changed.map((it) => letterOf(it, "differs_from_stored")),
    ];
    await buryDeadLetters(tx, workspaceId, memberId, letters, now);
    return {
      acknowledged: [...fresh, ...repeated].map(({ signalId }) => signalId),
      deadLettered: letters.map(({ signalId, reason }) => ({
        signalId,
        reason,
      })),
    };
  });
}

/** One bad signal does not hold up the others. */
function parseEach(batch: unknown[]): {
  parsed: Signal[];
  dead: DeadLetter[];
} {
  const parsed: Signal[] = [];
  const dead: DeadLetter[] = [];
  for (const body of batch) {
    const reading = signalSchema.safeParse(body);
    // As the database gives it back, so that a repeat can be compared with what is stored.
    if (reading.success) parsed.push(storable(reading.data) as Signal);
    else {
      const where = [
        ...new Set(reading.error.issues.map((it) => it.path.join("."))),
      ];
      // Field names only: a parser's message may quote the value.
      const reason = `not_a_signal: ${where.filter(Boolean).join(", ") || "the whole"}`;
      dead.push({
        signalId: idIn(body),
        reason: reason.slice(0, 300),
        body,
      });
    }
  }
  return { parsed, dead };
}

function idIn(body: unknown): string | null {
  const id = (body as { signalId?: unknown } | null)?.signalId;
  return typeof id === "string" && id.length <= 80 ? id : null;
}

function letterOf(signal: Signal, reason: string): DeadLetter {
  return { signalId: signal.signalId, reason, body: signal };
}

async function knownSuggestions(
  tx: Transaction,
  workspaceId: string,
  batch: Signal[],
): Promise<Set<string>> {
  const ids = [...new Set(batch.map(({ suggestionId }) => suggestionId))];
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ suggestionId: suggestions.suggestionId })
    .from(suggestions)
    .where(
      and(
        eq(suggestions.workspaceId, workspaceId),
        inArray(suggestions.suggestionId, ids),
      ),
    );
  return new Set(rows.map(({ suggestionId }) => suggestionId));
}

async function storedSignals(
  tx: Transaction,
  workspaceId: string,
  batch: Signal[],
): Promise<Map<string, unknown>> {
  if (batch.length === 0) return new Map();
  const rows = await tx
    .select({ signalId: signals.signalId, body: signals.body })
    .from(signals)
    .where(
      and(
        eq(signals.workspaceId, workspaceId),
        inArray(
          signals.signalId,
          batch.map(({ signalId }) => signalId),
        ),
      ),
    );
  return new Map(rows.map(({ signalId, body }) => [signalId, body]));
}

/** `fresh` is in the order in which the log takes it: by suggestion as they came, then by revision. */
function sortOut(batch: Signal[], stored: Map<string, unknown>) {
  const fresh = new Map<string, Signal>();
  const repeated = new Map<string, Signal>();
  const changed: Signal[] = [];
  for (const signal of batch) {
    const before =
      stored.get(signal.signalId) ?? fresh.get(signal.signalId) ?? null;
    if (before === null) fresh.set(signal.signalId, signal);
    else if (!isDeepStrictEqual(before, signal)) changed.push(signal);
    else if (stored.has(signal.signalId)) repeated.set(signal.signalId, signal);
  }
  const turn = [...new Set(batch.map(({ suggestionId }) => suggestionId))];
  return {
    fresh: [...fresh.values()].sort(
      (a, b) =>
        turn.indexOf(a.suggestionId) - turn.indexOf(b.suggestionId) ||
        a.revision - b.revision,
    ),
    repeated: [...repeated.values()],
    changed,
  };
}

async function append(
  tx: Transaction,
  workspaceId: string,
  memberId: string,
  fresh: Signal[],
  now: Date,
): Promise<void> {
  if (fresh.length === 0) return;
  const newest = await newestRevisions(tx, workspaceId, fresh);
  await tx.insert(signals).values(
    fresh.map((body) => {
      const { suggestionId, revision } = body;
      const before = newest.get(suggestionId) ?? 0;
      newest.set(suggestionId, Math.max(before, revision));
      return {
        workspaceId,
        signalId: body.signalId,
        suggestionId,
        revision,
        memberId,
        body,
        arrival: arrivalOf(revision, before),
        receivedAt: now,
      };
    }),
  );
}

/** A gap is let in, since what is missing may never come, and noted, since then somebody lost something. */
function arrivalOf(
  revision: number,
  newestBefore: number,
): "in_turn" | "after_gap" | "late" {
  if (revision <= newestBefore) return "late";
  return revision === newestBefore + 1 ? "in_turn" : "after_gap";
}

async function newestRevisions(
  tx: Transaction,
  workspaceId: string,
  batch: Signal[],
): Promise<Map<string, number>> {
  const rows = await tx
    .select({
      suggestionId: signals.suggestionId,
      newest: max(signals.revision),
    })
    .from(signals)
    .where(
      and(
        eq(signals.workspaceId, workspaceId),
        inArray(
          signals.suggestionId,
          batch.map(({ suggestionId }) => suggestionId),
        ),
      ),
    )
    .groupBy(signals.suggestionId);
  return new Map(
    rows.map(({ suggestionId, newest }) => [suggestionId, newest ?? 0]),
  );
}

async function settleOutcomes(
  tx: Transaction,
  workspaceId: string,
  fresh: Signal[],
  now: Date,
): Promise<void> {
  // By revision within a suggestion, so the last one set is the highest.
  const highest = new Map(fresh.map((signal) => [signal.suggestionId, signal]));
  if (highest.size === 0) return;
  await tx
    .insert(suggestionOutcomes)
    .values(
      [...highest].map(([suggestionId, signal]) => ({
        workspaceId,
        suggestionId,
        revision: signal.revision,
        outcome: signal.outcome.kind,
        displayed: signal.displayedAt !== null,
        inserted: signal.insertedAt !== null,
        receivedAt: now,
      })),
    )
    .onConflictDoUpdate({
      target: [suggestionOutcomes.workspaceId, suggestionOutcomes.suggestionId],
      set: {
        revision: sql`excluded.revision`,
        outcome: sql`excluded.outcome`,
        displayed: sql`excluded.displayed`,
        inserted: sql`excluded.inserted`,
        receivedAt: sql`excluded.received_at`,
      },
      setWhere: sql`${suggestionOutcomes.revision} < excluded.revision`,
    });
}
