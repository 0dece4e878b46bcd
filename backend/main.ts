import { buildApp } from "./app.ts";
import type { Config } from "./config.ts";
import { createBudgets, type Budgets } from "./budgets/workspace-budget.ts";
import type { Engine } from "./engines/engine.ts";
import { extractive } from "./engines/extractive.ts";
import { createConversationReader } from "./helpdesks/intercom/read-conversation.ts";
import { createLadder } from "./engines/ladder.ts";
import { createModelEngine } from "./engines/model-engine.ts";
import { createOpenAiChat } from "./engines/openai.ts";
import {
  createSummaryWriter,
  type SummaryWriter,
} from "./engines/summary-writer.ts";
import { createRewriter, type Rewriter } from "./engines/rewriter.ts";
import { hashOf } from "./packs/pack-hash.ts";
import { extract } from "./pipeline/extract.ts";
import { rewrite } from "./pipeline/rewrite.ts";
import { suggest } from "./pipeline/suggest.ts";
import { writeSummary } from "./pipeline/write-summary.ts";
import { createRelease } from "./releases/create-release.ts";
import {
  createLiveReleases,
  type LiveReleases,
} from "./releases/live-releases.ts";
import {
  rollBackRelease,
  type Rollback,
} from "./releases/roll-back-release.ts";
import type { Embedder } from "./retrieval/embedder.ts";
import { createHashingEmbedder } from "./retrieval/hashing-embedder.ts";
import { openDirectoryEmbedder } from "./retrieval/directory-embedder.ts";
import { openOpenAiEmbedder } from "./retrieval/openai-embedder.ts";
import { createPackagedEmbedder } from "./retrieval/packaged-embedder.ts";
import { search } from "./retrieval/search.ts";
import type { Log } from "./routes/log-line.ts";
import type { Pipeline } from "./routes/route.ts";
import { StorageError, type Database } from "./storage/database.ts";
import { openPglite } from "./storage/pglite.ts";
import { openPostgres } from "./storage/postgres.ts";
import type { PolicyPack } from "../src/domain/policy-pack.ts";
import type { Release } from "../src/domain/release.ts";

/** Everything but the port: what `heed serve`, the other commands and the demo have in common. */
export interface Backend {
  config: Config;
  database: Database;
  live: LiveReleases;
  /** What drafts for a workspace. */
  engineFor: (workspaceId: string) => Engine;
  /** null: there is no language model to say an agent's words otherwise. */
  rewriterFor: (workspaceId: string) => Rewriter | null;
  /** null: there is no language model; a summary is in the thread's own words. */
  summaryWriterFor: (workspaceId: string) => SummaryWriter | null;
  budgets: Budgets;
  clock: () => Date;
  log: Log;
  /** The next release of a workspace, live and ready to answer when this resolves. `by`: who makes it, for the log. */
  release(workspaceId: string, pack: PolicyPack, by: string): Promise<Release>;
  /** Back to the release before, or to `number`; what answers then is ready when this resolves. Throws RollbackError. */
  rollBack(
    workspaceId: string,
    number: number | null,
    by: string,
  ): Promise<Rollback>;
  close(): Promise<void>;
}

/** Throws DataDirInUse or StorageError, each with one line for a person. */
export async function openBackend(
  config: Config,
  { clock = () => new Date(), log = () => {} }: Partial<Backend> = {},
): Promise<Backend> {
  const packaged = createOwnEmbedder(config);
  const other = await openOtherEmbedder(config);
  const embedder = other ?? packaged;
  const database =
    config.databaseUrl === null
      ? await openPglite(config.dataDir)
      : await openPostgres(config.databaseUrl);
  const live = createLiveReleases(database, embedder, log, other && packaged);
  const budgets = createBudgets(database, config.llm?.price ?? null, clock);
  const engines = createEngines(config, budgets);
  return {
    config,
    database,
    live,
    ...engines,
    budgets,
    clock,
    log,
    async release(workspaceId, pack, by) {
      const release = await createRelease(
        database,
        workspaceId,
        pack,
        behaviourHash(embedder, engines.engineFor(workspaceId)),
        { by, now: clock() },
      );
      const { number, parts } = release;
      log({ event: "release", workspaceId, release: number, parts });
      await live.catchUp(workspaceId);
      return release;
    },
    async rollBack(workspaceId, number, by) {
      const rollback = await rollBackRelease(database, workspaceId, number, {
        by,
        now: clock(),
      });
      log({ event: "release_rolled_back", workspaceId, ...rollback });
      await live.catchUp(workspaceId);
      return rollback;
    },
    async close() {
      await embedder.close();
      await packaged.close();
      await database.close();
    },
  };
}

