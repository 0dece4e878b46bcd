import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isLoopback, readConfig } from "../../backend/config.ts";

const read = (env: Record<string, string>) => readConfig(env, "/work-dir");

describe("the environment", () => {
  it("may be empty: embedded database, loopback, no TLS", () => {
    expect(read({})).toEqual({
      dataDir: "/work-dir/.heed",
      databaseUrl: null,
      host: "127.0.0.1",
      port: 4370,
      tls: null,
      tokenLifetimeMs: 30 * 24 * 60 * 60 * 1000,
      embedder: "packaged",
      embeddingEndpoint: null,
      embeddingDirectory: null,
      secretKey: null,
      intercomApi: null,
      llm: null,
    });
    expect(read({ HEED_HOST: "", HEED_PORT: "" })).toEqual(read({}));
  });

  it.each([
    [{ HEED_PORT: "abc" }, "HEED_PORT must be a whole number from 0 to 65535."],
    [{ HEED_PORT: "65536" }, "HEED_PORT must be 65535 or less."],
    [{ HEED_TOKEN_DAYS: "0" }, "HEED_TOKEN_DAYS must be 1 or more."],
    [
      { DATABASE_URL: "mysql://x" },
      "DATABASE_URL must begin with postgres:// or postgresql://.",
    ],
    [
      { HEED_SECRET_KEY: "short" },
      "HEED_SECRET_KEY must be 64 hexadecimal digits (openssl rand -hex 32).",
    ],
    [
      { HEED_INTERCOM_API: "http://proxy.example" },
      "HEED_INTERCOM_API must begin with https:// (http:// only on this machine), because the access token travels there.",
    ],
    [
      { HEED_EMBED_BASE_URL: "https://embed.example/v1" },
      "HEED_EMBED_BASE_URL and HEED_EMBED_MODEL belong together: set both or neither.",
    ],
    [
      { HEED_EMBED_BASE_URL: "ftp://x", HEED_EMBED_MODEL: "m" },
      "HEED_EMBED_BASE_URL ftp://x is no http or https address.",
    ],
    [
      { HEED_EMBED_BASE_URL: "http://10.0.0.9/v1", HEED_EMBED_MODEL: "m" },
      "HEED_EMBED_BASE_URL http://10.0.0.9/v1 is on another machine, so tickets would travel in the clear. Use https, or set HEED_EMBED_ALLOW_HTTP=1 where that network is yours.",
    ],
    [
      {
        HEED_EMBED_BASE_URL: "https://embed.example/v1",
        HEED_EMBED_MODEL: "m",
        HEED_EMBED_DIR: "models",
      },
      "HEED_EMBED_DIR and HEED_EMBED_BASE_URL are two embedders: set one of them.",
    ],
    [{ HEED_EMBEDDER: "magic" }, "HEED_EMBEDDER must be packaged or hashing."],
    [
      { HEED_TLS_CERT: "c.pem" },
      "HEED_TLS_CERT and HEED_TLS_KEY belong together: set both or neither.",
    ],
    [
      { HEED_TLS_CERT: "/none", HEED_TLS_KEY: "/none" },
      "HEED_TLS_CERT /none cannot be read (ENOENT).",
    ],
  ])("%j is refused in one line", (env, message) => {
    expect(() => read(env as Record<string, string>)).toThrow(message);
  });

  it.each([
    "0.0.0.0",
    "::",
    "192.168.1.2",
    "heed.example",
    "128.0.0.1",
    "127.0.0.1.example",
  ])("%s can be reached from elsewhere, so it needs TLS", (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(() => read({ HEED_HOST: host })).toThrow(
      /in the clear. Set HEED_TLS_CERT/,
    );
    const folder = mkdtempSync(join(tmpdir(), "heed-pem-"));
    const file = join(folder, "pem");
    writeFileSync(file, "PEM");
    expect(
      read({ HEED_HOST: host, HEED_TLS_CERT: file, HEED_TLS_KEY: file }).tls,
    ).toEqual({ cert: "PEM", key: "PEM" });
  });

  it.each(["127.0.0.1", "127.8.9.250", "::1", "localhost"])(
    "%s is this machine",
    (host) => {
      expect(read({ HEED_HOST: host }).host).toBe(host);
    },
  );
});
