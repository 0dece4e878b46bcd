import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { allowedUrl, get } from "../../../src/adapters/zendesk/get.ts";

const ORIGIN = "https://acme.zendesk.com";

describe("paths that the content script reads", () => {
  it.each([
    "/api/v2/tickets/48213.json?include=users",
    "/api/v2/tickets/48213/comments.json?include=users&sort=created_at&page[size]=100&page[after]=eyJv%3D",
    "/api/v2/ticket_fields.json",
    "/api/v2/users/me.json",
  ])("%s", (path) => {
    expect(allowedUrl(path, ORIGIN)).toBe(new URL(path, ORIGIN).href);
  });
});

describe("paths that it does not", () => {
  it.each([
    "/api/v2/users.json",
    "/api/v2/users/1.json",
    "/api/v2/tickets/48213/audits.json",
    "/api/v2/tickets/update_many.json",
    "/api/v2/tickets/48213.json/../../users.json",
    "/api/v2/tickets/48213.json?_method=DELETE",
    "/api/v2/tickets/48213.json/",
    "/api/v2/tickets/%2e%2e/users.json",
    "/api/../access/logout",
    "//evil.example/api/v2/users/me.json",
    "/\\evil.example/api/v2/users/me.json",
    "https://evil.example/api/v2/users/me.json",
    "https://acme.zendesk.com/api/v2/users/me.json",
    "api/v2/users/me.json",
    "",
  ])("%s", async (path) => {
    expect(allowedUrl(path, ORIGIN)).toBeNull();
    expect(await get(path, ORIGIN)).toEqual({
      ok: false,
      reason: "path_not_allowed",
    });
  });
});

it("GETs, with body, status and Retry-After as they came", async () => {
  const methods: string[] = [];
  const server = createServer((request, response) => {
    methods.push(request.method ?? "");
    response.writeHead(429, { "retry-after": "7" });
    response.end("Number of allowed API requests per minute exceeded");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await get("/api/v2/users/me.json", origin)).toEqual({
    ok: true,
    status: 429,
    retryAfterSeconds: 7,
    body: "Number of allowed API requests per minute exceeded",
  });
  expect(methods).toEqual(["GET"]);
  await new Promise((closed) => server.close(closed));
  expect(await get("/api/v2/users/me.json", origin)).toEqual({
    ok: false,
    reason: "network",
  });
});
