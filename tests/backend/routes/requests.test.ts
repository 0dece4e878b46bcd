import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meResponse, signalReceipt } from "../../../src/contracts/api.ts";
import { suggestion } from "../../../src/contracts/suggestion.ts";
import {
  CONTRACT_HEADER,
  CONTRACT_VERSION,
} from "../../../src/contracts/version.ts";
import {
  exampleSignal,
  exampleSuggestionRequest,
  exampleTicket,
} from "../examples.ts";
import { bearer, eventsOf, startApp, type RunningApp } from "./running-app.ts";

describe("requests", () => {
  let running: RunningApp;
  let workspace: Awaited<ReturnType<RunningApp["workspace"]>>;
  let agent: string;
  let lead: string;

  beforeAll(async () => {
    running = await startApp();
    workspace = await running.workspace();
    agent = await workspace.token("agent");
    lead = await workspace.token("lead");
  });
  afterAll(() => running.close());

  const post = (url: string, payload: object, token = agent) =>
    running.app.inject({
      method: "POST",
      url,
      payload,
      headers: bearer(token),
    });
  const get = (url: string, token: string) =>
    running.app.inject({ url, headers: bearer(token) });

  describe("from pairing to the funnel", () => {
    it("pairs a browser with a code", async () => {
      const answer = await running.app.inject({
        method: "POST",
        url: "/v1/pairings",
        payload: { code: await workspace.code("lead"), deviceName: "Chrome" },
      });
      expect(answer.statusCode).toBe(200);
      const { token, member } = answer.json();
      expect(member).toMatchObject({ name: "The lead", role: "lead" });
      const me = await get("/v1/me", token);
      expect(meResponse.parse(me.json())).toMatchObject({
        member,
        workspace: { workspaceId: workspace.workspaceId, name: "Acme" },
        releaseNumber: null,
        contractVersion: CONTRACT_VERSION,
      });
    });

    it("signs a browser out", async () => {
      const token = await workspace.token("agent");
      const answer = await running.app.inject({
        method: "DELETE",
        url: "/v1/tokens/current",
        headers: bearer(token),
      });
      expect([answer.statusCode, answer.body]).toEqual([204, ""]);
      expect((await get("/v1/me", token)).json().error.code).toBe(
        "wrong_token",
      );
    });

    it("abstains in an empty workspace, and says what to do", async () => {
      const answer = await post("/v1/suggestions", exampleSuggestionRequest());
      expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
      expect(answer.headers[CONTRACT_HEADER]).toBe(String(CONTRACT_VERSION));
      const events = eventsOf(answer.body);
      expect(events[0]).toEqual({ kind: "working", step: "understand" });
      expect(events.at(-1)).toMatchObject({
        kind: "suggestion",
        suggestion: {
          answer: { kind: "abstention", abstention: { missing: "knowledge" } },
        },
      });
      expect(
        (
          await post("/v1/knowledge/search", { query: "x", audience: "public" })
        ).json(),
      ).toEqual({ sources: [] });
      expect(
        (await post("/v1/extractions", { ticket: exampleTicket() })).json(),
      ).toEqual({
        fields: [],
      });
    });

    it("drafts from a release, summarises, extracts, searches, stores signals and counts", async () => {
      const own = await running.workspace();
      const token = await own.token("lead");
      expect(await own.release()).toBe(1);
      expect((await get("/v1/me", token)).json().releaseNumber).toBe(1);

      const ticket = exampleTicket({
        messages: [
          {
            ...exampleTicket().messages[0]!,
            text: "Hello, can I return a jacket that I bought two weeks ago? Order FO-204518.",
          },
        ],
      });
      const request = exampleSuggestionRequest({ ticket });
      const last = eventsOf(
        (await post("/v1/suggestions", request, token)).body,
      ).at(-1);
      expect(last).toMatchObject({
        kind: "suggestion",
        suggestion: { suggestionId: request.suggestionId, releaseNumber: 1 },
      });

      const summary = await post("/v1/summaries", { ticket }, token);
      expect(summary.json().summary.lines.length).toBeGreaterThan(0);
      const fields = (await post("/v1/extractions", { ticket }, token)).json()
        .fields;
      expect(fields.length).toBeGreaterThan(0);
      const found = await post(
        "/v1/knowledge/search",
        { query: "return a jacket", audience: "public" },
        token,
      );
      expect(found.json().sources.length).toBeGreaterThan(0);

      const signal = exampleSignal(request.suggestionId);
      const receipt = await post(
        "/v1/signals",
        { signals: [signal, "junk"] },
        token,
      );
      expect(signalReceipt.parse(receipt.json())).toEqual({
        acknowledged: [signal.signalId],
        deadLettered: [{ signalId: null, reason: "not_a_signal: the whole" }],
      });
      const funnel = (await get("/v1/insights/funnel", token)).json();
      expect(funnel.eligible).toBe(1);
      const ends = Object.values<number>(funnel.ends);
      expect(ends.reduce((sum, n) => sum + n, 0)).toBe(1);
    });

    it("answers from the newest release as soon as there is one", async () => {
      const own = await running.workspace();
      const token = await own.token("agent");
      const numberOf = async () => {
        const answer = await post(
          "/v1/suggestions",
          exampleSuggestionRequest(),
          token,
        );
        const last = eventsOf(answer.body).at(-1);
        return last?.kind === "suggestion"
          ? suggestion.parse(last.suggestion).releaseNumber
          : last;
      };
      expect(await numberOf()).toBe(0);
      await own.release();
      expect(await numberOf()).toBe(1);
      await own.release();
      expect(await numberOf()).toBe(2);
    });
  });

  describe("that can't be served", () => {
    const errorOf = (answer: { json: () => { error: object } }) =>
      answer.json().error;

    it("are told which field does not fit", async () => {
      const answer = await post("/v1/suggestions", {
        ...exampleSuggestionRequest(),
        suggestionId: "7",
      });
      expect(answer.statusCode).toBe(400);
      expect(errorOf(answer)).toMatchObject({
        code: "invalid_request",
        message: expect.stringContaining("suggestionId: Invalid UUID"),
      });
    });

    it("are told that the body is no JSON, without quoting it", async () => {
      const answer = await running.app.inject({
        method: "POST",
        url: "/v1/signals",
        payload: '{"signals": [secret words]}',
        headers: { ...bearer(agent), "content-type": "application/json" },
      });
      expect([answer.statusCode, errorOf(answer)]).toMatchObject([
        400,
        { code: "invalid_json" },
      ]);
      expect(answer.body).not.toContain("secret");
    });

    it.each([
      ["text/plain", 415, "not_json"],
      ["application/json", 400, "invalid_json"],
    ])(
      "are told so when a %s body is empty or odd",
      async (type, status, code) => {
        const answer = await running.app.inject({
          method: "POST",
          url: "/v1/signals",
          payload: type === "text/plain" ? "hello" : "",
          headers: { ...bearer(agent), "content-type": type },
        });
        expect([answer.statusCode, errorOf(answer)]).toMatchObject([
          status,
          { code },
        ]);
      },
    );

    it("are told that they are too large", async () => {
      const answer = await post("/v1/signals", {
        signals: ["x".repeat(8 * 1024 * 1024)],
      });
      expect([answer.statusCode, errorOf(answer)]).toMatchObject([
        413,
        { code: "too_large" },
      ]);
    });

    it("are told that a batch is too long", async () => {
      const answer = await post("/v1/signals", {
        signals: Array(201).fill({}),
      });
      expect([answer.statusCode, errorOf(answer)]).toMatchObject([
        400,
        { code: "invalid_request" },
      ]);
    });

    it("are told that their role is too low", async () => {
      const answer = await get("/v1/insights/funnel", agent);
      expect([answer.statusCode, errorOf(answer)]).toMatchObject([
        403,
        {
          code: "role_too_low",
          message: "This needs the role lead; you are agent.",
        },
      ]);
      expect((await get("/v1/insights/funnel", lead)).statusCode).toBe(200);
    });

    it("are told that there is no such endpoint", async () => {
      for (const url of ["/", "/v1/nothing", "/v1/me/", "/v1/signals"]) {
        const answer = await get(url, agent);
        expect([answer.statusCode, errorOf(answer)]).toMatchObject([
          404,
          { code: "not_found" },
        ]);
      }
    });

    it.each([
      ["0", "Update the Heed extension."],
      ["2", "Ask your admin to update the Heed backend."],
      ["one", "Ask your admin to update the Heed backend."],
    ])(
      "are told who must update when they speak contract %s",
      async (version, mend) => {
        const answer = await running.app.inject({
          url: "/v1/me",
          headers: { ...bearer(agent), [CONTRACT_HEADER]: version },
        });
        expect(answer.statusCode).toBe(426);
        expect(errorOf(answer)).toMatchObject({ code: "other_contract", mend });
        expect(answer.headers[CONTRACT_HEADER]).toBe(String(CONTRACT_VERSION));
      },
    );

    it("say nothing about whether a pairing code was wrong, used or old, and tire of guesses", async () => {
      const own = await startApp();
      const codes = [];
      for (let tries = 0; tries < 12; tries++) {
        const answer = await own.app.inject({
          method: "POST",
          url: "/v1/pairings",
          payload: { code: "abcdef-0000-0000", deviceName: "x" },
        });
        codes.push(answer.statusCode);
        if (answer.statusCode === 429)
          expect(errorOf(answer)).toMatchObject({
            code: "too_many",
            mend: expect.any(String),
          });
        else expect(errorOf(answer)).toMatchObject({ code: "wrong_code" });
      }
      expect(codes).toEqual([...Array(10).fill(401), 429, 429]);
      await own.close();
    });
  });

  it("carry the contract version in every answer, and no permission for other origins", async () => {
    for (const answer of [
      await get("/v1/me", agent),
      await get("/v1/nothing", agent),
      await running.app.inject({
        url: "/healthz",
        headers: { origin: "https://evil.example" },
      }),
    ]) {
      expect(answer.headers[CONTRACT_HEADER]).toBe(String(CONTRACT_VERSION));
      expect(
        Object.keys(answer.headers).filter((it) =>
          it.startsWith("access-control"),
        ),
      ).toEqual([]);
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    }
  });

  it("find the backend well", async () => {
    const answer = await running.app.inject("/healthz");
    expect(answer.json()).toMatchObject({ status: "ok", database: "pglite" });
  });
});
