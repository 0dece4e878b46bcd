import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logError, type LogLine } from "../../../backend/routes/log-line.ts";
import { exampleSuggestionRequest, exampleTicket } from "../examples.ts";
import { CANARY } from "../../setup/canaries.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

/** Every text a ticket can carry is the canary. */
const ticket = exampleTicket({
  ticketId: CANARY,
  subject: CANARY,
  tags: [CANARY],
  requester: {
    customerId: CANARY,
    name: CANARY,
    email: `${CANARY}@example.com`,
  },
  fields: [{ fieldId: CANARY, label: CANARY, value: CANARY }],
  messages: [
    { ...exampleTicket().messages[0]!, text: CANARY, authorName: CANARY },
  ],
});

describe("the log", () => {
  let running: RunningApp;
  let broken: RunningApp;
  beforeAll(async () => {
    running = await startApp();
    const fail = () => {
      throw new Error(`${CANARY}\n    at ${CANARY}`);
    };
    broken = await startApp({
      pipeline: { suggest: fail, summarize: fail, extract: fail, search: fail },
    });
  });
  afterAll(() => Promise.all([running.close(), broken.close()]));

  it("holds neither text nor secret after every endpoint was called well, badly and broken", async () => {
    const secrets: string[] = [CANARY];
    for (const { app, workspace } of [running, broken]) {
      const own = await workspace();
      await own.release();
      const token = await own.token("admin");
      const code = await own.code();
      secrets.push(token, token.slice(-43), code, code.slice(-9));
      const request = exampleSuggestionRequest({
        ticket,
        agentName: CANARY,
        instruction: CANARY,
      });
      const bodies: [string, unknown][] = [
        ["/v1/pairings", { code, deviceName: CANARY }],
        ["/v1/pairings", { code: CANARY, deviceName: CANARY }],
        ["/v1/suggestions", request],
        ["/v1/summaries", { ticket }],
        ["/v1/extractions", { ticket }],
        ["/v1/signals", { signals: [{ signalId: CANARY }, CANARY] }],
        ["/v1/knowledge/search", { query: CANARY, audience: "public" }],
      ];
      for (const [url, payload] of bodies)
        for (const body of [
          JSON.stringify(payload),
          `{"${CANARY}": ${CANARY}`,
          JSON.stringify({ [CANARY]: CANARY }),
        ])
          await app.inject({
            method: "POST",
            url,
            payload: body,
            headers: { ...bearer(token), "content-type": "application/json" },
          });
      for (const url of [
        "/v1/me",
        "/v1/insights/funnel",
        "/healthz",
        "/openapi.json",
        `/v1/${CANARY}?q=${CANARY}`,
      ])
        await app.inject({ url, headers: bearer(token) });
      await app.inject({ url: "/v1/me", headers: bearer(`heed_x_${CANARY}`) });
      await app.inject({
        method: "DELETE",
        url: "/v1/tokens/current",
        headers: bearer(token),
      });
    }
    const text = [...running.log, ...broken.log].join("");
    expect(text.match(/"event":"request"/g)?.length).toBeGreaterThan(50);
    expect(text).toMatch(/"event":"error"/);
    for (const secret of secrets)
      expect(text.toLowerCase().includes(secret.toLowerCase()), secret).toBe(
        false,
      );
  });

  it("says what was asked, by whom, how it ended and how long it took", async () => {
    const own = await running.workspace();
    running.log.length = 0;
    await running.app.inject({
      url: "/v1/me",
      headers: bearer(await own.token("lead")),
    });
    expect(JSON.parse(running.log[0] ?? "")).toEqual({
      at: "2026-11-24T09:00:00.000Z",
      event: "request",
      method: "GET",
      route: "/v1/me",
      status: 200,
      ms: expect.any(Number),
      workspaceId: own.workspaceId,
      memberId: expect.any(String),
      errorId: null,
    });
  });

  it("keeps of an error its name, code and places, never its message", () => {
    const lines: LogLine[] = [];
    const cause = Object.assign(new Error(`duplicate key (${CANARY})`), {
      code: "23505",
    });
    const error = new Error(
      `Failed query\nparams: ${CANARY}\n    at ${CANARY} (file:///x:1:1`,
      { cause },
    );
    const errorId = logError((line) => lines.push(line), error);
    expect(lines).toMatchObject([
      { event: "error", errorId, name: "Error", code: "23505" },
    ]);
    expect(JSON.stringify(lines)).not.toContain(CANARY);
    expect(JSON.stringify(lines)).toContain("log.test.ts");
  });
});
