import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heed as runHeed } from "../../../backend/cli/heed.ts";
import type { ReleaseLogEntry } from "../../../backend/log/release-log.ts";
import { startServe, type ServeProcess } from "../serve-process.ts";

const SAMPLE_PACK = resolve(import.meta.dirname, "../../../assets/sample-pack");

/** The commands, carried out in a backend that serves, as a person types them. */
describe("an import, a release and the way back", () => {
  let folder: string;
  let env: Record<string, string>;
  let serve: ServeProcess;
  let token: string;
  const progress: string[] = [];

  const heed = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await runHeed([...words, "--json"], {
      environment: env,
      workingDirectory: folder,
      userName: "typist",
      progress: (line) => progress.push(line),
    });
    return { exitCode, stderr, ...JSON.parse(stdout) };
  };
  const found = async (query: string) => {
    const answer = await fetch(`${serve.started.address}/v1/knowledge/search`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query, audience: "internal" }),
    });
    const { sources } = (await answer.json()) as {
      sources: { documentId: string; owner: string | null }[];
    };
    return sources;
  };
  const GUSTS = "At how many knots must the balloon stay on the ground?";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "heed-imports-"));
    mkdirSync(join(folder, "handbook/weather"), { recursive: true });
    writeFileSync(
      join(folder, "handbook/weather/gusts.md"),
      "# Gusts\n\nAbove 18 knots the balloon must stay on the ground.\n",
    );
    writeFileSync(
      join(folder, "handbook/dated.md"),
      "---\ntitle: Night flights\nowner: Pilots\neffectiveFrom: 2026-09-01 14:30\naudience: public\ntags: [x]\n---\n\nNight flights end at 23:00.\n",
    );
    writeFileSync(
      join(folder, "handbook/bad.md"),
      "---\neffectiveFrom: 2026-02-30\n---\n\nText.\n",
    );
    env = {
      HEED_DATA_DIR: join(folder, "data"),
      HEED_PORT: "0",
      HEED_EMBEDDER: "hashing",
    };
    serve = await startServe(env);
    const { pairing, address } = serve.started;
    const paired = await fetch(`${address}/v1/pairings`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: pairing?.code, deviceName: "test" }),
    });
    ({ token } = (await paired.json()) as { token: string });
  });
  afterAll(async () => {
    await serve.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("refuses a release of nothing", async () => {
    expect(await heed("release", "create")).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining("There is nothing to answer from."),
    });
  });

  it("imports a folder, says what it left out, and keeps it out of what answers", async () => {
    await heed("release", "create", SAMPLE_PACK);
    const report = await heed("knowledge", "import", "markdown", "handbook");
    expect(report).toMatchObject({
      exitCode: 0,
      sourceId: "markdown:handbook",
      added: [
        { itemId: "dated", title: "Night flights" },
        { itemId: "weather/gusts", title: "Gusts" },
      ],
      leftOut: [
        {
          itemId: "bad",
          because: '"effectiveFrom" is 2026-02-30, which does not exist.',
        },
      ],
    });
    expect(progress).toContain("markdown:handbook: 3 of 3 items read.");
    const ids = (await found(GUSTS)).map(({ documentId }) => documentId);
    expect(ids).not.toContain("markdown:handbook:weather/gusts");
  });

  it("makes it live with the next release, beside the pack's own documents", async () => {
    const release = await heed("release", "create");
    expect(release).toMatchObject({
      number: 2,
      packName: "Fernhill Outfitters",
      documents: { added: 2, changed: 0, removed: 0 },
      parts: { knowledge: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const [first] = await found(GUSTS);
    expect(first).toMatchObject({
      documentId: "markdown:handbook:weather/gusts",
      owner: null,
    });
    expect(serve.log()).toContain('"event":"release"');
  });

  it("labels what the source does not say, over every later import, from the next release on", async () => {
    await heed("knowledge", "label", "markdown:handbook", "--owner", "Crew");
    await heed(
      "knowledge",
      "label",
      "markdown:handbook:weather/gusts",
      "--effective-from",
      "2026-01-01",
    );
    await heed("knowledge", "import", "markdown", "handbook", "--restart");
    expect((await found(GUSTS))[0]).toMatchObject({ owner: null });
    expect(await heed("release", "create", SAMPLE_PACK)).toMatchObject({
      number: 3,
      documents: { added: 0, changed: 2, removed: 0 },
    });
    expect((await found(GUSTS))[0]).toMatchObject({
      owner: "Crew",
      // Midnight in the pack's zone, Europe/Berlin.
      effectiveFrom: "2025-12-31T23:00:00.000Z",
    });
  });

  it("goes back to the release before, and to a named one, never with a number twice", async () => {
    expect(await heed("release", "rollback")).toMatchObject({
      rolledBack: [3],
      live: 2,
    });
    expect((await found(GUSTS))[0]).toMatchObject({ owner: null });
    expect(await heed("release", "create")).toMatchObject({ number: 4 });
    expect(await heed("release", "rollback", "--to", "3")).toMatchObject({
      exitCode: 2,
      error: "There is no release 3 to go back to. There is: 2, 1.",
    });
    expect(await heed("release", "rollback", "--to", "1")).toMatchObject({
      rolledBack: [4, 2],
      live: 1,
    });
    expect(
      (await found(GUSTS)).map(({ documentId }) => documentId),
    ).not.toContain("markdown:handbook:weather/gusts");
    expect(await heed("release", "rollback", "--by", "Mia")).toMatchObject({
      rolledBack: [1],
      live: null,
    });
    expect(await found(GUSTS)).toEqual([]);
    expect(serve.log()).toContain('"event":"release_rolled_back"');
    // A pack that was rolled back is not taken up again without its folder.
    expect(await heed("release", "create")).toMatchObject({ number: 5 });
  });

  it("says later who did it: whom --by names, else who typed the command, not who runs the backend", async () => {
    const { entries } = (await heed("release", "log")) as {
      entries: ReleaseLogEntry[];
    };
    expect(
      entries.map(({ action, number, live, by }) => [action, number, live, by]),
    ).toEqual([
      ["created", 5, 5, "typist"],
      ["rolled_back", 1, null, "Mia"],
      ["rolled_back", 2, 1, "typist"],
      ["rolled_back", 4, 1, "typist"],
      ["created", 4, 4, "typist"],
      ["rolled_back", 3, 2, "typist"],
      ["created", 3, 3, "typist"],
      ["created", 2, 2, "typist"],
      ["created", 1, 1, "typist"],
    ]);
    const { stdout } = await runHeed(["release", "log"], {
      environment: env,
      workingDirectory: folder,
    });
    expect(stdout.split("\n").slice(0, 4)).toEqual([
      expect.stringMatching(
        /^9 {2}\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}release 5 created, by typist$/,
      ),
      expect.stringMatching(
        /^ {3}knowledge \w{12}, workflow \w{12}, behaviour \w{12}$/,
      ),
      expect.stringMatching(/release 1 rolled back, none live, by Mia$/),
      expect.anything(),
    ]);
  });

  it("lists sources, and reads a removed file as gone", async () => {
    rmSync(join(folder, "handbook/dated.md"));
    rmSync(join(folder, "handbook/bad.md"));
    expect(
      await heed("knowledge", "import", "markdown", "handbook", "--dry-run"),
    ).toMatchObject({
      removed: [{ itemId: "dated" }],
      unchanged: 1,
      dryRun: true,
    });
    await heed("knowledge", "import", "markdown", "handbook");
    expect(await heed("knowledge", "sources")).toMatchObject({
      sources: [
        {
          sourceId: "markdown:handbook",
          items: 1,
          leftOut: 0,
          unfinished: false,
        },
      ],
    });
  });

  it.each([
    [
      ["knowledge", "import", "markdown", "nowhere"],
      /cannot be read \(ENOENT\)\. Name a folder/,
    ],
    [
      ["knowledge", "import", "markdown", "data"],
      /There is no Markdown file \(\.md\) in/,
    ],
    [
      ["knowledge", "import", "markdown", "handbook", "--audience", "all"],
      /--audience takes public or internal/,
    ],
    [
      ["knowledge", "import", "markdown", "handbook", "--review-by", "soon"],
      /--review-by soon is no date\. Write it as/,
    ],
    [
      ["knowledge", "import", "zendesk"],
      /Which Zendesk\? Add --subdomain NAME/,
    ],
    [
      ["knowledge", "import", "zendesk", "--subdomain", "acme"],
      /Set HEED_ZENDESK_TOKEN/,
    ],
    [
      ["knowledge", "label", "returns", "--owner", "A"],
      /returns is not imported\./,
    ],
    [["knowledge", "label", "markdown:x"], /What shall be said\? Add --owner/],
    [
      ["release", "rollback", "--to", "x"],
      /--to takes the number of a release/,
    ],
    [
      ["release", "rollback", "--by", "two\nlines"],
      /--by takes a name: one line of at most 100 characters/,
    ],
    [
      ["release", "create", "--by", "x".repeat(101)],
      /--by takes a name: one line of at most 100 characters/,
    ],
  ])("%j ends with one clear line", async (words, message) => {
    const { exitCode, error } = await heed(...words);
    expect(exitCode).toBe(2);
    expect(error).toMatch(message);
  });
});
