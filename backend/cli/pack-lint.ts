import { resolve } from "node:path";
import type { PackError } from "../packs/pack-error.ts";
import { readPack } from "../packs/read-pack.ts";
import type { Command, Result } from "./command.ts";

/** `heed pack lint`: everything that is wrong with a pack, with file, line and mend. */
export const packLint: Command = {
  name: "pack lint",
  usage: "DIR",
  summary: "check a policy pack: file, line and mend for every error",
  options: {},
  words: 1,
  work: {
    needs: "nothing",
    run({ words: [directory = "."], workingDirectory }) {
      const reading = readPack(resolve(workingDirectory, directory));
      if (!reading.ok) return Promise.resolve(packErrors(reading.errors));
      const { name, knowledge, intents, templates } = reading.pack;
      return Promise.resolve({
        exitCode: 0,
        json: { ok: true, name, errors: [] },
        lines: [
          `${name}: no errors. ${knowledge.length} documents, ${intents.length} intents, ${templates.length} templates.`,
        ],
      });
    },
  },
};

export function packErrors(errors: PackError[]): Result {
  return {
    exitCode: 1,
    json: { ok: false, errors },
    lines: [
      ...errors.map(
        ({ file, line, message, mend }) =>
          `${file}:${line}  ${message} ${mend}`,
      ),
      `${errors.length} error${errors.length === 1 ? "" : "s"}.`,
    ],
  };
}
