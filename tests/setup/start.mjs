/** `npm start`: the backend and the built extension, for trying Heed on your own helpdesk. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildExtension, prepare, root } from "./prepare.mjs";

prepare();
const extension = buildExtension();
console.error(`
The built extension is in ${extension}
Open chrome://extensions, switch on Developer mode, choose "Load unpacked" and that folder.
Then open the extension's options and type the address and the pairing code printed below.
`);
const backend = spawn(
  process.execPath,
  [join(root, "backend", "cli", "heed.mjs"), "serve", ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
  },
);
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => backend.kill(signal));
backend.on("exit", (code) => process.exit(code ?? 0));
