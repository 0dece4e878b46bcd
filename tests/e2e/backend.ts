import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { addMember, createWorkspace } from "../../backend/auth/members.ts";
import { createPairingCode } from "../../backend/auth/pairing.ts";
import type { Budgets } from "../../backend/budgets/workspace-budget.ts";
import { readConfig } from "../../backend/config.ts";
import {
  connectAccount,
  linkAgent,
} from "../../backend/helpdesks/intercom/accounts.ts";
import { listen, openBackend, type Backend } from "../../backend/main.ts";
import { readFunnel } from "../../backend/signals/funnel.ts";
import { createLog } from "../../backend/routes/log-line.ts";
import type { Database } from "../../backend/storage/database.ts";
import {
  adapterCounts,
  signals,
  suggestionOutcomes,
} from "../../backend/storage/schema.ts";
import type { Funnel } from "../../src/domain/funnel.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import { ACCESS_TOKEN } from "../sandbox/intercom/api.ts";
import { ME } from "../sandbox/intercom/state.ts";
import { keepLog } from "../setup/keep-log.ts";
import { keepVectors, lendVectors } from "./kept-vectors.ts";
import type { LookAlike } from "./look-alike.ts";

export interface RunningBackend {
  address: string;
  database: Database;
  budgets: Budgets;
  workspaceId: string;
  pairingCode(): Promise<string>;
  funnel(): Promise<Funnel>;
  /** The current row of a suggestion, null while nothing was signalled. */
  outcomeOf(
    suggestionId: string,
  ): Promise<typeof suggestionOutcomes.$inferSelect | null>;
  /** The whole log, in the order in which it was stored. */
  signalLog(): Promise<(typeof signals.$inferSelect)[]>;
  /** What browsers counted of the adapters. */
  adapterCounts(): Promise<(typeof adapterCounts.$inferSelect)[]>;
  close(): Promise<void>;
}

/** The real backend on a fresh embedded database, with one member and, if given, one release. `env`: beside the usual. */
export async function startBackend(
  pack: PolicyPack | null,
  env: Record<string, string> = {},
  at: LookAlike | null = null,
): Promise<RunningBackend> {
  const dataDir = mkdtempSync(join(tmpdir(), "heed-backend-"));
  const backend = await openBackend(
    readConfig(
      {
        HEED_DATA_DIR: dataDir,
        HEED_PORT: "0",
        HEED_SECRET_KEY: randomBytes(32).toString("hex"),
        ...(at?.helpdesk === "intercom" && {
          HEED_INTERCOM_API: at.sandbox.apiEndpoint,
        }),
        ...env,
      },
      dataDir,
    ),
    { log: createLog(keepLog, () => new Date()) },
  );
  const { database } = backend;
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
  if (at?.helpdesk === "intercom")
    await connectIntercom(backend, workspaceId, member.memberId, at.accountKey);
  if (pack) {
    const lent = await lendVectors(database, workspaceId);
    await backend.release(workspaceId, pack, "test");
    await keepVectors(database, workspaceId, lent);
  }
  const port = await listen(backend);
  return {
    address: port.address,
    database,
    budgets: backend.budgets,
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
    adapterCounts: () =>
      database.inWorkspace(workspaceId, (tx) =>
        tx.select().from(adapterCounts),
      ),
    close: async () => {
      await port.close();
      await backend.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What an admin does with `heed intercom connect` and `heed intercom link`. */
async function connectIntercom(
  { database, config, clock }: Backend,
  workspaceId: string,
  memberId: string,
  appId: string,
): Promise<void> {
  if (!config.secretKey) throw new Error("no key to seal the token with");
  await connectAccount(
    database,
    workspaceId,
    { appId, name: "Acme", region: "us" },
    ACCESS_TOKEN,
    config.secretKey,
    clock(),
  );
  const teammate = { adminId: String(ME), name: "Sam Okoro" };
  await linkAgent(database, workspaceId, appId, memberId, teammate, clock());
}
