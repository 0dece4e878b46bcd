import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLog } from "../../../backend/routes/log-line.ts";
import { canaries, leaksIn, loggedSoFar } from "../../setup/canaries.ts";
import { exampleSuggestionRequest, NOW } from "../examples.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

describe("the scan of the whole run's log", () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startApp();
  });
  afterAll(() => running.close());

  it.each([
    ["a customer's name", "Ada Byron"],
    ["a customer's address, in capitals", "ADA@EXAMPLE.COM"],
    ["a customer's sentence", "My parcel has not arrived. When will it come?"],
  ])("finds %s", (_, text) => {
    const lines: string[] = [];
    createLog(
      (line) => lines.push(line),
      () => NOW,
    )({
      event: "error",
      errorId: "x",
      name: text,
      code: null,
      frames: [],
    });
    expect(leaksIn(lines.join(""))).toHaveLength(1);
  });

  it("finds every canary, also where JSON escapes it, and nothing in a clean line", () => {
    const all = canaries();
    expect(all.length).toBeGreaterThan(100);
    for (const canary of all)
      expect(leaksIn(JSON.stringify({ name: canary }), all)).not.toEqual([]);
    expect(leaksIn('{"event":"request","route":"/v1/me"}')).toEqual([]);
  });

  it("reads what the backends of route tests log", async () => {
    const own = await running.workspace();
    const before = loggedSoFar().length;
    await running.app.inject({
      method: "POST",
      url: "/v1/suggestions",
      payload: exampleSuggestionRequest(),
      headers: bearer(await own.token("agent")),
    });
    expect(loggedSoFar().slice(before)).toContain(
      `"workspaceId":"${own.workspaceId}"`,
    );
  });
});
