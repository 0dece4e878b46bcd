/** `npm test` (what proves a change) and `npm run test:full` (the long runs, with the counts the issues state). */
import { spawnSync } from "node:child_process";
import { buildExtension, prepare, root } from "./prepare.mjs";

const full = process.argv.includes("--full");
prepare({ postgres: true });

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
step(
  full ? "tests, full counts" : "tests",
  "npx",
  ["vitest", "run", ...process.argv.slice(2).filter((a) => a !== "--full")],
  full ? { HEED_FULL: "1" } : {},
);
