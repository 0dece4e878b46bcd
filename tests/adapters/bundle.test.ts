import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { HELPDESK_HOSTS } from "../../src/messaging/hosts.ts";

/**
 * What runs in the helpdesk's page: bundled here anew, so the test does not depend on what was built last. What it
 * weighs is held where it is built as it ships: tests/panel/bundle.test.ts.
 */
const ROOT = resolve(import.meta.dirname, "../..");

const ENTRIES = readdirSync(join(ROOT, "src/contents")).map(
  (file) => `src/contents/${file}`,
);

const bundle = await build({
  entryPoints: ENTRIES.map((file) => join(ROOT, file)),
  outdir: join(ROOT, "never-written"),
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  absWorkingDir: ROOT,
  format: "iife",
});
const files = Object.keys(bundle.metafile.inputs);
const source = (file: string) => readFileSync(join(ROOT, file), "utf8");

describe("the content script", () => {
  it("carries no package: no zod, no Dexie, no React, no polyfill", () => {
    expect(files.filter((file) => file.includes("node_modules"))).toEqual([]);
  });

  it("carries nothing of the worker, the outbox or the contracts", () => {
    expect(
      files.filter((file) =>
        /src\/(?:background|outbox|contracts|panel)\//.test(file),
      ),
    ).toEqual([]);
  });

  it.each(files)("%s reaches the network only if it is get.ts", (file) => {
    const reaches =
      /\bfetch\s*\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts/.test(
        source(file),
      );
    expect(reaches).toBe(file === "src/adapters/zendesk/get.ts");
  });

  it.each(files)(
    "%s never stores, and never writes markup or commands into the page",
    (file) => {
      expect(source(file)).not.toMatch(
        /indexedDB|localStorage|sessionStorage|\.innerHTML|execCommand\(|\.click\(\)|insertAdjacentHTML/,
      );
    },
  );
});

describe("the manifest", () => {
  const { manifest } = JSON.parse(source("package.json"));

  it("asks for the adapters' hosts, no more", () => {
    expect(manifest.host_permissions).toEqual(
      HELPDESK_HOSTS.map(({ permission }) => permission),
    );
  });

  it("gives each helpdesk's pages the script of its adapter, and no other", () => {
    for (const file of ENTRIES) {
      const matches = /matches: (\[[^\]]*\])/.exec(source(file))?.[1] ?? "";
      expect(JSON.parse(matches.replace(/,\s*\]/, "]"))).toEqual(
        HELPDESK_HOSTS.filter(
          ({ helpdesk }) => file === `src/contents/${helpdesk}.ts`,
        ).map(({ match }) => match),
      );
    }
    expect(ENTRIES.length).toBe(
      new Set(HELPDESK_HOSTS.map(({ helpdesk }) => helpdesk)).size,
    );
  });

  it.each(ENTRIES)("%s carries the adapter of one helpdesk", (file) => {
    const { inputs } =
      Object.values(bundle.metafile.outputs).find(
        ({ entryPoint }) => entryPoint === file,
      ) ?? {};
    const adapters = Object.keys(inputs ?? {}).flatMap(
      (input) => /^src\/adapters\/([^/]+)\//.exec(input)?.[1] ?? [],
    );
    expect(new Set(adapters).size).toBe(1);
  });

  it("lets no page and no other extension in", () => {
    expect(manifest).not.toHaveProperty("web_accessible_resources");
    expect(manifest).not.toHaveProperty("externally_connectable");
    expect(manifest.permissions).toEqual(["alarms", "storage", "scripting"]);
  });
});
