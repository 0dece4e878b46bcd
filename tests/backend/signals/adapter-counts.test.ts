import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runIn } from "../../../backend/cli/run-command.ts";
import type { Backend } from "../../../backend/main.ts";
import type { AdapterReport } from "../../../backend/signals/adapter-counts.ts";
import type { AdapterCount } from "../../../src/domain/adapter-count.ts";
import { exampleCount, NOW } from "../examples.ts";
import { bearer, startApp, type RunningApp } from "../routes/running-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running?.close());

async function desk() {
  const { workspaceId, token } = await running.workspace();
  const headers = bearer(await token("agent"));
  const backend = {
    database: running.database,
    clock: () => NOW,
  } as Backend; // all that the command asks for
  const heed = () =>
    runIn(
      {
        argv: ["adapters", "--workspace", workspaceId],
        workingDirectory: tmpdir(),
        environment: {},
        userName: "sam",
        progress: () => {},
      },
      backend,
    );
  return {
    send: (batchId: string, ...counts: AdapterCount[]) =>
      running.app.inject({
        method: "POST",
        url: "/v1/adapter-counts",
        headers,
        payload: { batchId, counts },
      }),
    said: async () => (await heed()).lines,
    report: async () =>
      ((await heed()).json as { adapters: AdapterReport[] }).adapters,
  };
}

const check = (changes: Partial<AdapterCount>) =>
  exampleCount({ kind: "check", ...changes });

it("counts a batch once, however often it comes, and two batches twice", async () => {
  const { send, report } = await desk();
  const batchId = randomUUID();
  for (let times = 0; times < 3; times++) {
    const answer = await send(batchId, exampleCount({ n: 5 }));
    expect([answer.statusCode, answer.json()]).toEqual([200, { batchId }]);
  }
  await send(randomUUID(), exampleCount({ n: 2 }));
  expect((await report())[0]?.readings).toEqual({
    of: 7,
    rows: [{ name: "api", position: 0, n: 7, share: 1 }],
  });
});

it("refuses a batch with a text in it whole, and says where", async () => {
  const { send, report } = await desk();
  const answer = await send(
    randomUUID(),
    exampleCount(),
    exampleCount({ kind: "missing", name: "My parcel has not arrived." }),
  );
  expect(answer.statusCode).toBe(400);
  expect(answer.body).not.toContain("parcel");
  expect(await report()).toEqual([]);
});

it("shows n and share by helpdesk and version, for seven days with today", async () => {
  const { send, report, said } = await desk();
  expect(await said()).toEqual([
    "Nothing was counted from 2026-11-18 to 2026-11-24 (UTC).",
  ]);
  await send(
    randomUUID(),
    exampleCount({ n: 3 }),
    exampleCount({ name: "page", n: 1, day: "2026-11-18" }),
    exampleCount({ name: "none", n: 9, day: "2026-11-17" }),
    exampleCount({ kind: "insert", name: "inserted", n: 9 }),
    exampleCount({ kind: "insert", name: "not_taken", n: 1 }),
    check({ name: "ok", n: 6 }),
    check({ name: "partial", n: 2 }),
    exampleCount({ kind: "missing", name: "reply box", n: 2 }),
    exampleCount({
      kind: "selector",
      name: "zendesk.composer",
      position: 1,
      n: 4,
    }),
    check({ helpdesk: "intercom", name: "broken" }),
    check({ extensionVersion: "0.2.0", name: "ok" }),
  );
  const all = await report();
  expect(
    all.map(({ helpdesk, extensionVersion }) => [helpdesk, extensionVersion]),
  ).toEqual([
    ["intercom", "0.1.0"],
    ["zendesk", "0.1.0"],
    ["zendesk", "0.2.0"],
  ]);
  expect(all[1]?.readings.rows).toEqual([
    { name: "api", position: 0, n: 3, share: 0.75 },
    { name: "page", position: 0, n: 1, share: 0.25 },
  ]);
  // Of the checks, not of all that was missing.
  expect(all[1]?.missing).toEqual({
    of: 8,
    rows: [{ name: "reply box", position: 0, n: 2, share: 0.25 }],
  });
  const lines = (await said()).map((line) => line.trim());
  for (const line of [
    /^2026-11-18 to 2026-11-24 \(UTC\)$/,
    /^zendesk, Heed 0\.1\.0$/,
    /^readings \(n = 4\)$/,
    /^inserts \(n = 10\)$/,
    /^not taken +1 +10\.0 %$/,
    /^checks that lacked \(n = 8\)$/,
    /^zendesk\.composer, number 2 +4 +50\.0 %$/,
    /^checks that needed a later selector \(n = 1\): none$/,
  ])
    expect(lines).toContainEqual(expect.stringMatching(line));
});
