import { Dexie, type EntityTable } from "dexie";
import { deliveredPack } from "../contracts/delivered-pack.ts";
import type { DeliveredPack } from "../domain/delivered-pack.ts";

interface PackRow {
  workspaceId: string;
  pack: unknown;
  keptAt: string;
}

export type PackDatabase = Dexie & {
  packs: EntityTable<PackRow, "workspaceId">;
};

/** The last good pack of the workspace, for when the backend does not answer or sends what cannot be read. */
export function openPacks(name = "heed-packs"): PackDatabase {
  const db = new Dexie(name) as PackDatabase; // the table is declared on the next line
  db.version(1).stores({ packs: "workspaceId" });
  return db;
}

export async function keepPack(
  db: PackDatabase,
  workspaceId: string,
  pack: DeliveredPack,
  now: string,
): Promise<void> {
  await db.packs.put({ workspaceId, pack, keptAt: now });
}

/** null: none was kept, or by a version of Heed whose packs this one cannot read. */
export async function lastGoodPack(
  db: PackDatabase,
  workspaceId: string,
): Promise<DeliveredPack | null> {
  const kept = await db.packs.get(workspaceId);
  const parsed = deliveredPack.safeParse(kept?.pack);
  return parsed.success ? parsed.data : null;
}

/** Signing out. */
export async function forgetPacks(db: PackDatabase): Promise<void> {
  await db.packs.clear();
}
