import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { buildApp } from "../../backend/app.ts";
import { addMember, createWorkspace } from "../../backend/auth/members.ts";
import { createPairingCode } from "../../backend/auth/pairing.ts";
import { extract } from "../../backend/pipeline/extract.ts";
import { suggest } from "../../backend/pipeline/suggest.ts";
import { summarize } from "../../backend/pipeline/summarize.ts";
import { createRelease } from "../../backend/releases/create-release.ts";
import { createLiveReleases } from "../../backend/releases/live-releases.ts";
import { createPackagedEmbedder } from "../../backend/retrieval/packaged-embedder.ts";
import { search } from "../../backend/retrieval/search.ts";
import { readFunnel } from "../../backend/signals/funnel.ts";
import type { Database } from "../../backend/storage/database.ts";
import { openPglite } from "../../backend/storage/pglite.ts";
import { signals, suggestionOutcomes } from "../../backend/storage/schema.ts";
import type { Funnel } from "../../src/domain/funnel.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";

export interface RunningBackend {
  address: string;
  database: Database;
  workspaceId: string;
  pairingCode(): Promise<string>;
  funnel(): Promise<Funnel>;
  /** The current row of a suggestion, null while nothing was signalled. */
  outcomeOf(
    suggestionId: string,
  ): Promise<typeof suggestionOutcomes.$inferSelect | null>;
  /** The whole log, in the order in which it was stored. */
  signalLog(): Promise<(typeof signals.$inferSelect)[]>;
  close(): Promise<void>;
}

/** The real backend on a fresh embedded database, with one member and, if given, one release. */
export async function startBackend(
  pack: PolicyPack | null,
  port = 0,
): Promise<RunningBackend> {
  const dataDir = mkdtempSync(join(tmpdir(), "heed-backend-"));
  const database = await openPglite(dataDir);
  const embedder = createPackagedEmbedder();
  const now = new Date();
  const { workspaceId } = await createWorkspace(
    database,
    pack?.name ?? "Demo",
    now,
  );
  const member = await addMember(
    database,
    workspaceId,
    { name: "Sam Okoro", role: "admin" },
    now,
  );
  const live = createLiveReleases(database, embedder);
  if (pack) {
    await createRelease(database, workspaceId, pack, "none", now);
    await live.catchUp(workspaceId);
  }
  const app = await buildApp({
    database,
    live,
    pipeline: { suggest, summarize, extract, search },
  });
  await app.listen({ host: "127.0.0.1", port });
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    address,
    database,
    workspaceId,
    pairingCode: async () =>
      (
        await createPairingCode(
          database,
          workspaceId,
          member.memberId,
          new Date(),
        )
      ).code,
    funnel: () => readFunnel(database, workspaceId),
    outcomeOf: async (suggestionId) => {
      const rows = await database.inWorkspace(workspaceId, (tx) =>
        tx
          .select()
          .from(suggestionOutcomes)
          .where(eq(suggestionOutcomes.suggestionId, suggestionId)),
      );
      return rows[0] ?? null;
    },
    signalLog: () =>
      database.inWorkspace(workspaceId, (tx) =>
        tx.select().from(signals).orderBy(signals.position),
      ),
    close: async () => {
      await app.close();
      await embedder.close();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
