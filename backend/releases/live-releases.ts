import { and, desc, eq, isNull } from "drizzle-orm";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import {
  buildLiveKnowledge,
  type LiveKnowledge,
} from "../pipeline/live-knowledge.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import type { Database } from "../storage/database.ts";
import { releases } from "../storage/schema.ts";
import { readCorrectedFields } from "./corrected-fields.ts";
import { createEmbeddingCache, hasVectorsOf } from "./embedding-cache.ts";

/** The live release of each workspace, ready to answer. */
export interface LiveReleases {
  /** The number of the newest release that is not rolled back; null: there is none, and Heed abstains. */
  numberOf(workspaceId: string): Promise<number | null>;
  /**
   * What answers now. While a new release is being built the one before it answers; the first one is waited for.
   * Throws when it cannot be built.
   */
  current(workspaceId: string): Promise<LiveKnowledge | null>;
  /** Resolves when the newest release answers, for whoever made it. */
  catchUp(workspaceId: string): Promise<LiveKnowledge | null>;
}

/** A line for the log. */
export interface ReleaseReady {
  event: "release_ready";
  workspaceId: string;
  release: number;
  ms: number;
}

interface Slot {
  ready: LiveKnowledge | null;
  /** The same release as the embedder before read it, while nothing else can answer; null: not looked for yet. */
  standby: Promise<LiveKnowledge | null> | null;
  building: { number: number; done: Promise<LiveKnowledge> } | null;
}

/**
 * `previous`: the embedder that was in use before, or null. Where its vectors are still there it answers until the new
 * one has embedded everything: a change of embedder makes nobody wait.
 */
export function createLiveReleases(
  database: Database,
  embedder: Embedder,
  onReady: (line: ReleaseReady) => void = () => {},
  previous: Embedder | null = null,
): LiveReleases {
  const slots = new Map<string, Slot>();

  const read = async (workspaceId: string, number: number, by: Embedder) => {
    const [pack, corrected] = await Promise.all([
      readPack(database, workspaceId, number),
      readCorrectedFields(database, workspaceId, number),
    ]);
    return buildLiveKnowledge(
      { number, pack, corrected },
      by,
      createEmbeddingCache(database, workspaceId),
    );
  };

  const readByPrevious = async (workspaceId: string, number: number) =>
    previous && (await hasVectorsOf(database, workspaceId, previous.id))
      ? read(workspaceId, number, previous)
      : null;

  /** One build per workspace and release, however many ask. A failed one is forgotten, so the next request tries again. */
  const build = (workspaceId: string, slot: Slot, number: number) => {
    if (slot.building?.number === number) return slot.building.done;
    const startedAt = performance.now();
    const done = read(workspaceId, number, embedder)
      .then((live) => {
        if (slot.building?.done === done) {
          slot.ready = live;
          slot.standby = null;
        }
        const ms = Math.round(performance.now() - startedAt);
        onReady({ event: "release_ready", workspaceId, release: number, ms });
        return live;
      })
      .finally(() => {
        if (slot.building?.done === done) slot.building = null;
      });
    slot.building = { number, done };
    return done;
  };

  const find = async (workspaceId: string, wait: boolean) => {
    // Asked every time: another process (`heed release create` beside PostgreSQL) may have made a newer one.
    const number = await newestNumber(database, workspaceId);
    if (number === null) {
      slots.delete(workspaceId);
      return null;
    }
    const slot = slots.get(workspaceId) ?? {
      ready: null,
      standby: null,
      building: null,
    };
    slots.set(workspaceId, slot);
    if (slot.ready?.releaseNumber === number) return slot.ready;
    const done = build(workspaceId, slot, number);
    if (wait) return done;
    if (!slot.ready) {
      slot.standby ??= readByPrevious(workspaceId, number);
      // What fails here is told by the build itself.
      const standby = await slot.standby.catch(() => null);
      if (!slot.ready && !standby) return done;
      done.catch(() => {});
      return slot.ready ?? standby;
    }
    // Nobody waits for this one: whether it fails is seen by who does, or on the next request.
    done.catch(() => {});
    return slot.ready;
  };

  return {
    numberOf: (workspaceId) => newestNumber(database, workspaceId),
    current: (workspaceId) => find(workspaceId, false),
    catchUp: (workspaceId) => find(workspaceId, true),
  };
}

export function newestNumber(
  database: Database,
  workspaceId: string,
): Promise<number | null> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx
      .select({ number: releases.number })
      .from(releases)
      .where(
        and(
          eq(releases.workspaceId, workspaceId),
          isNull(releases.rolledBackAt),
        ),
      )
      .orderBy(desc(releases.number))
      .limit(1);
    return row?.number ?? null;
  });
}

export async function readPack(
  database: Database,
  workspaceId: string,
  number: number,
): Promise<PolicyPack> {
  const [row] = await database.inWorkspace(workspaceId, (tx) =>
    tx
      .select({ pack: releases.pack })
      .from(releases)
      .where(
        and(eq(releases.workspaceId, workspaceId), eq(releases.number, number)),
      ),
  );
  if (!row) throw new Error(`Release ${number} is gone.`);
  // Written by createRelease from a pack that the reader accepted, in this version of the format.
  return row.pack as PolicyPack;
}
