import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Make of a build what a build of later sources is: another version, and its scripts under names of their own. */
export async function makeNextVersion(
  folder: string,
  version: string,
): Promise<void> {
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  manifest.version = version;
  for (const script of manifest.content_scripts) {
    const [old] = script.js as string[];
    if (!old) throw new Error("A content script without a file.");
    const name = `${version.replaceAll(".", "-")}.${old}`;
    await rename(join(folder, old), join(folder, name));
    script.js = [name];
  }
  await writeFile(path, JSON.stringify(manifest));
}
