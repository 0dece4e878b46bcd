import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { buildExtension } from "../setup/prepare.mjs";

/** What the built panel weighs as the browser loads it, zipped: the script and the style sheets its page names. */
const BUILD = buildExtension(() => undefined);
const PANEL_BUDGET = 170_000;
const CONTENT_SCRIPT_BUDGET = 10_000;

const read = (file: string) => readFileSync(join(BUILD, file));
const zipped = (file: string) => gzipSync(read(file), { level: 9 }).length;
const loadedBy = (page: string) =>
  [
    ...read(page)
      .toString()
      .matchAll(/(?:src|href)="\/([^"]+)"/g),
  ].map(([, file]) => file as string);

describe("the built extension", () => {
  it("has a panel of at most 170 kB", () => {
    const files = loadedBy("sidepanel.html");
    expect(files.some((file) => file.endsWith(".js"))).toBe(true);
    expect(files.some((file) => file.endsWith(".css"))).toBe(true);
    const total = files.map(zipped).reduce((a, b) => a + b, 0);
    expect(total).toBeLessThanOrEqual(PANEL_BUDGET);
  });

  it("has content scripts of at most 10 kB for each helpdesk", () => {
    const { content_scripts } = JSON.parse(read("manifest.json").toString());
    const sizes = content_scripts.map(
      ({ matches, js }: { matches: string[]; js: string[] }) => ({
        matches,
        size: js.map(zipped).reduce((a, b) => a + b, 0),
      }),
    );
    expect(sizes.length).toBeGreaterThan(0);
    expect(
      sizes.filter(
        ({ size }: { size: number }) => size > CONTENT_SCRIPT_BUDGET,
      ),
    ).toEqual([]);
  });

  it("keeps the database library out of the panel: it was a fifth of its script", () => {
    const script = loadedBy("sidepanel.html").find((it) => it.endsWith(".js"));
    expect(read(script ?? "").toString()).not.toContain("DexieError");
    // The worker has it: the name is one that a built script keeps.
    expect(
      readdirSync(join(BUILD, "static/background")).some((file) =>
        read(`static/background/${file}`).toString().includes("DexieError"),
      ),
    ).toBe(true);
  });
});
