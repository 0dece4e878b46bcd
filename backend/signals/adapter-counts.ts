import { and, asc, eq, gte, sql } from "drizzle-orm";
import type { AdapterCountBatch } from "../../src/contracts/adapter-counts.ts";
import type { Counted } from "../../src/domain/adapter-count.ts";
import type { Database } from "../storage/database.ts";
import { adapterCounts } from "../storage/schema.ts";

/** The sums of one adapter in one version of the extension. */
export interface AdapterReport {
  helpdesk: string;
  extensionVersion: string;
  readings: Shares;
  inserts: Shares;
  checks: Shares;
  /** Of the checks; one can lack several parts. */
  missing: Shares;
  /** Of the checks, whose lists needed more than their first selector. `position` counts from 0. */
  selectors: Shares;
}

interface Shares {
  /** The denominator. */
  of: number;
  rows: { name: string; position: number; n: number; share: number }[];
}

interface Sum {
  helpdesk: string;
  extensionVersion: string;
  kind: Counted["kind"];
  name: string;
  position: number;
  n: number;
}

/** Stores a batch once, however often it comes. */
export async function keepCounts(
  database: Database,
  workspaceId: string,
  { batchId, counts }: AdapterCountBatch,
  now: Date,
): Promise<void> {
  await database.inWorkspace(workspaceId, (tx) =>
    tx
      .insert(adapterCounts)
      .values(
        counts.map((count) => ({
          ...count,
          workspaceId,
          batchId,
          receivedAt: now,
        })),
      )
      .onConflictDoNothing(),
  );
}

/** `fromDay`: `2026-11-24`, the first that counts. Largest first. */
export async function readAdapters(
  database: Database,
  workspaceId: string,
  fromDay: string,
): Promise<AdapterReport[]> {
  const sums = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({
        helpdesk: adapterCounts.helpdesk,
        extensionVersion: adapterCounts.extensionVersion,
        kind: adapterCounts.kind,
        name: adapterCounts.name,
        position: adapterCounts.position,
        n: sql<number>`sum(${adapterCounts.n})`.mapWith(Number),
      })
      .from(adapterCounts)
      .where(
        and(
          eq(adapterCounts.workspaceId, workspaceId),
          gte(adapterCounts.day, fromDay),
        ),
      )
      .groupBy(
        adapterCounts.helpdesk,
        adapterCounts.extensionVersion,
        adapterCounts.kind,
        adapterCounts.name,
        adapterCounts.position,
      )
      .orderBy(
        asc(adapterCounts.helpdesk),
        asc(adapterCounts.extensionVersion),
        sql`sum(${adapterCounts.n}) desc`,
        asc(adapterCounts.name),
        asc(adapterCounts.position),
      ),
  );
  const groups = new Map<string, Sum[]>();
  for (const sum of sums) {
    const key = JSON.stringify([sum.helpdesk, sum.extensionVersion]);
    groups.set(key, [...(groups.get(key) ?? []), sum]);
  }
  return [...groups.values()].map(reportOf);
}

/** At least one, all of one helpdesk and version. */
function reportOf(sums: Sum[]): AdapterReport {
  const { helpdesk = "", extensionVersion = "" } = sums[0] ?? {};
  const ofKind = (kind: Sum["kind"]) => sums.filter((it) => it.kind === kind);
  const total = (rows: Sum[]) => rows.reduce((sum, { n }) => sum + n, 0);
  const shares = (kind: Sum["kind"], of: number): Shares => ({
    of,
    rows: ofKind(kind).map(({ name, position, n }) => ({
      name,
      position,
      n,
      share: of === 0 ? 0 : n / of,
    })),
  });
  const checks = total(ofKind("check"));
  return {
    helpdesk,
    extensionVersion,
    readings: shares("reading", total(ofKind("reading"))),
    inserts: shares("insert", total(ofKind("insert"))),
    checks: shares("check", checks),
    missing: shares("missing", checks),
    selectors: shares("selector", checks),
  };
}
