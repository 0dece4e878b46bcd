import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { addMember, createWorkspace } from "../../backend/auth/members.ts";
import {
  createPairingCode,
  redeemPairingCode,
} from "../../backend/auth/pairing.ts";
import { createBudgets } from "../../backend/budgets/workspace-budget.ts";
import {
  connectAccount,
  linkAgent,
} from "../../backend/helpdesks/intercom/accounts.ts";
import { setLabels } from "../../backend/imports/labels.ts";
import { itemOfMarkdown } from "../../backend/imports/markdown.ts";
import { runImport } from "../../backend/imports/run-import.ts";
import { keepPastTickets } from "../../backend/past/past-tickets.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import { createEmbeddingCache } from "../../backend/releases/embedding-cache.ts";
import { createRelease } from "../../backend/releases/create-release.ts";
import { keepCounts } from "../../backend/signals/adapter-counts.ts";
import { appendOnce } from "../../backend/signals/append-once.ts";
import {
  closeSuggestion,
  openSuggestion,
} from "../../backend/signals/suggestion-log.ts";
import type { Database } from "../../backend/storage/database.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import {
  exampleCount,
  exampleFlag,
  exampleRecord,
  exampleSignal,
  NOW,
} from "./examples.ts";

const HOUR_MS = 3_600_000;

export interface FilledWorkspace {
  workspaceId: string;
  memberId: string;
  token: string;
  /** Not used yet. */
  code: string;
  suggestionId: string;
}

export function samplePack(): PolicyPack {
  const reading = readPack(
    resolve(import.meta.dirname, "../../assets/sample-pack"),
  );
  if (!reading.ok) throw new Error("The sample pack has errors.");
  return reading.pack;
}

/** A finished import of one document, labelled. */
async function importOneDocument(
  database: Database,
  workspaceId: string,
  mark: string,
): Promise<void> {
  const sourceId = `markdown:${mark}`;
  const item = itemOfMarkdown("a.md", mark, null, sourceId, {
    owner: mark,
    audience: "public",
    product: null,
    locale: null,
    effectiveFrom: null,
    reviewBy: null,
    timeZone: "UTC",
  });
  await runImport({
    database,
    workspaceId,
    source: {
      sourceId,
      settings: {},
      coverage: "complete",
      read: () => Promise.resolve({ items: [item], next: null, total: 1 }),
    },
    now: () => NOW,
    progress: () => {},
    restart: false,
  });
  await setLabels(database, workspaceId, sourceId, { product: mark }, NOW);
}

/** A workspace with at least one row in every table, all made by the product. `mark` stands in every text of it. */
export async function fillWorkspace(
  database: Database,
  mark: string,
): Promise<FilledWorkspace> {
  const { workspaceId } = await createWorkspace(database, mark, NOW);
  const { memberId } = await addMember(
    database,
    workspaceId,
    { name: `${mark} Sam`, role: "admin" },
    NOW,
  );
  const used = await createPairingCode(database, workspaceId, memberId, NOW);
  const pairing = await redeemPairingCode(
    database,
    used.code,
    mark,
    NOW,
    HOUR_MS,
  );
  const { code } = await createPairingCode(
    database,
    workspaceId,
    memberId,
    NOW,
  );
  await createRelease(
    database,
    workspaceId,
    { ...samplePack(), name: mark },
    "none",
    { by: "Sam", now: NOW },
  );
  await createEmbeddingCache(database, workspaceId).put(
    new Map([[`test:${mark}`, Float32Array.of(0.6, 0.8)]]),
  );
  await importOneDocument(database, workspaceId, mark);
  const suggestionId = randomUUID();
  const key = { workspaceId, memberId, suggestionId };
  await openSuggestion(database, key, NOW);
  await closeSuggestion(
    database,
    key,
    exampleRecord(suggestionId, memberId, mark),
  );
  await appendOnce(
    database,
    workspaceId,
    memberId,
    [
      exampleSignal(suggestionId, 1, {
        agentId: mark,
        flags: [exampleFlag({ title: mark })],
      }),
      { signalId: mark },
    ],
    NOW,
  );
  await keepCounts(
    database,
    workspaceId,
    {
      batchId: randomUUID(),
      counts: [exampleCount({ kind: "missing", name: mark })],
    },
    NOW,
  );
  await keepPastTickets(
    database,
    workspaceId,
    { helpdesk: "zendesk", accountKey: "acme" },
    [
      {
        ticketId: mark,
        solvedAt: NOW.toISOString(),
        subject: `Where is my parcel, ${mark}?`,
        question: "My parcel has not arrived. When will it come?",
      },
    ],
    NOW,
  );
  const budgets = createBudgets(database, null, () => NOW);
  await budgets.set(workspaceId, { tokens: 1000, money: null });
  const spending = await budgets
    .of(workspaceId)
    .reserve({ inputTokens: 1, outputTokens: 1 });
  spending?.add({ inputTokens: 1, outputTokens: 1 });
  await spending?.settle();
  const account = { appId: "a86dr8yl", name: mark, region: "us" } as const;
  const key32 = Buffer.alloc(32, 7);
  await connectAccount(database, workspaceId, account, mark, key32, NOW);
  await linkAgent(
    database,
    workspaceId,
    account.appId,
    memberId,
    { adminId: mark, name: mark },
    NOW,
  );
  return {
    workspaceId,
    memberId,
    token: pairing?.token ?? "",
    code,
    suggestionId,
  };
}
