import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inReadingOrder } from "./pack-error.ts";
import type { PackError, PackReading } from "./pack-error.ts";
import { parsePack } from "./parse-pack.ts";

/** A whole pack is read into memory, so one stray dump must not fill it. */
const MAX_FILE_BYTES = 1_000_000;
const MAX_FILES = 20_000;
const FOLDERS = ["knowledge", "notices", "templates"];

/** Reads the folder of a pack. Everything that is wrong with it comes back as a value. */
export function readPack(directory: string): PackReading {
  const files = new Map<string, string>();
  const unreadable: PackError[] = [];
  let paths: string[];
  try {
    paths = pathsIn(directory);
  } catch (error) {
    const message = `The folder cannot be read: ${reasonOf(error)}.`;
    return {
      ok: false,
      errors: [
        {
          file: ".",
          line: 1,
          message,
          mend: "Name a folder that holds a pack.yaml.",
        },
      ],
    };
  }
  if (paths.length > MAX_FILES) {
    const message = `The folder holds ${paths.length} files, more than ${MAX_FILES}.`;
    return {
      ok: false,
      errors: [
        {
          file: ".",
          line: 1,
          message,
          mend: "Name the folder of the pack itself.",
        },
      ],
    };
  }
  for (const path of paths) {
    const reading = readText(directory, path);
    if (typeof reading === "string") files.set(path, reading);
    else unreadable.push({ file: path, line: 1, ...reading });
  }
  return parsePack(files, inReadingOrder(unreadable));
}

/** Path inside the pack → text, of a pack that reads without errors. */
export function filesOfPack(directory: string): Map<string, string> {
  return new Map(
    pathsIn(directory).flatMap((path): [string, string][] => {
      const text = readText(directory, path);
      return typeof text === "string" ? [[path, text]] : [];
    }),
  );
}

/** The files a pack may have: YAML beside pack.yaml, and what lies in its three folders. Hidden files are not ours. */
function pathsIn(directory: string): string[] {
  const visible = (folder: string) =>
    readdirSync(join(directory, folder)).filter(
      (name) => !name.startsWith("."),
    );
  const inFolders = FOLDERS.flatMap((folder) => {
    const isFolder =
      statSync(join(directory, folder), {
        throwIfNoEntry: false,
      })?.isDirectory() ?? false;
    return isFolder ? visible(folder).map((name) => `${folder}/${name}`) : [];
  });
  return [
    ...visible(".").filter((name) => /\.ya?ml$/.test(name)),
    ...inFolders,
  ].sort();
}

function readText(
  directory: string,
  path: string,
): string | { message: string; mend: string } {
  try {
    const status = statSync(join(directory, path));
    // Left to the parser, which says that folders inside folders are not read.
    if (status.isDirectory()) return "";
    if (status.size > MAX_FILE_BYTES) {
      return {
        message: "The file is larger than 1 MB.",
        mend: "Split it, or move it out of the pack.",
      };
    }
    const bytes = readFileSync(join(directory, path));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) {
      return {
        message: "The file is not UTF-8 text.",
        mend: "Save it again with the encoding UTF-8.",
      };
    }
    return {
      message: `The file cannot be read: ${reasonOf(error)}.`,
      mend: "Check its permissions, or delete it.",
    };
  }
}

/** The code alone: messages of the file system carry the path on this machine. */
function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error
    ? String(error.code)
    : "unknown reason";
}
