import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parsePack } from "../packs/parse-pack.ts";
import { acceptedFiles, readProposals } from "../packs/proposals.ts";
import { filesOfPack, readPack } from "../packs/read-pack.ts";
import { CommandError, textOption, type Command } from "./command.ts";
import { packErrors } from "./pack-lint.ts";

/** `heed knowledge accept`: what was ticked goes into the pack's folder, if the pack has no errors then. */
export const knowledgeAccept: Command = {
  name: "knowledge accept",
  usage: "FILE DIR --approved-by NAME",
  summary: "put ticked proposals into the folder of a pack",
  options: { "approved-by": { type: "string" } },
  words: 2,
  work: {
    needs: "nothing",
    run(input) {
      const [file = "", directory = ""] = input.words.map((word) =>
        resolve(input.workingDirectory, word),
      );
      const approvedBy = textOption(input, "approved-by");
      if (approvedBy === null)
        throw new CommandError(
          "Who approves the templates? Add --approved-by NAME.",
        );
      const proposals = readProposals(read(file));
      if ("trouble" in proposals)
        throw new CommandError(`${file} cannot be read: ${proposals.trouble}`);
      const before = readPack(directory);
      if (!before.ok) return Promise.resolve(packErrors(before.errors));
      const added = acceptedFiles(
        proposals,
        read(join(directory, "intents.yaml")),
        approvedBy,
      );
      if (added.size === 0)
        throw new CommandError(
          `Nothing is ticked in ${file}. Write accept: true where you agree.`,
        );
      for (const path of added.keys())
        if (path !== "intents.yaml" && existsSync(join(directory, path)))
          throw new CommandError(
            `${path} exists already. Change its id in ${file}.`,
          );
      // Looked at as it would be, before anything is written.
      const after = parsePack(new Map([...filesOfPack(directory), ...added]));
      if (!after.ok) return Promise.resolve(packErrors(after.errors));
      for (const [path, text] of added) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
      return Promise.resolve({
        exitCode: 0,
        json: { ok: true, files: [...added.keys()] },
        lines: [
          `Written: ${[...added.keys()].join(", ")}.`,
          "Read them over, then: npx heed release create DIR",
        ],
      });
    },
  },
};

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(`${path} cannot be read (${code}).`);
  }
}
