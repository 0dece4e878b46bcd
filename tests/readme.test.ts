import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** Names in backticks that open a list row between `<!-- name -->` and `<!-- /name -->`. */
function listed(name: string): string[] {
  const part = README.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? "";
  return [...part.matchAll(/^- `([^`]+)`/gm)].map(([, item]) => item as string).sort();
}

function filesOf(folder: string, not: string[] = []): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map((entry) => entry.name.replace(/\.tsx?$/, ""))
    .filter((name) => !not.includes(name))
    .sort();
}

describe("README lists what the code has", () => {
  it("adapters", () => {
    expect(listed("adapters")).toEqual(filesOf("src/adapters", ["adapter", "index"]));
  });

  it("guardrails", () => {
    const files = readdirSync(join(ROOT, "src/domain/guardrails"))
      .filter((file) => /\bid: "/.test(readFileSync(join(ROOT, "src/domain/guardrails", file), "utf8")))
      .map((file) => file.replace(/\.ts$/, ""));
    expect(listed("guardrails")).toEqual(files.sort());
  });

  it.each([...README.matchAll(/`((?:src|backend|tests|docs)\/[^`*]+)`/g)].map(([, path]) => path as string))(
    "%s exists",
    (path) => {
      const folder = path.endsWith("/") ? path.slice(0, -1) : path;
      const parent = folder.split("/").slice(0, -1).join("/");
      expect(readdirSync(join(ROOT, parent))).toContain(folder.split("/").at(-1));
    },
  );
});
