import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../../backend/app.ts";
import { extract } from "../../../backend/pipeline/extract.ts";
import { rewrite } from "../../../backend/pipeline/rewrite.ts";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { writeSummary } from "../../../backend/pipeline/write-summary.ts";
import { createLiveReleases } from "../../../backend/releases/live-releases.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { search } from "../../../backend/retrieval/search.ts";
import type { App } from "../../../backend/routes/route.ts";
import type {
  Database,
  Transaction,
} from "../../../backend/storage/database.ts";
import {
  exampleCount,
  exampleSignal,
  exampleSuggestionRequest,
  NOW,
} from "../examples.ts";
import { fillWorkspace, type FilledWorkspace } from "../filled-workspace.ts";
import { stores, type Store } from "../storage/stores.ts";
import { bearer } from "./running-app.ts";

/** The product with every WHERE of every query left out, reads and writes alike. */
let wheresLeftOut = 0;
function withoutWheres(database: Database): Database {
  const mutated = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(it, name) {
        const value: unknown = Reflect.get(it, name);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          if (name === "where") {
            wheresLeftOut += 1;
            return mutated(it);
          }
          const result: unknown = value.apply(it, given);
          // Builders go on being builders; what they resolve to is left alone.
          return result !== null &&
            typeof result === "object" &&
            name !== "then" &&
            !(result instanceof Promise)
            ? mutated(result)
            : result;
        };
      },
    });
  return {
    ...database,
    inWorkspace: (workspaceId, work) =>
      database.inWorkspace(workspaceId, (tx) => work(mutated<Transaction>(tx))),
  };
}

/** Two workspaces, each endpoint called as the first; whatever belongs to the second bears the mark "foreign". */
describe.each(stores)("two workspaces on $name", ({ open }) => {
  let store: Store;
  let own: FilledWorkspace;
  let foreign: FilledWorkspace;

  beforeAll(async () => {
    store = await open();
    own = await fillWorkspace(store.database, "own");
    foreign = await fillWorkspace(store.database, "foreign");
  });
  afterAll(() => store.close());

  const appOn = (database: Database) =>
    buildApp({
      database,
      live: createLiveReleases(database, createHashingEmbedder()),
      clock: () => NOW,
      pipeline: {
        suggest,
        rewrite: (live, question, context) =>
          rewrite(live, question, { ...context, rewriter: null }),
        summarize: (question, { signal }) =>
          writeSummary(question, { writer: null, signal }),
        extract,
        search,
      },
    });

  const callAll = async (app: App) => {
    const headers = bearer(own.token);
    const request = exampleSuggestionRequest();
    const answers = [
      await app.inject({ url: "/v1/me", headers }),
      await app.inject({ url: "/v1/me/record", headers }),
      await app.inject({ url: "/v1/insights/funnel", headers }),
    ];
    const { ticket } = request;
    for (const [url, payload] of [
      ["/v1/suggestions", request],
      ["/v1/suggestions", { ...request, suggestionId: foreign.suggestionId }],
      [
        "/v1/signals",
        {
          signals: [
            exampleSignal(foreign.suggestionId, 2),
            exampleSignal(own.suggestionId, 2),
          ],
        },
      ],
      [
        "/v1/adapter-counts",
        { batchId: randomUUID(), counts: [exampleCount()] },
      ],
      ["/v1/knowledge/search", { query: "return", audience: "internal" }],
      ["/v1/extractions", { ticket }],
      ["/v1/summaries", { ticket }],
      ["/v1/tickets/similar", { ticket }],
    ] as const)
      answers.push(await app.inject({ method: "POST", url, headers, payload }));
    return answers;
  };

  const rowsOfForeign = async () => {
    const tables = await store.asSuperuser(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    );
    const rows: unknown[] = [];
    for (const { name } of tables)
      rows.push(
        await store.asSuperuser(
          `select * from ${String(name)} where workspace_id = '${foreign.workspaceId}' order by 1, 2`,
        ),
      );
    return JSON.stringify(rows);
  };

  it.each([
    ["as it is", (database: Database) => database],
    ["with every WHERE left out", withoutWheres],
  ])("keep apart, %s", async (_name, change) => {
    const before = await rowsOfForeign();
    wheresLeftOut = 0;
    const app = await appOn(change(store.database));
    const answers = await callAll(app);
    // Both have a solved ticket like the one that is asked about.
    expect(answers.at(-1)?.json().tickets).toMatchObject([{ ticketId: "own" }]);
    for (const answer of answers) {
      expect(answer.body).not.toContain("foreign");
      expect(answer.body).not.toContain(foreign.workspaceId);
      expect(answer.body).not.toContain(foreign.memberId);
    }
    // Signing out without a WHERE would end every token there is.
    await app.inject({
      method: "DELETE",
      url: "/v1/tokens/current",
      headers: bearer(own.token),
    });
    expect(await rowsOfForeign()).toBe(before);
    const me = await app.inject({
      url: "/v1/me",
      headers: bearer(foreign.token),
    });
    expect(me.json().workspace).toMatchObject({ name: "foreign" });
    await app.close();
    expect(wheresLeftOut > 20).toBe(change === withoutWheres);
    await store.asSuperuser("update tokens set revoked_at = null");
  });
});
