import { buildApp } from "../../../backend/app.ts";
import { addMember, createWorkspace } from "../../../backend/auth/members.ts";
import type { Role } from "../../../backend/auth/member.ts";
import {
  createPairingCode,
  redeemPairingCode,
} from "../../../backend/auth/pairing.ts";
import { extract } from "../../../backend/pipeline/extract.ts";
import { rewrite } from "../../../backend/pipeline/rewrite.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { writeSummary } from "../../../backend/pipeline/write-summary.ts";
import { createRelease } from "../../../backend/releases/create-release.ts";
import {
  createLiveReleases,
  type LiveReleases,
} from "../../../backend/releases/live-releases.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { search } from "../../../backend/retrieval/search.ts";
import { createLog } from "../../../backend/routes/log-line.ts";
import type { App, Parts, Pipeline } from "../../../backend/routes/route.ts";
import type { Database } from "../../../backend/storage/database.ts";
import type { SuggestionEvent } from "../../../backend/routes/event-stream.ts";
import { NOW } from "../examples.ts";
import { samplePack } from "../filled-workspace.ts";
import { keepLog } from "../../setup/keep-log.ts";
import { freshPglite } from "../storage/fresh-pglite.ts";

export interface RunningApp {
  app: App;
  database: Database;
  live: LiveReleases;
  /** Every line the backend logged. */
  log: string[];
  /** An empty workspace; each role has a token in it. */
  workspace(): Promise<{
    workspaceId: string;
    token: (role: Role) => Promise<string>;
    code: (role?: Role) => Promise<string>;
    release: () => Promise<number>;
  }>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The composed app on a real database, with the real pipeline and the embedder that needs no model. */
export async function startApp(
  changes: Omit<Partial<Parts>, "pipeline"> & {
    pipeline?: Partial<Pipeline>;
  } = {},
): Promise<RunningApp> {
  const { database } = await freshPglite();
  const live = createLiveReleases(database, createHashingEmbedder());
  const log: string[] = [];
  const { pipeline, ...parts } = changes;
  const app = await buildApp({
    database,
    live,
    clock: () => NOW,
    log: createLog(
      (line) => {
        log.push(line);
        keepLog(line);
      },
      () => NOW,
    ),
    ...parts,
    pipeline: {
      suggest,
      rewrite: (live, question, context) =>
        rewrite(live, question, { ...context, rewriter: null }),
      summarize: (question, { signal }) =>
        writeSummary(question, { writer: null, signal }),
      extract,
      search,
      ...pipeline,
    },
  });
  return {
    app,
    database,
    live,
    log,
    async workspace() {
      const { workspaceId } = await createWorkspace(database, "Acme", NOW);
      const code = async (role: Role = "agent") => {
        const member = { name: `The ${role}`, role };
        const { memberId } = await addMember(
          database,
          workspaceId,
          member,
          NOW,
        );
        return (await createPairingCode(database, workspaceId, memberId, NOW))
          .code;
      };
      return {
        workspaceId,
        code,
        async token(role) {
          const pairing = await redeemPairingCode(
            database,
            await code(role),
            "test",
            NOW,
            DAY_MS,
          );
          return pairing?.token ?? "";
        },
        async release() {
          const pack = samplePack();
          const { number } = await createRelease(
            database,
            workspaceId,
            pack,
            "none",
            { by: "Sam", now: NOW },
          );
          await live.catchUp(workspaceId);
          return number;
        },
      };
    },
    async close() {
      await app.close();
      await database.close();
    },
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The events of a finished stream. */
export function eventsOf(body: string): SuggestionEvent[] {
  return body
    .split("\n\n")
    .filter((block) => block.includes("data: "))
    .map((block) => {
      const kind = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1] ?? "{}";
      return { kind, ...JSON.parse(data) } as SuggestionEvent;
    });
}