/** Opens the port. Closing it leaves the backend open. */
export async function listen(
  backend: Backend,
): Promise<{ address: string; close(): Promise<void> }> {
  const { config, database, live, engineFor, clock, log } = backend;
  const pipeline: Pipeline = {
    suggest: (known, request, context) =>
      suggest(known, request, {
        ...context,
        engine: engineFor(context.workspaceId),
      }),
    rewrite: (known, question, context) =>
      rewrite(known, question, {
        ...context,
        rewriter: backend.rewriterFor(context.workspaceId),
      }),
    summarize: (question, { workspaceId, signal }) =>
      writeSummary(question, {
        writer: backend.summaryWriterFor(workspaceId),
        signal,
      }),
    extract,
    search,
  };
  const app = await buildApp({
    database,
    live,
    conversations: createConversationReader({
      database,
      secretKey: config.secretKey,
      api: config.intercomApi,
      clock,
    }),
    pipeline,
    clock,
    log,
    tokenLifetimeMs: config.tokenLifetimeMs,
    tls: config.tls,
  });
  const { host, port } = config;
  const address = await app.listen({ host, port }).catch((error: unknown) => {
    throw new StorageError(portTrouble(error, host, port));
  });
  log({ event: "listening", address, database: database.kind });
  // The first question of the day should not wait for the index.
  void warmUp(backend);
  return { address, close: () => app.close() };
}

/** What takes the place of the packaged embedder; null: nothing. */
async function openOtherEmbedder({
  embeddingEndpoint,
  embeddingDirectory,
}: Config): Promise<Embedder | null> {
  try {
    if (embeddingEndpoint) return await openOpenAiEmbedder(embeddingEndpoint);
    return embeddingDirectory === null
      ? null
      : await openDirectoryEmbedder(embeddingDirectory);
  } catch (error) {
    throw new StorageError(
      error instanceof Error ? error.message : String(error),
    );
  }
}

function createOwnEmbedder({ embedder }: Config): Embedder {
  return embedder === "hashing"
    ? createHashingEmbedder()
    : createPackagedEmbedder();
}

/** The language model that the environment names, else the extractive engine. */
function createEngines(
  { llm }: Config,
  budgets: Budgets,
): Pick<Backend, "engineFor" | "rewriterFor" | "summaryWriterFor"> {
  if (!llm)
    return {
      engineFor: () => extractive,
      rewriterFor: () => null,
      summaryWriterFor: () => null,
    };
  const chat = createOpenAiChat(llm);
  const model = createModelEngine(chat, llm);
  return {
    engineFor: (workspaceId) => createLadder(model, budgets.of(workspaceId)),
    rewriterFor: (workspaceId) =>
      createRewriter(chat, llm, budgets.of(workspaceId)),
    summaryWriterFor: (workspaceId) =>
      createSummaryWriter(chat, llm, budgets.of(workspaceId)),
  };
}

/** What decides how answers are written, beside the pack. Learned artefacts will be hashed here too. */
function behaviourHash(
  embedder: Embedder,
  { engineId, promptVersion }: Engine,
): string {
  return hashOf({ engineId, promptVersion, embedder: embedder.id });
}

async function warmUp({ database, live }: Backend): Promise<void> {
  try {
    for (const { workspaceId } of await database.listWorkspaces())
      await live.current(workspaceId);
  } catch {
    // The request that needs it builds it again, and tells.
  }
}

function portTrouble(error: unknown, host: string, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return `Port ${port} is in use. Stop what uses it, or set HEED_PORT to another.`;
  return `${host}:${port} cannot be opened (${code}). Check HEED_HOST and HEED_PORT.`;
}
