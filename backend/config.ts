import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";
import type { LlmSettings } from "./engines/llm-settings.ts";
import { readLlmSettings } from "./engines/read-llm-settings.ts";
import type { EmbeddingEndpoint } from "./retrieval/openai-embedder.ts";
import { readEmbeddingEndpoint } from "./retrieval/read-embedding-endpoint.ts";

/** From package.json, the one place where it is written. */
export const BACKEND_VERSION = (
  JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  ) as { version: string }
).version;

/** What the environment says, read once. Nothing else in the backend reads `process.env`. */
export interface Config {
  /** Embedded database, lock and control socket. Absolute. Unused with `databaseUrl`. */
  dataDir: string;
  /** PostgreSQL; null: the embedded database. */
  databaseUrl: string | null;
  host: string;
  /** 0: any free one. */
  port: number;
  /** PEM. null: plain HTTP, allowed on loopback only. */
  tls: { cert: string; key: string } | null;
  tokenLifetimeMs: number;
  embedder: "packaged" | "hashing";
  /** HEED_EMBED_BASE_URL: takes the packaged one's place; null: there is none. */
  embeddingEndpoint: EmbeddingEndpoint | null;
  /** HEED_EMBED_DIR, absolute: a model of one's own in the packaged one's place; null: there is none. */
  embeddingDirectory: string | null;
  /** 32 bytes that helpdesks' tokens are sealed with. null: none can be kept. */
  secretKey: Buffer | null;
  /** Intercom's API at another address than its region's (a proxy). null: the region's. */
  intercomApi: string | null;
  /** HEED_LLM_*; null: the extractive engine drafts. */
  llm: LlmSettings | null;
}

/** The message is one line for the person at the command line. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** An empty variable counts as not set: that is what `FOO= npx heed serve` means. */
const set = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z.string().optional(),
);
const wholeNumber = (fallback: number, min: number, max: number) =>
  set
    .transform((text) => (text === undefined ? fallback : Number(text)))
    .pipe(
      z
        .number(`must be a whole number from ${min} to ${max}`)
        .int(`must be a whole number from ${min} to ${max}`)
        .min(min, `must be ${min} or more`)
        .max(max, `must be ${max} or less`),
    );

const environment = z.object({
  HEED_DATA_DIR: set,
  DATABASE_URL: set.refine(
    (url) => url === undefined || /^postgres(ql)?:/.test(url),
    "must begin with postgres:// or postgresql://",
  ),
  HEED_HOST: set,
  HEED_PORT: wholeNumber(4370, 0, 65_535),
  HEED_TLS_CERT: set,
  HEED_TLS_KEY: set,
  HEED_TOKEN_DAYS: wholeNumber(30, 1, 365),
  HEED_EMBEDDER: set.pipe(
    z
      .enum(["packaged", "hashing"], "must be packaged or hashing")
      .default("packaged"),
  ),
  HEED_EMBED_DIR: set,
  HEED_SECRET_KEY: set.refine(
    (text) => text === undefined || /^[0-9a-f]{64}$/i.test(text),
    "must be 64 hexadecimal digits (openssl rand -hex 32)",
  ),
  HEED_INTERCOM_API: set.refine(
    (url) =>
      url === undefined ||
      (URL.canParse(url) &&
        (url.startsWith("https://") || isLoopback(new URL(url).hostname))),
    "must begin with https:// (http:// only on this machine), because the access token travels there",
  ),
});

/** Throws ConfigError. */
export function readConfig(
  env: Record<string, string | undefined>,
  workingDirectory: string,
): Config {
  const reading = environment.safeParse(env);
  if (!reading.success) {
    const [issue] = reading.error.issues;
    throw new ConfigError(`${issue?.path.join(".")} ${issue?.message}.`);
  }
  const it = reading.data;
  const llm = readLlmSettings(env);
  if (!llm.ok) throw new ConfigError(llm.message);
  const endpoint = readEmbeddingEndpoint(env, isLoopback);
  if (!endpoint.ok) throw new ConfigError(endpoint.message);
  if (endpoint.endpoint && it.HEED_EMBED_DIR !== undefined)
    throw new ConfigError(
      "HEED_EMBED_DIR and HEED_EMBED_BASE_URL are two embedders: set one of them.",
    );
  const host = it.HEED_HOST ?? "127.0.0.1";
  const tls = readTls(it.HEED_TLS_CERT, it.HEED_TLS_KEY);
  if (!tls && !isLoopback(host))
    throw new ConfigError(
      `HEED_HOST ${host} can be reached from other machines, so tickets would travel in the clear. Set HEED_TLS_CERT and HEED_TLS_KEY, or leave HEED_HOST at 127.0.0.1.`,
    );
  return {
    dataDir: resolve(workingDirectory, it.HEED_DATA_DIR ?? ".heed"),
    databaseUrl: it.DATABASE_URL ?? null,
    host,
    port: it.HEED_PORT,
    tls,
    tokenLifetimeMs: it.HEED_TOKEN_DAYS * DAY_MS,
    embedder: it.HEED_EMBEDDER,
    embeddingEndpoint: endpoint.endpoint,
    embeddingDirectory:
      it.HEED_EMBED_DIR === undefined
        ? null
        : resolve(workingDirectory, it.HEED_EMBED_DIR),
    secretKey:
      it.HEED_SECRET_KEY === undefined
        ? null
        : Buffer.from(it.HEED_SECRET_KEY, "hex"),
    intercomApi: it.HEED_INTERCOM_API ?? null,
    llm: llm.settings,
  };
}

function readTls(
  certFile: string | undefined,
  keyFile: string | undefined,
): Config["tls"] {
  if (certFile === undefined && keyFile === undefined) return null;
  if (certFile === undefined || keyFile === undefined)
    throw new ConfigError(
      "HEED_TLS_CERT and HEED_TLS_KEY belong together: set both or neither.",
    );
  return {
    cert: readPem("HEED_TLS_CERT", certFile),
    key: readPem("HEED_TLS_KEY", keyFile),
  };
}

function readPem(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${variable} ${file} cannot be read (${code}).`);
  }
}

/** By name and number only: a name that resolves to this machine today may not tomorrow. */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host === "::1" ||
    /^127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(host)
  );
}
