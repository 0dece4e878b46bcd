/**
 * What a bare machine needs before anything of Heed's can run, in plain Node, since nothing is installed yet:
 * npm packages, a Chromium, openssl, and (for the tests) PostgreSQL and Firefox. Each step is skipped when it is done
 * already.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** @param {{postgres?: boolean, firefox?: boolean, log?: (line: string) => void}} needs */
export function prepare({
  postgres = false,
  firefox = false,
  log = console.error,
} = {}) {
  requireNode();
  installPackages(log);
  installSystemTools({ postgres, firefox }, log);
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Heed needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/** `npm ci` when node_modules is not what the lock file says. Scripts stay off: none of our packages needs one. */
function installPackages(log) {
  const stamp = join(root, "node_modules", ".heed-lock");
  const wanted = digest([join(root, "package-lock.json")]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  log("Installing npm packages (about a minute)…");
  run("npm", [
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  writeFileSync(stamp, wanted);
}

/** On Debian as root by apt; elsewhere Chromium comes from Playwright, and the rest must be there. */
function installSystemTools({ postgres, firefox }, log) {
  const asRoot = process.getuid?.() === 0 && has("apt-get");
  const missing = [];
  if (!has("chromium") && asRoot) missing.push("chromium");
  if (!has("openssl")) missing.push("openssl");
  if (postgres && !existsSync(join(POSTGRES_BIN, "initdb")))
    missing.push("postgresql-15");
  if (firefox && !has("firefox-esr")) missing.push("firefox-esr");
  if (missing.length > 0 && asRoot) {
    log(`Installing ${missing.join(", ")} by apt…`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-qq"], env);
    // Without a service manager PostgreSQL must not try to start a cluster of its own; the tests make theirs.
    run(
      "apt-get",
      [
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        ...missing,
        "fonts-liberation",
        "fonts-dejavu-core",
      ],
      env,
    );
  } else if (missing.length > 0) {
    fail(`Please install ${missing.join(" and ")}, then run this again.`);
  }
  if (!has("chromium") && !existsSync(playwrightMark())) {
    log("Installing Playwright's Chromium…");
    run("npx", ["playwright-core", "install", "chromium"]);
    mkdirSync(dirname(playwrightMark()), { recursive: true });
    writeFileSync(playwrightMark(), "installed");
  }
}

export const POSTGRES_BIN = "/usr/lib/postgresql/15/bin";

function playwrightMark() {
  return join(root, "node_modules", ".heed-chromium");
}

/**
 * Build the extension when its sources changed since the last build.
 * @param {"chrome" | "edge" | "firefox"} [browser]
 * @param {{fresh?: boolean}} [options] `fresh`: build even when nothing changed
 * @returns {string} the built extension's folder
 */
export function buildExtension(
  log = console.error,
  browser = "chrome",
  { fresh = false } = {},
) {
  const target = `${browser}-mv3`;
  const output = join(root, "build", `${target}-prod`);
  const stamp = join(
    root,
    "build",
    browser === "chrome" ? ".heed-sources" : `.heed-sources-${browser}`,
  );
  const wanted = digest([
    ...filesIn(join(root, "src")),
    ...filesIn(join(root, "assets")).filter(
      (file) => !/sample-(?:pack|tickets)/.test(file),
    ),
    join(root, "package.json"),
    join(root, "package-lock.json"),
    join(root, "tsconfig.json"),
    join(root, ".env.firefox"),
  ]);
  if (
    !fresh &&
    existsSync(join(output, "manifest.json")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted
  )
    return output;
  log(`Building the extension for ${browser}…`);
  rmSync(stamp, { force: true });
  const built = spawnSync(
    "npx",
    ["plasmo", "build", `--target=${target}`, "--hoist"],
    { cwd: root, encoding: "utf8" },
  );
  if (built.status !== 0 || !existsSync(join(output, "manifest.json")))
    fail(`The extension did not build.\n${built.stdout}\n${built.stderr}`);
  writeFileSync(stamp, wanted);
  return output;
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile())
    .sort();
}

function digest(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(file.slice(root.length))
      .update("\0")
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

function has(command) {
  return (
    spawnSync("sh", ["-c", `command -v ${command}`], { stdio: "ignore" })
      .status === 0
  );
}

/** Output goes to standard error, so that a report on standard output stays clean. */
function run(command, args, env = process.env) {
  try {
    execFileSync(command, args, { cwd: root, env, stdio: ["ignore", 2, 2] });
  } catch (error) {
    fail(
      `\`${command} ${args.join(" ")}\` failed (${error.status ?? error.message}). Mend that, then run this again.`,
    );
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
