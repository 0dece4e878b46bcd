import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import Fastify from "fastify";
import { guardRequests } from "../../../backend/routes/guard-requests.ts";
import type { App, Parts } from "../../../backend/routes/route.ts";
import { routes } from "../../../backend/routes/index.ts";
import { bearer, startApp, type RunningApp } from "./running-app.ts";

interface OpenApi {
  openapi: string;
  paths: Record<
    string,
    Record<string, { summary?: string; security?: object[]; responses: object }>
  >;
}

/** What needs no token, on purpose. */
const OPEN = ["post /v1/pairings", "get /healthz", "get /openapi.json"];

describe("openapi", () => {
  let running: RunningApp;
  let document: OpenApi;
  let operations: {
    name: string;
    method: string;
    url: string;
    secured: boolean;
  }[];

  beforeAll(async () => {
    running = await startApp();
    document = (await running.app.inject("/openapi.json")).json<OpenApi>();
    operations = Object.entries(document.paths).flatMap(([url, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        name: `${method} ${url}`,
        method: method.toUpperCase(),
        url,
        secured: (security ?? []).length > 0,
      })),
    );
  });
  afterAll(() => running.close());

  it("lists every endpoint, each with what it is for", () => {
    expect(document.openapi).toMatch(/^3\.1/);
    expect(operations).toHaveLength(routes.length);
    for (const methods of Object.values(document.paths))
      for (const { summary } of Object.values(methods))
        expect(summary).toBeTruthy();
  });

  it("knows a file for every endpoint", () => {
    const folder = resolve(import.meta.dirname, "../../../backend/routes");
    const files = readdirSync(folder).filter((file) =>
      /^(get|post|delete|put|patch)-/.test(file),
    );
    expect(files).toHaveLength(routes.length);
  });

  it("names the open endpoints: these and no others", () => {
    const open = operations.filter(({ secured }) => !secured);
    expect(open.map(({ name }) => name).sort()).toEqual([...OPEN].sort());
  });

  it("refuses every other endpoint without a token, with a wrong one and with one of no workspace", async () => {
    const secured = operations.filter((it) => it.secured);
    expect(secured.length).toBeGreaterThanOrEqual(8);
    for (const { method, url, name } of secured)
      for (const [headers, code] of [
        [{}, "no_token"],
        [{ authorization: "Basic eDp5" }, "no_token"],
        [bearer("nonsense"), "wrong_token"],
        [bearer(`heed_zzzzzz_${"A".repeat(43)}`), "wrong_token"],
      ] as const) {
        const answer = await running.app.inject({
          method: method as "GET",
          url,
          headers,
        });
        expect(answer.statusCode, name).toBe(401);
        expect(answer.json().error, name).toMatchObject({
          code,
          message: expect.any(String),
          mend: expect.stringContaining("npx heed pair"),
        });
      }
  });

  it("does not start with a route that does not say whom it requires", () => {
    const app = Fastify() as unknown as App;
    guardRequests(app, {} as Parts);
    expect(() => app.get("/v1/forgotten", () => "x")).toThrow(
      "/v1/forgotten does not say whom it requires.",
    );
  });
});
