/** `npm test` (what proves a change) and `npm run test:full` (the long runs, with the counts the issues state). */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { buildExtension, prepare, root } from "./prepare.mjs";

const full = process.argv.includes("--full");
prepare({ postgres: true, firefox: true });

const step = (name, command, args, env = {}) => {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
};

step("types", "npx", ["tsc", "--noEmit"]);
step("lint", "npx", ["eslint", "."]);
step("format", "npx", ["prettier", "--check", "--log-level=warn", "."]);
buildExtension(console.log);
buildExtension(console.log, "firefox");
await test();

async function test() {
  console.log(full ? "\n== tests, full counts" : "\n== tests");
  const startedAt = new Date();
  const load = loadavg()[0];
  const vitest = spawn(
    "npx",
    ["vitest", "run", ...process.argv.slice(2).filter((it) => it !== "--full")],
    {
      cwd: root,
      stdio: ["inherit", "pipe", "inherit"],
      env: { ...process.env, ...(full ? { HEED_FULL: "1" } : {}) },
    },
  );
  let printed = "";
  vitest.stdout.on("data", (chunk) => {
    printed += chunk;
    process.stdout.write(chunk);
  });
  const status = await new Promise((resolve) => vitest.on("close", resolve));
  if (full) writeResults(plain(printed), startedAt, load);
  process.exit(status ?? 1);
}

/** What the long runs measured, for `docs/results/`. */
function writeResults(printed, startedAt, load) {
  const measured = [...printed.matchAll(/^measured: (\{.*\})$/gm)].map(
    ([, json]) => JSON.parse(json),
  );
  const closing = printed.match(/^ +(?:Test Files|Tests) .*$/gm) ?? [];
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: root,
    encoding: "utf8",
  }).trim();
  const lines = [
    "# Last run of `npm run test:full`",
    "",
    `${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, commit ${commit}, Node ${process.versions.node}, ${cpus().length} cores, load at the start ${load.toFixed(1)}.`,
    "",
    "```",
    ...closing.map((line) => line.trim()),
    "```",
    "",
    ...measured.flatMap(({ what, ...figures }) => [
      `**${what[0].toUpperCase()}${what.slice(1)}.** ${Object.entries(figures)
        .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
        .join(", ")}.`,
      "",
    ]),
  ];
  mkdirSync(join(root, "docs/results"), { recursive: true });
  writeFileSync(join(root, "docs/results/test-full.md"), lines.join("\n"));
}

function plain(text) {
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
