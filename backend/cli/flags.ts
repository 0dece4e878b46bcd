import { closeFlag, readOpenFlags } from "../signals/source-flags.ts";
import { CommandError, textOption, type Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

const SAYS = {
  wrong: "wrong",
  out_of_date: "out of date",
  missing: "something is missing",
};

/** `heed flags`: what agents said about sources, by owner. */
export const flags: Command = {
  name: "flags",
  usage: "[--owner NAME] [--workspace ID]",
  summary: "sources that agents flagged and nobody has dealt with, by owner",
  options: { ...workspaceOption, owner: { type: "string" } },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { workspaceId } = await workspaceOf(input, backend);
      const wanted = textOption(input, "owner")?.toLowerCase();
      const open = (await readOpenFlags(backend.database, workspaceId)).filter(
        ({ owner }) =>
          wanted === undefined || owner?.toLowerCase().includes(wanted),
      );
      const owners = [...new Set(open.map(({ owner }) => owner))];
      return {
        exitCode: 0,
        json: { workspaceId, flags: open },
        lines: open.length
          ? owners.flatMap((owner) => [
              owner ?? "No owner",
              ...open
                .filter((flag) => flag.owner === owner)
                .map(
                  ({ flagId, title, problem, note, flaggedAt }) =>
                    `  ${flagId}  ${flaggedAt.slice(0, 10)}  ${title}: ${SAYS[problem]}${note ? ` (${note})` : ""}`,
                ),
            ])
          : ["No open flags."],
      };
    },
  },
};

/** `heed flags close NUMBER`: the owner has dealt with it. */
export const flagsClose: Command = {
  name: "flags close",
  usage: "NUMBER [--workspace ID]",
  summary: "take a flag off the list: its owner has dealt with it",
  options: workspaceOption,
  words: 1,
  work: {
    needs: "backend",
    async run(input, backend) {
      const { database, clock } = backend;
      const { workspaceId } = await workspaceOf(input, backend);
      const [word = ""] = input.words;
      const flagId = /^\d{1,15}$/.test(word) ? Number(word) : null;
      if (
        flagId === null ||
        !(await closeFlag(database, workspaceId, flagId, clock()))
      )
        throw new CommandError(
          `There is no open flag ${word}. npx heed flags lists them.`,
        );
      return {
        exitCode: 0,
        json: { workspaceId, flagId },
        lines: [`Flag ${flagId} is closed.`],
      };
    },
  },
};
