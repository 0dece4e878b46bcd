import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packageAll } from "./setup/package.mjs";
import { buildExtension } from "./setup/prepare.mjs";
import { zipOf } from "./setup/zip.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const LISTING = readFileSync(join(ROOT, "docs/store/listing.md"), "utf8");
/** Building takes seconds on a free machine; all three stores in the long run. */
const STORES = process.env["HEED_FULL"]
  ? (["chrome", "edge", "firefox"] as const)
  : (["firefox"] as const);
const out = mkdtempSync(join(tmpdir(), "heed-packages-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const manifestOf = (browser: "chrome" | "edge" | "firefox") =>
  JSON.parse(
    readFileSync(
      join(buildExtension(undefined, browser), "manifest.json"),
      "utf8",
    ),
  );

describe.each(["chrome", "firefox"] as const)("the %s build", (browser) => {
  const manifest = manifestOf(browser);
  const asked: string[] = [
    ...manifest.permissions,
    ...manifest.host_permissions,
    ...manifest.optional_host_permissions,
  ];

  it("asks for at most five permissions and lets nobody in", () => {
    expect(manifest.permissions.length).toBeLessThanOrEqual(5);
    expect(manifest).not.toHaveProperty("web_accessible_resources");
    expect(manifest).not.toHaveProperty("externally_connectable");
    expect(manifest.content_security_policy.extension_pages).toMatch(
      /default-src 'none'; script-src 'self'/,
    );
  });

  it("asks for nothing that README gives no reason for, and README for nothing that is not asked", () => {
    const part =
      README.split("<!-- permissions -->")[1]?.split(
        "<!-- /permissions -->",
      )[0] ?? "";
    const reasons = [...part.matchAll(/^- `([^`]+)`: \S/gm)].map(
      ([, name]) => name as string,
    );
    const onlyChrome = browser === "firefox" ? ["sidePanel"] : [];
    expect([...asked, ...onlyChrome].sort()).toEqual(reasons.sort());
  });

  it("has every permission's reason in the store's text", () => {
    for (const permission of manifest.permissions)
      expect(LISTING).toContain(`\`${permission}\``);
  });
});

it("Firefox: says what is collected, and from which version on", () => {
  const { gecko } = manifestOf("firefox").browser_specific_settings;
  expect(gecko.data_collection_permissions.required).toEqual([
    "personalCommunications",
    "personallyIdentifyingInfo",
  ]);
  expect(gecko.data_collection_permissions.optional).toEqual([
    "technicalAndInteraction",
  ]);
  expect(gecko.strict_min_version).toMatch(/^\d+\.\d+$/);
  expect(manifestOf("chrome")).not.toHaveProperty("browser_specific_settings");
});

it("Firefox: the linter has no errors, and no warnings but React's two", () => {
  const folder = buildExtension(undefined, "firefox");
  const { stdout } = spawnSync(
    "npx",
    ["web-ext", "lint", "-s", folder, "--output", "json", "--no-input"],
    { cwd: ROOT, encoding: "utf8" },
  );
  const report = JSON.parse(stdout);
  expect(report.errors).toEqual([]);
  const ours = report.warnings.filter(
    ({ code, file }: { code: string; file: string }) =>
      !(
        code === "UNSAFE_VAR_ASSIGNMENT" && /^(options|sidepanel)\./.test(file)
      ),
  );
  expect(ours).toEqual([]);
}, 120_000);

it("the same files in another order make the same zip, and unzip reads it", () => {
  const files: [string, Buffer][] = [
    ["b/ü.txt", Buffer.from("two")],
    ["a.txt", Buffer.from("one".repeat(1000))],
  ];
  const zip = zipOf(files);
  expect(zipOf(files.toReversed()).equals(zip)).toBe(true);
  const content = execFileSync(
    process.execPath,
    ["-e", READ_FIRST_FILE, zip.toString("base64")],
    { encoding: "utf8" },
  );
  expect(content).toBe("one".repeat(1000));
});

it("built twice, a package has the same hash", () => {
  const build = (fresh: boolean) =>
    packageAll({ out, stores: [...STORES], fresh, log: () => undefined }).map(
      ({ sha256 }) => sha256,
    );
  // The first is the build at hand, made of these same sources.
  const before = build(false);
  expect(build(true)).toEqual(before);
}, 240_000);

/** Reads the way unzip does: name and sizes from the first local header. */
const READ_FIRST_FILE = `
const zip = Buffer.from(process.argv[1], "base64");
const packed = zip.readUInt32LE(18), name = zip.readUInt16LE(26);
process.stdout.write(require("zlib").inflateRawSync(zip.subarray(30 + name, 30 + name + packed)));
`;
