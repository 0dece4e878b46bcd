import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heed as runHeed } from "../../../backend/cli/heed.ts";
import { startServe, type ServeProcess } from "../serve-process.ts";

const SAMPLE_PACK = resolve(import.meta.dirname, "../../../assets/sample-pack");

describe("npx heed", () => {
  let folder: string;
  let env: Record<string, string>;
  let serve: ServeProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "heed-cli-"));
    env = {
      HEED_DATA_DIR: join(folder, "data"),
      HEED_PORT: "0",
      HEED_EMBEDDER: "hashing",
    };
    serve = await startServe(env);
  });
  afterAll(async () => {
    await serve.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  /** In this process, which saves a second each; `serve` above came through the real command. */
  const heed = async (...words: string[]) => {
    const { exitCode, ...said } = await runHeed(words, {
      environment: env,
      workingDirectory: folder,
    });
    return { code: exitCode, ...said };
  };
  const json = async (...words: string[]) => {
    const { code, stdout } = await heed(...words, "--json");
    return { code, ...JSON.parse(stdout) } as Record<string, unknown>;
  };
  const call = async (path: string, init: RequestInit = {}) =>
    fetch(`${serve.started.address}${path}`, init);

  it("--help names every command", async () => {
    const { code, stdout } = await heed("--help");
    expect(code).toBe(0);
    for (const name of [
      "serve",
      "pair",
      "members",
      "revoke",
      "pack lint",
      "release create",
      "flags",
      "flags close",
    ])
      expect(stdout).toContain(`npx heed ${name}`);
  });

  it.each([
    [["nonsense"], 'There is no command "nonsense". See: npx heed --help'],
    [
      ["pair"],
      "Whose browser? Add --name NAME, and --role agent, lead or admin.",
    ],
    [
      ["pair", "--name", "A", "--role", "boss"],
      "There is no role boss. Roles: agent, lead, admin.",
    ],
    [
      ["pair", "--nmae", "A"],
      "Unknown option '--nmae'. Use: npx heed pair --name NAME [--role agent|lead|admin] [--workspace ID]",
    ],
    [["pack", "lint"], "Use: npx heed pack lint DIR"],
    [
      ["members", "--workspace", "zzz"],
      /^There is no workspace zzz\. There is: \w{6} \(My workspace\)\.$/,
    ],
    [["flags", "close"], "Use: npx heed flags close NUMBER [--workspace ID]"],
    [
      ["flags", "close", "12"],
      "There is no open flag 12. npx heed flags lists them.",
    ],
    [
      ["revoke", "--name", "Nobody"],
      "There is no member Nobody. See: npx heed members.",
    ],
    [
      ["serve"],
      /^Another Heed backend \(pid \d+\) is using .*\. Stop it, or set HEED_DATA_DIR to another folder\.$/,
    ],
  ] as const)("%j ends with 2 and one clear line", async (words, message) => {
    const { code, stdout, stderr } = await heed(...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    const said = stderr.trim().replace(/^heed: /, "");
    if (typeof message === "string") expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it("serve makes an empty workspace with an admin, and a code that pairs", async () => {
    const { pairing, releaseNumber, workspaceId } = serve.started;
    expect(releaseNumber).toBeNull();
    expect(pairing).toMatchObject({ name: "Admin", role: "admin" });
    const answer = await call("/v1/pairings", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: pairing?.code, deviceName: "test" }),
    });
    const { token, workspace } = (await answer.json()) as {
      token: string;
      workspace: object;
    };
    expect(workspace).toEqual({ workspaceId, name: "My workspace" });

    // Commands work while it serves: they are carried out in it.
    const headers = { authorization: `Bearer ${token}` };
    const created = await json("release", "create", SAMPLE_PACK);
    expect(created).toMatchObject({ code: 0, ok: true, number: 1 });
    expect(await (await call("/v1/me", { headers })).json()).toMatchObject({
      releaseNumber: 1,
    });
    expect(await json("members")).toMatchObject({
      members: [{ name: "Admin", devices: 1 }],
    });
    expect(await json("revoke", "--name", "Admin")).toMatchObject({
      signedOut: 1,
    });
    expect((await call("/v1/me", { headers })).status).toBe(401);
  });

  it("pair adds a member once, and does not change a role in passing", async () => {
    const first = await json("pair", "--name", "Mia", "--role", "lead");
    expect(first).toMatchObject({
      code: expect.anything(),
      name: "Mia",
      role: "lead",
    });
    const second = await json("pair", "--name", "Mia");
    expect(second["memberId"]).toBe(first["memberId"]);
    const { code, stderr } = await heed(
      "pair",
      "--name",
      "Mia",
      "--role",
      "admin",
    );
    expect([code, stderr]).toEqual([
      2,
      "heed: Mia is lead here. Leave --role out, or use another name.\n",
    ]);
  });

  it("pack lint and release create say file, line and mend, and end with 1", async () => {
    expect((await heed("pack", "lint", SAMPLE_PACK)).code).toBe(0);
    const broken = join(folder, "broken");
    cpSync(SAMPLE_PACK, broken, { recursive: true });
    writeFileSync(join(broken, "tone.yaml"), "voice: warm\nvioce: cold\n");
    for (const words of [
      ["pack", "lint", "broken"],
      ["release", "create", "broken"],
    ]) {
      const { code, stdout } = await heed(...words);
      expect(code).toBe(1);
      expect(stdout).toMatch(/^tone\.yaml:2 {2}.*vioce.*$/m);
      expect(await json(...words)).toMatchObject({
        code: 1,
        ok: false,
        errors: expect.arrayContaining([
          expect.objectContaining({
            file: "tone.yaml",
            line: 2,
            mend: expect.any(String),
          }),
        ]),
      });
    }
  });

  it("serve stops at SIGTERM, lets the folder go, and goes on where it was", async () => {
    expect(await serve.kill("SIGTERM")).toBe(0);
    expect(serve.log()).toContain('"event":"stopping"');
    // Nothing runs now: the command opens the database itself.
    expect(await json("members")).toMatchObject({
      members: [{ name: "Admin" }, { name: "Mia" }],
    });
    serve = await startServe(env);
    expect(serve.started.releaseNumber).toBe(1);
  });

  it("serve says so when its port is taken", async () => {
    const { port } = new URL(serve.started.address);
    const other = { HEED_DATA_DIR: join(folder, "other"), HEED_PORT: port };
    const { exitCode, stderr } = await runHeed(["serve"], {
      environment: { ...env, ...other },
      workingDirectory: folder,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(
      `heed: Port ${port} is in use. Stop what uses it, or set HEED_PORT to another.`,
    );
  });
});
