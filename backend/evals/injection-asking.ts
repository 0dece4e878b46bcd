import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  suggestionEvent,
  type suggestionRequest,
} from "../../src/contracts/api.ts";
import type { PolicyPack } from "../../src/domain/policy-pack.ts";
import type { Suggestion } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import type * as z from "zod";
import { buildApp } from "../app.ts";
import { addMember, createWorkspace } from "../auth/members.ts";
import { createPairingCode, redeemPairingCode } from "../auth/pairing.ts";
import type { Engine } from "../engines/engine.ts";
import { extract } from "../pipeline/extract.ts";
import { buildLiveKnowledge } from "../pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../pipeline/memory-embedding-cache.ts";
import { rewrite } from "../pipeline/rewrite.ts";
import { suggest } from "../pipeline/suggest.ts";
import { writeSummary } from "../pipeline/write-summary.ts";
import { createRelease } from "../releases/create-release.ts";
import { createLiveReleases } from "../releases/live-releases.ts";
import { createHashingEmbedder } from "../retrieval/hashing-embedder.ts";
import { search } from "../retrieval/search.ts";
import { openPglite } from "../storage/pglite.ts";

/** One suggestion for one ticket, in this engine's words. */
export type Ask = (ticket: Ticket, engine: Engine) => Promise<Suggestion>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The whole of `suggest()`, in this process. */
export async function askPipeline(pack: PolicyPack, now: Date): Promise<Ask> {
  const live = await buildLiveKnowledge(
    { number: 1, pack },
    createHashingEmbedder(),
    createMemoryEmbeddingCache(),
  );
  return async (ticket, engine) => {
    const { suggestion } = await suggest(live, requestFor(ticket), {
      memberId: "evaluation",
      now,
      signal: new AbortController().signal,
      onStep: () => {},
      engine,
    });
    return suggestion;
  };
}

export interface RouteDesks {
  /** A workspace with this pack released, asked as the extension asks: a token, a POST, server-sent events. */
  open(pack: PolicyPack): Promise<Ask>;
  close(): Promise<void>;
}

/** The composed backend on a port of this machine, with an embedded database of its own. */
export async function startRoute(now: Date): Promise<RouteDesks> {
  const folder = mkdtempSync(join(tmpdir(), "heed-injection-"));
  const database = await openPglite(folder);
  const live = createLiveReleases(database, createHashingEmbedder());
  const engines = new Map<string, Engine>();
  const app = await buildApp({
    database,
    live,
    clock: () => now,
    pipeline: {
      suggest(known, request, context) {
        const engine = engines.get(request.suggestionId);
        engines.delete(request.suggestionId);
        if (!engine) throw new Error("No engine waits for this request.");
        return suggest(known, request, { ...context, engine });
      },
      rewrite: (known, question, context) =>
        rewrite(known, question, { ...context, rewriter: null }),
      summarize: (question, { signal }) =>
        writeSummary(question, { writer: null, signal }),
      extract,
      search,
    },
  });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    async open(pack) {
      const { workspaceId } = await createWorkspace(database, "Desk", now);
      const { memberId } = await addMember(
        database,
        workspaceId,
        { name: "Evaluation", role: "agent" },
        now,
      );
      const { code } = await createPairingCode(
        database,
        workspaceId,
        memberId,
        now,
      );
      const paired = await redeemPairingCode(
        database,
        code,
        "eval",
        now,
        DAY_MS,
      );
      await createRelease(database, workspaceId, pack, "none", {
        by: "eval",
        now,
      });
      await live.catchUp(workspaceId);
      return async (ticket, engine) => {
        const request = requestFor(ticket);
        engines.set(request.suggestionId, engine);
        const response = await fetch(`${address}/v1/suggestions`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${paired?.token ?? ""}`,
            "content-type": "application/json",
            accept: "text/event-stream",
          },
          body: JSON.stringify(request),
        });
        return lastSuggestion(response.status, await response.text());
      };
    },
    async close() {
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function requestFor(ticket: Ticket): z.infer<typeof suggestionRequest> {
  return {
    suggestionId: randomUUID(),
    ticket,
    agentName: null,
    instruction: null,
    intentId: null,
  };
}

/** Throws where the stream does not end in a suggestion. */
function lastSuggestion(status: number, stream: string): Suggestion {
  const last = stream
    .split("\n\n")
    .filter((block) => block.includes("data: "))
    .at(-1);
  const kind = /^event: (.*)$/m.exec(last ?? "")?.[1];
  const data = /^data: (.*)$/m.exec(last ?? "")?.[1] ?? "{}";
  const event = suggestionEvent.safeParse({
    kind,
    ...(JSON.parse(data) as object),
  });
  if (!event.success || event.data.kind !== "suggestion")
    throw new Error(
      `The route answered ${status} and no suggestion: ${stream.slice(-300)}`,
    );
  return event.data.suggestion;
}
