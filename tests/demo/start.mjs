/** `npm run demo`: from a bare clone to the running loop. Installs, builds, then hands over to `demo.ts`. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildExtension, prepare, root } from "../setup/prepare.mjs";

const firefox = /--browser[= ]firefox/.test(process.argv.join(" "));
prepare({ firefox });
buildExtension(console.error, firefox ? "firefox" : "chrome");
const demo = spawn(
  process.execPath,
  [
    "--import",
    "tsx",
    join(root, "tests", "demo", "demo.ts"),
    ...process.argv.slice(2),
  ],
  {
    // Paths the caller gives are relative to where they stand.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => demo.kill(signal));
demo.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
