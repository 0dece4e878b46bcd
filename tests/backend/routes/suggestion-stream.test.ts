import { request as httpRequest } from "node:http";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { suggest } from "../../../backend/pipeline/suggest.ts";
import { suggestions } from "../../../backend/storage/schema.ts";
import { exampleSignal, exampleSuggestionRequest } from "../examples.ts";
import { bearer, eventsOf, startApp, type RunningApp } from "./running-app.ts";

describe("the stream of a suggestion", () => {
  let running: RunningApp | null = null;
  afterEach(async () => {
    await running?.close();
    running = null;
  });

  const start = async (changes: Parameters<typeof startApp>[0]) => {
    const app = await startApp(changes);
    running = app;
    const workspace = await app.workspace();
    const token = await workspace.token("agent");
    const ask = (payload: object, as = token) =>
      app.app.inject({
        method: "POST",
        url: "/v1/suggestions",
        payload,
        headers: bearer(as),
      });
    const rows = () =>
      app.database.inWorkspace(workspace.workspaceId, (tx) =>
        tx.select().from(suggestions),
      );
    return { app, workspace, token, ask, rows };
  };

  it("shows steps and signs of life until the suggestion, whose record is stored by then", async () => {
    const { ask, rows } = await start({
      heartbeatMs: 20,
      pipeline: {
        async suggest(live, request, context) {
          context.onStep("draft");
          await new Promise((resolve) => setTimeout(resolve, 500));
          return suggest(live, request, context);
        },
      },
    });
    const request = exampleSuggestionRequest();
    const events = eventsOf((await ask(request)).body);
    const drafting = events.filter(
      (event) => event.kind === "working" && event.step === "draft",
    );
    expect(drafting.length).toBeGreaterThanOrEqual(3);
    expect(events.at(-1)?.kind).toBe("suggestion");
    expect(await rows()).toMatchObject([
      {
        suggestionId: request.suggestionId,
        answer: "abstention",
        failure: null,
        record: { suggestionId: request.suggestionId },
      },
    ]);
  });

  it("gives a repeated request the same suggestion without making it again", async () => {
    let made = 0;
    const { ask } = await start({
      pipeline: {
        suggest: (...parts) => {
          made += 1;
          return suggest(...parts);
        },
      },
    });
    const request = exampleSuggestionRequest();
    const [first, second] = [await ask(request), await ask(request)];
    expect(eventsOf(second.body).at(-1)).toEqual(eventsOf(first.body).at(-1));
    expect(made).toBe(1);
  });

  it("refuses an id that was used for another request, by another member, or was shown", async () => {
    const { app, ask, workspace, token } = await start({});
    const request = exampleSuggestionRequest();
    await ask(request);
    const taken = { error: { code: "suggestion_id_taken" } };
    const changed = await ask({ ...request, instruction: "shorter" });
    expect([changed.statusCode, changed.json()]).toMatchObject([409, taken]);
    const stranger = await ask(request, await workspace.token("agent"));
    expect([stranger.statusCode, stranger.json()]).toMatchObject([409, taken]);

    const shown = exampleSuggestionRequest();
    await ask(shown);
    await app.app.inject({
      method: "POST",
      url: "/v1/signals",
      payload: { signals: [exampleSignal(shown.suggestionId)] },
      headers: bearer(token),
    });
    // Still in memory: a lost answer may be asked for again.
    expect((await ask(shown)).statusCode).toBe(200);
  });

  it("ends in an error with an id when making it fails, and counts it as failed", async () => {
    const { app, ask, rows } = await start({
      pipeline: {
        suggest: () => Promise.reject(new Error("canary-in-a-message")),
      },
    });
    const answer = await ask(exampleSuggestionRequest());
    const last = eventsOf(answer.body).at(-1);
    expect(last).toMatchObject({
      kind: "error",
      error: {
        code: "internal",
        message: expect.stringMatching(/error [0-9a-f]{12}/),
      },
    });
    expect(answer.body).not.toContain("canary");
    expect(await rows()).toMatchObject([
      { answer: null, failure: "error", record: null },
    ]);
    const errorId = /error ([0-9a-f]{12})/.exec(answer.body)?.[1];
    expect(
      app.log.filter((line) => line.includes(errorId ?? "?")),
    ).toHaveLength(2);
  });

  it("stops the work when the client goes away, and counts it as failed", async () => {
    let aborted: () => void = () => {};
    const stopped = new Promise<void>((resolve) => (aborted = resolve));
    const { app, token, rows } = await start({
      pipeline: {
        suggest: (_live, _request, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              aborted();
              reject(signal.reason);
            });
          }),
      },
    });
    const address = new URL(
      await app.app.listen({ host: "127.0.0.1", port: 0 }),
    );
    const request = httpRequest(new URL("/v1/suggestions", address), {
      method: "POST",
      headers: { ...bearer(token), "content-type": "application/json" },
    });
    request.on("error", () => {});
    request.end(JSON.stringify(exampleSuggestionRequest()));
    const [response] = await once(request, "response");
    // Headers and the first event come at once, long before the answer.
    expect(String((await once(response, "data"))[0])).toContain(
      "event: working",
    );
    request.destroy();
    await stopped;
    await expect.poll(async () => (await rows())[0]?.failure).toBe("aborted");
    expect(app.log.some((line) => line.includes('"error"'))).toBe(false);
  });
});
