import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exampleSignal, exampleSuggestionRequest } from "../examples.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running?.close());

const read = async (token: string) =>
  (
    await running.app.inject({ url: "/v1/me/record", headers: bearer(token) })
  ).json();

async function report(token: string, outcomes: object[]): Promise<string> {
  const suggestionId = randomUUID();
  const headers = bearer(token);
  await running.app.inject({
    method: "POST",
    url: "/v1/suggestions",
    headers,
    payload: exampleSuggestionRequest({ suggestionId }),
  });
  const signals = outcomes.map((changes, n) =>
    exampleSignal(suggestionId, n + 1, changes),
  );
  const answer = await running.app.inject({
    method: "POST",
    url: "/v1/signals",
    headers,
    payload: { signals },
  });
  expect(answer.json().acknowledged).toHaveLength(signals.length);
  return suggestionId;
}

it("holds every entry of the member who asks, newest first, and nobody else's", async () => {
  const workspace = await running.workspace();
  const [mine, other] = [
    await workspace.token("agent"),
    await workspace.token("lead"),
  ];
  expect(await read(mine)).toEqual({ total: 0, signals: [] });
  const choice = {
    at: "2026-11-24T09:00:00.000Z",
    intentId: "refund_status",
  };
  const suggestionId = await report(mine, [{}, { intentChoice: choice }]);
  const foreign = await report(other, [{}]);
  const record = await read(mine);
  expect(record.total).toBe(2);
  expect(
    record.signals.map(({ signalId }: { signalId: string }) => signalId),
  ).toEqual([`${suggestionId}.2`, `${suggestionId}.1`]);
  expect(record.signals[0].intentChoice).toEqual(choice);
  expect(JSON.stringify(record)).not.toContain(foreign);
});
