import { request } from "node:https";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onlyWorkspace } from "../../backend/auth/members.ts";
import { readConfig } from "../../backend/config.ts";
import { listen, openBackend } from "../../backend/main.ts";
import { selfSignedCertificate } from "../sandbox/look-alike/certificate.ts";
import { NOW } from "./examples.ts";
import { samplePack } from "./filled-workspace.ts";
import {
  startPostgres,
  type PostgresCluster,
} from "./storage/postgres-cluster.ts";

describe("the backend on PostgreSQL", () => {
  let cluster: PostgresCluster;
  let folder: string;
  beforeAll(async () => {
    cluster = startPostgres();
    folder = mkdtempSync(join(tmpdir(), "heed-main-"));
    const admin = new pg.Client(cluster.url("postgres", "postgres"));
    await admin.connect();
    await admin.query("create database heed");
    await admin.end();
  });
  afterAll(() => {
    cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const config = () =>
    readConfig(
      {
        DATABASE_URL: cluster.url("postgres", "heed"),
        HEED_PORT: "0",
        HEED_EMBEDDER: "hashing",
      },
      folder,
    );

  it("runs in several processes: a release made in one answers in the other", async () => {
    const [one, two] = await Promise.all([
      openBackend(config()),
      openBackend(config()),
    ]);
    const workspace = await onlyWorkspace(one.database, NOW);
    const workspaceId = workspace?.workspaceId ?? "";
    expect(await two.live.current(workspaceId)).toBeNull();
    expect((await one.release(workspaceId, samplePack(), "Sam")).number).toBe(
      1,
    );
    expect((await two.live.current(workspaceId))?.releaseNumber).toBe(1);
    await Promise.all([one.close(), two.close()]);
  });

  it("speaks TLS when it has a certificate", async () => {
    const { key, cert } = selfSignedCertificate(["localhost"]);
    const tls = { key: key.toString(), cert: cert.toString() };
    const backend = await openBackend({ ...config(), tls });
    const port = await listen(backend);
    expect(port.address).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      request(`${port.address}/healthz`, { ca: cert }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(200);
    await port.close();
    await backend.close();
  });
});
