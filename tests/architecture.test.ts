import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** The house, as a table: which room may import which. A room may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  "src/domain": [],
  "src/contracts": ["src/domain"],
  "src/design": [],
  "src/messaging": ["src/domain", "src/contracts"],
  "src/adapters": ["src/domain", "src/contracts", "src/messaging"],
  "src/outbox": ["src/domain", "src/contracts"],
  "src/packs": ["src/domain", "src/contracts"],
  "src/background": [
    "src/domain",
    "src/contracts",
    "src/messaging",
    "src/adapters",
    "src/outbox",
    "src/packs",
  ],
  "src/panel": ["src/domain", "src/contracts", "src/messaging", "src/design"],
  "src/setup": [
    "src/domain",
    "src/contracts",
    "src/messaging",
    "src/design",
    "src/panel",
  ],
  "src/contents": ["src/domain", "src/messaging", "src/adapters"],
  "src/sidepanel.tsx": ["src/panel", "src/design", "src/messaging"],
  "src/options.tsx": ["src/setup", "src/design", "src/messaging"],

  "backend/storage": ["src/domain", "src/contracts"],
  "backend/packs": ["src/domain", "src/contracts"],
  "backend/knowledge": ["src/domain", "src/contracts"],
  "backend/imports": [
    "src/domain",
    "src/contracts",
    "backend/storage",
    "backend/packs",
    "backend/knowledge",
    "backend/helpdesks",
  ],
  "backend/retrieval": ["src/domain", "src/contracts", "backend/knowledge"],
  "backend/engines": [
    "src/domain",
    "src/contracts",
    "backend/knowledge",
    "backend/retrieval",
  ],
  "backend/pipeline": [
    "src/domain",
    "src/contracts",
    "backend/knowledge",
    "backend/retrieval",
    "backend/engines",
  ],
  "backend/auth": ["src/domain", "src/contracts", "backend/storage"],
  "backend/helpdesks": ["src/domain", "src/contracts", "backend/storage"],
  "backend/signals": ["src/domain", "src/contracts", "backend/storage"],
  "backend/budgets": ["backend/storage", "backend/engines"],
  "backend/log": ["src/domain", "src/contracts", "backend/storage"],
  "backend/releases": [
    "src/domain",
    "src/contracts",
    "backend/storage",
    "backend/log",
    "backend/packs",
    "backend/imports",
    "backend/retrieval",
    "backend/pipeline",
  ],
  "backend/past": [
    "src/domain",
    "src/contracts",
    "backend/storage",
    // Its cache of vectors, which is the workspace's.
    "backend/releases",
    "backend/packs",
    "backend/helpdesks",
    "backend/imports",
    "backend/retrieval",
    "backend/pipeline",
  ],
  "backend/health": [
    "src/domain",
    "src/contracts",
    "backend/storage",
    "backend/packs",
    "backend/knowledge",
    "backend/retrieval",
    "backend/signals",
    "backend/releases",
  ],
  "backend/evals": [
    "src/domain",
    "src/contracts",
    // Its pure rule of what goes into a helpdesk's editor.
    "src/adapters",
    "backend/knowledge",
    "backend/retrieval",
    "backend/engines",
    "backend/pipeline",
    "backend/packs",
    // What is measured comes in by the way that everybody's knowledge does.
    "backend/imports",
    "backend/releases",
    "backend/storage",
    // Injection is measured through the door that the extension uses, as somebody who may.
    "backend/app.ts",
    "backend/auth",
  ],
  "backend/routes": [
    "src/domain",
    "src/contracts",
    "backend/storage",
    "backend/auth",
    "backend/signals",
    "backend/releases",
    "backend/packs",
    "backend/pipeline",
    "backend/retrieval",
    "backend/helpdesks",
    "backend/health",
    "backend/past",
  ],
  "backend/config.ts": [
    "src/domain",
    "src/contracts",
    "backend/engines",
    "backend/retrieval",
  ],
  "backend/app.ts": ["backend", "src/domain", "src/contracts"],
  "backend/main.ts": ["backend", "src/domain", "src/contracts"],
  "backend/cli": ["backend", "src/domain", "src/contracts"],
};

/** One door per package: only these files or rooms may import it. */
const DOORS: Record<string, string[]> = {
  openai: ["backend/engines/openai.ts", "backend/retrieval"],
  dexie: ["src/outbox", "src/packs"],
  "webextension-polyfill": ["src/messaging"],
  react: [
    "src/panel",
    "src/setup",
    "src/design",
    "src/sidepanel.tsx",
    "src/options.tsx",
  ],
  zustand: ["src/panel", "src/setup"],
  "@tanstack/react-query": ["src/panel", "src/setup"],
  fastify: ["backend/app.ts", "backend/routes", "backend/auth"],
  "drizzle-orm": [
    "backend/storage",
    "backend/auth",
    "backend/signals",
    "backend/imports",
    "backend/log",
    "backend/releases",
    "backend/routes",
    "backend/budgets",
    "backend/helpdesks",
    "backend/health",
    "backend/past",
  ],
  "node-zendesk": ["backend/helpdesks"],
  "intercom-client": ["backend/helpdesks"],
  "rehype-parse": ["backend/knowledge"],
  "@electric-sql/pglite": ["backend/storage"],
  pg: ["backend/storage"],
  yaml: ["backend/packs"],
  plasmo: ["src/contents"],
};

