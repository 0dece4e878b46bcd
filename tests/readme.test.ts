import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../backend/cli/index.ts";
import { guardrails } from "../src/domain/guardrails/index.ts";

const ROOT = resolve(import.meta.dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** Names in backticks that open a list row between `<!-- name -->` and `<!-- /name -->`. */
function listed(name: string): string[] {
  const part =
    README.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0] ?? "";
  return [...part.matchAll(/^- `([^`]+)`/gm)]
    .map(([, item]) => item as string)
    .sort();
}

function filesOf(folder: string, not: string[] = []): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map((entry) => entry.name.replace(/\.tsx?$/, ""))
    .filter((name) => !not.includes(name))
    .sort();
}

describe("README lists what the code has", () => {
  it("adapters", () => {
    // A folder each; the files beside them are what all adapters share.
    expect(listed("adapters")).toEqual(
      readdirSync(join(ROOT, "src/adapters"), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort(),
    );
  });

  it("guardrails", () => {
    expect(listed("guardrails")).toEqual(guardrails.map(({ id }) => id).sort());
    const notFiles = [
      "guardrail",
      "index",
      "negation-scopes",
      "places",
      "quantities",
      "support",
      "terms",
    ];
    expect(listed("guardrails")).toEqual(
      filesOf("src/domain/guardrails", notFiles),
    );
  });

  it("commands", () => {
    expect(listed("commands")).toEqual(
      ["serve", ...commands.map(({ name }) => name)].sort(),
    );
  });

  it("endpoints", () => {
    // `delete-current-token.ts` holds `app.delete("/v1/tokens/current", …)`.
    const routes = readdirSync(join(ROOT, "backend/routes")).flatMap((file) =>
      [
        ...readFileSync(join(ROOT, "backend/routes", file), "utf8").matchAll(
          /\bapp\.(get|post|delete|put|patch)\(\s*"([^"]+)"/g,
        ),
      ].map(([, method, path]) => `${method?.toUpperCase()} ${path}`),
    );
    expect(routes.length).toBeGreaterThan(0);
    expect(listed("endpoints")).toEqual(routes.sort());
  });

  it.each(
    [...README.matchAll(/`((?:src|backend|tests|docs)\/[^`*]+)`/g)].map(
      ([, path]) => path as string,
    ),
  )("%s exists", (path) => {
    const folder = path.endsWith("/") ? path.slice(0, -1) : path;
    const parent = folder.split("/").slice(0, -1).join("/");
    expect(readdirSync(join(ROOT, parent))).toContain(folder.split("/").at(-1));
  });
});
