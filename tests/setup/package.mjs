/** `npm run package`: a zip each for the Chrome, Edge and Firefox stores, in `build/packages/`, with their hashes. */
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { buildExtension, prepare, root } from "./prepare.mjs";
import { zipOf } from "./zip.mjs";

export const STORES = ["chrome", "edge", "firefox"];

/**
 * Build anew and pack. Two runs over the same sources give the same bytes.
 * @returns {{ store: string, file: string, sha256: string, bytes: number }[]}
 */
export function packageAll({
  out = join(root, "build", "packages"),
  stores = STORES,
  fresh = true,
  log = console.error,
} = {}) {
  mkdirSync(out, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, "package.json")));
  return stores.map((store) => {
    const folder = buildExtension(log, store, { fresh });
    const zip = zipOf(filesOf(folder));
    const file = join(out, `heed-${version}-${store}.zip`);
    writeFileSync(file, zip);
    const sha256 = createHash("sha256").update(zip).digest("hex");
    return { store, file, sha256, bytes: zip.length };
  });
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile())
    .map((file) => [
      relative(folder, file).split(sep).join("/"),
      readFileSync(file),
    ]);
}

if (process.argv[1] === import.meta.filename) {
  prepare();
  for (const { sha256, file, bytes } of packageAll())
    console.log(
      `${sha256}  ${relative(root, file)}  ${Math.round(bytes / 1024)} kB`,
    );
}