const ROOT = resolve(import.meta.dirname, "..");
const files = ["src", "backend"]
  .flatMap(filesUnder)
  .filter((file) => /\.(?:ts|tsx|mjs)$/.test(file));
const rooms = Object.keys(MAY_IMPORT).toSorted((a, b) => b.length - a.length);

describe("the house", () => {
  it("has a room for every file", () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  it("lets a file import only what its room may", () => {
    const wrong = files.flatMap((file) => {
      const room = roomOf(file) ?? "";
      const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
      return localImports(file)
        .filter((target) => !allowed.some((one) => isInside(target, one)))
        .map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("sends every file through the door of each package", () => {
    const wrong = files.flatMap((file) =>
      packageImports(file)
        .filter((name) => {
          const doors = Object.entries(DOORS).find(
            ([door]) => name === door || name.startsWith(`${door}/`),
          )?.[1];
          return (
            doors !== undefined && !doors.some((door) => isInside(file, door))
          );
        })
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("sees what it looks for: imports are found at all", () => {
    expect(localImports("src/domain/trail.ts")).toContain(
      "src/domain/outcome.ts",
    );
    expect(packageImports("src/outbox/database.ts")).toContain("dexie");
  });

  it("lets one file of the adapters fetch, and one of the worker", () => {
    const fetching = files.filter(
      (file) =>
        isInside(file, "src") && /\bfetch\(/.test(withoutComments(file)),
    );
    expect(fetching.sort()).toEqual([
      "src/adapters/zendesk/get.ts",
      "src/background/backend-client.ts",
    ]);
  });

  it("keeps zod, Dexie and React out of what runs in the helpdesk's page", () => {
    const entries = files.filter((file) => isInside(file, "src/contents"));
    expect(entries).not.toEqual([]);
    const inPage = reachableFrom(entries);
    const carried = inPage.flatMap((file) =>
      valueImports(file).filter((name) => !name.startsWith(".")),
    );
    expect(carried).toEqual([]);
  });

  it("has no dated to-do whose date has passed", () => {
    const today = new Date().toISOString().slice(0, 10);
    const due = files.flatMap((file) =>
      [
        ...readFileSync(join(ROOT, file), "utf8").matchAll(
          /TODO \[(\d{4}-\d{2}-\d{2})\]/g,
        ),
      ]
        .filter(([, date]) => (date ?? "") < today)
        .map(([todo]) => `${file}: ${todo}`),
    );
    expect(due).toEqual([]);
  });
});

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(join(ROOT, file)).isFile());
}

function roomOf(file: string): string | undefined {
  return rooms.find((room) => isInside(file, room));
}

function isInside(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

const IMPORT =
  /^(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;

function importsOf(file: string): string[] {
  return [...withoutComments(file).matchAll(IMPORT)].map(
    ([, from, dynamic]) => (from ?? dynamic) as string,
  );
}

/** Without `import type`, which leaves nothing in the bundle. */
function valueImports(file: string): string[] {
  return [
    ...withoutComments(file).matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^"';]*?\sfrom\s)?["']([^"']+)["']/gm,
    ),
  ].map(([, from]) => from as string);
}

function localImports(file: string): string[] {
  return importsOf(file)
    .filter((name) => name.startsWith("."))
    .map((name) => relative(ROOT, resolve(ROOT, dirname(file), name)));
}

function packageImports(file: string): string[] {
  return importsOf(file).filter(
    (name) => !name.startsWith(".") && !name.startsWith("node:"),
  );
}

function reachableFrom(start: string[]): string[] {
  const seen = new Set<string>();
  const open = [...start];
  for (let file = open.pop(); file; file = open.pop()) {
    if (seen.has(file) || !existsSync(join(ROOT, file))) continue;
    seen.add(file);
    for (const name of valueImports(file))
      if (name.startsWith("."))
        open.push(relative(ROOT, resolve(ROOT, dirname(file), name)));
  }
  return [...seen];
}

function withoutComments(file: string): string {
  return readFileSync(join(ROOT, file), "utf8").replace(
    /\/\*[\s\S]*?\*\/|(?<![:"'`\\])\/\/.*$/gm,
    "",
  );
}
