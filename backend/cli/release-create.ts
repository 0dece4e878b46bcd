import { resolve } from "node:path";
import { readPack } from "../packs/read-pack.ts";
import { packOfNextRelease } from "../releases/pack-of-release.ts";
import { byOption, whoDoesIt } from "./by-option.ts";
import { CommandError, type Command } from "./command.ts";
import { packErrors } from "./pack-lint.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed release create`: a pack and all that was imported become the next release, live when the command ends. */
export const releaseCreate: Command = {
  name: "release create",
  usage: "[DIR] [--by NAME] [--workspace ID]",
  summary:
    "make the next release from a policy pack (without DIR: the live one) and all imports; it answers from then on",
  options: { ...workspaceOption, ...byOption },
  words: { least: 0, most: 1 },
  work: {
    needs: "backend",
    async run(input, backend) {
      const { words, workingDirectory } = input;
      const [directory] = words;
      const by = whoDoesIt(input);
      const reading =
        directory === undefined
          ? null
          : readPack(resolve(workingDirectory, directory));
      if (reading && !reading.ok) return packErrors(reading.errors);
      const { workspaceId, name } = await workspaceOf(input, backend);
      const { pack, errors, documents } = await packOfNextRelease(
        backend.database,
        workspaceId,
        reading?.pack ?? null,
        name,
      );
      if (errors.length > 0) return packErrors(errors);
      if (pack.knowledge.length === 0)
        throw new CommandError(
          "There is nothing to answer from. Name the folder of a pack, or import something first: npx heed knowledge import markdown DIR",
        );
      const release = await backend.release(workspaceId, pack, by);
      const { added, changed, removed } = documents;
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, ...release, documents },
        lines: [
          `Release ${release.number} (${release.packName}) is live: ${pack.knowledge.length} documents, ${added} added, ${changed} changed, ${removed} removed.`,
          `knowledge ${release.parts.knowledge.slice(0, 12)}, workflow ${release.parts.workflow.slice(0, 12)}, behaviour ${release.parts.behaviour.slice(0, 12)}`,
        ],
      };
    },
  },
};
