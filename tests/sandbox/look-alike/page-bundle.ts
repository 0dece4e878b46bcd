import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { build, version as esbuildVersion } from "esbuild";

/** What all look-alike pages share. */
const SHARED = new URL("./page/", import.meta.url);
const CACHE = new URL(
  "../../../node_modules/.cache/heed-sandbox/",
  import.meta.url,
);

export interface PageBundle {
  script: Buffer;
  styles: Buffer;
}

/**
 * The page and the editor in it, as one script and one stylesheet. Built again only when its sources changed.
 * @param page folder with `main.ts`
 * @param editor package of the editor, whose version counts as a source
 */
export async function pageBundle(
  page: URL,
  editor: string,
): Promise<PageBundle> {
  const name = sourceHash(page, editor);
  const script = new URL(`${name}.js`, CACHE);
  const styles = new URL(`${name}.css`, CACHE);
  if (existsSync(script) && existsSync(styles))
    return { script: readFileSync(script), styles: readFileSync(styles) };

  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("main.ts", page))],
    // The editor parses HTML with DOMParser, which a page under Trusted Types may not do with a bare string.
    inject: [fileURLToPath(new URL("trusted-parser.ts", SHARED))],
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    outdir: "out",
    logLevel: "error",
  });
  const built = {
    script: Buffer.from(
      outputFiles.find((file) => file.path.endsWith(".js"))?.contents ?? [],
    ),
    styles: Buffer.from(
      outputFiles.find((file) => file.path.endsWith(".css"))?.contents ?? [],
    ),
  };
  mkdirSync(CACHE, { recursive: true });
  writeWhole(styles, built.styles);
  writeWhole(script, built.script);
  return built;
}

function sourceHash(page: URL, editor: string): string {
  const hash = createHash("sha256").update(
    `${esbuildVersion} ${versionOf(editor)}`,
  );
  for (const folder of [page, SHARED])
    for (const file of readdirSync(folder).toSorted())
      hash.update(file).update(readFileSync(new URL(file, folder)));
  return hash.digest("hex").slice(0, 24);
}

function versionOf(editor: string): string {
  return readFileSync(
    new URL(`../../../node_modules/${editor}/package.json`, import.meta.url),
    "utf8",
  );
}

/** Several test files start at once: a reader must find the whole file or none. */
function writeWhole(file: URL, content: Buffer): void {
  const partial = new URL(`${file.href}.${process.pid}`);
  writeFileSync(partial, content);
  renameSync(partial, file);
}
