import { byOption, whoDoesIt } from "./by-option.ts";
import { CommandError, textOption, type Command } from "./command.ts";
import { workspaceOf, workspaceOption } from "./workspace-option.ts";

/** `heed release rollback`: the release before answers again. */
export const releaseRollback: Command = {
  name: "release rollback",
  usage: "[--to NUMBER] [--by NAME] [--workspace ID]",
  summary: "go back to the release before, or to another one",
  options: { ...workspaceOption, ...byOption, to: { type: "string" } },
  words: 0,
  work: {
    needs: "backend",
    async run(input, backend) {
      const text = textOption(input, "to");
      const to = text === null ? null : Number(text);
      if (to !== null && !(Number.isInteger(to) && to > 0))
        throw new CommandError(
          `--to takes the number of a release, not "${text}".`,
        );
      const by = whoDoesIt(input);
      const { workspaceId } = await workspaceOf(input, backend);
      const rollback = await backend.rollBack(workspaceId, to, by);
      const { rolledBack, live } = rollback;
      return {
        exitCode: 0,
        json: { ok: true, workspaceId, ...rollback },
        lines: [
          `Release ${rolledBack.join(", ")} is rolled back.`,
          live === null
            ? "There is none before it: Heed abstains until the next npx heed release create."
            : `Release ${live} is live.`,
        ],
      };
    },
  },
};
