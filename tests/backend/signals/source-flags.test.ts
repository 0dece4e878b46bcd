import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeFlag } from "../../../backend/signals/source-flags.ts";
import type { SourceFlag } from "../../../src/domain/remarks.ts";
import {
  exampleFlag,
  exampleSignal,
  exampleSuggestionRequest,
  NOW,
} from "../examples.ts";
import { bearer, startApp, type RunningApp } from "../routes/running-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running?.close());

const later = new Date(NOW.getTime() + 60_000).toISOString();

async function desk() {
  const workspace = await running.workspace();
  const [agent, lead] = [
    await workspace.token("agent"),
    await workspace.token("lead"),
  ];
  const suggestionId = randomUUID();
  await running.app.inject({
    method: "POST",
    url: "/v1/suggestions",
    headers: bearer(agent),
    payload: exampleSuggestionRequest({ suggestionId }),
  });
  return {
    workspaceId: workspace.workspaceId,
    agent,
    async say(revision: number, ...flags: SourceFlag[]) {
      const answer = await running.app.inject({
        method: "POST",
        url: "/v1/signals",
        headers: bearer(agent),
        payload: {
          signals: [exampleSignal(suggestionId, revision, { flags })],
        },
      });
      expect(answer.json().acknowledged).toHaveLength(1);
    },
    async open() {
      const answer = await running.app.inject({
        url: "/v1/source-flags",
        headers: bearer(lead),
      });
      expect(answer.statusCode).toBe(200);
      return answer.json().flags as {
        flagId: number;
        owner: string | null;
        title: string;
        problem: string;
      }[];
    },
  };
}

describe("the owners' list of flagged sources", () => {
  it("holds each flag once, by owner, however often its signal is sent", async () => {
    const { say, open } = await desk();
    const flags = [
      exampleFlag({ note: "It is 14 days now" }),
      exampleFlag({ sourceId: "p2", title: "Delivery", owner: "Jo" }),
      exampleFlag({
        sourceId: null,
        documentId: null,
        title: "Repairs",
        owner: null,
        problem: "missing",
      }),
    ];
    await say(1, ...flags);
    await say(1, ...flags);
    expect(
      (await open()).map(({ owner, title, problem }) => [
        owner,
        title,
        problem,
      ]),
    ).toEqual([
      [null, "Repairs", "missing"],
      ["Jo", "Delivery", "wrong"],
      ["Mara Voss", "Returns", "wrong"],
    ]);
  });

  it("follows the highest revision, whichever comes last; taken back, it is gone", async () => {
    const { say, open } = await desk();
    await say(2, exampleFlag({ problem: "out_of_date", at: later }));
    await say(1, exampleFlag());
    expect(await open()).toMatchObject([{ problem: "out_of_date" }]);
    await say(3, exampleFlag({ problem: null, at: later }));
    expect(await open()).toEqual([]);
  });

  it("is closed by its owner, stays closed when an old word is repeated, and opens again for a new one", async () => {
    const { say, open, workspaceId } = await desk();
    await say(1, exampleFlag());
    const [flag] = await open();
    const close = () =>
      closeFlag(running.database, workspaceId, flag?.flagId ?? 0, NOW);
    expect(await close()).toBe(true);
    expect(await close()).toBe(false);
    await say(2, exampleFlag());
    expect(await open()).toEqual([]);
    await say(3, exampleFlag({ at: later }));
    expect(await open()).toHaveLength(1);
  });

  it("is for leads and admins, each of their own workspace", async () => {
    const { say, agent } = await desk();
    await say(1, exampleFlag());
    const asked = await running.app.inject({
      url: "/v1/source-flags",
      headers: bearer(agent),
    });
    expect(asked.statusCode).toBe(403);
    expect(await (await desk()).open()).toEqual([]);
  });
});

it("names every topic of the live release, and none before there is one", async () => {
  const workspace = await running.workspace();
  const token = await workspace.token("agent");
  const ask = async () =>
    (
      await running.app.inject({ url: "/v1/intents", headers: bearer(token) })
    ).json();
  expect(await ask()).toEqual({ releaseNumber: null, intents: [] });
  await workspace.release();
  const { releaseNumber, intents } = await ask();
  expect(releaseNumber).toBe(1);
  expect(intents.length).toBeGreaterThan(5);
  expect(intents[0]).toEqual({
    intentId: expect.any(String),
    name: expect.any(String),
  });
});
