import { resolve } from "node:path";
import { readPack } from "../packs/read-pack.ts";
import type { Command } from "./command.ts";
import { packErrors } from "./pack-lint.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed release create`: a pack becomes the next release, live when the command ends. */
export const releaseCreate: Command = {
  name: "release create",
  usage: "DIR [--workspace ID]",
  summary: "make the next release from a policy pack; it answers from then on",
  options: workspaceOption,
  words: 1,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { words, workingDirectory } = input;
      const reading = readPack(resolve(workingDirectory, words[0] ?? "."));
      if (!reading.ok) return packErrors(reading.errors);
      const { workspaceId } = await workspaceOf(input, backend);
      const release = await backend.release(workspaceId, reading.pack);
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, ...release },
        lines: [`Release ${release.number} (${release.packName}) is live.`],
      };
    },
  },
};
