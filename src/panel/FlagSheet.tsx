import { SOURCE_PROBLEMS } from "../domain/remarks.ts";
import type { FlagTarget } from "./agent-store.ts";
import { ChoiceSheet, type Choice } from "./ChoiceSheet.tsx";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  target: FlagTarget;
  remarks: Remarks;
}

/** What is wrong with a source, for its owner; or that there is none. */
export function FlagSheet({ target, remarks }: Props) {
  const { memory, flag } = remarks;
  const problems =
    target.sourceId === null ? (["missing"] as const) : SOURCE_PROBLEMS;
  const choices = problems.map((problem): Choice => ({
    name:
      target.sourceId === null ? words.noSource : words.sourceProblems[problem],
    run: (note) => flag(target, problem, note),
  }));
  if (memory.flagged[target.sourceId ?? ""])
    choices.push({
      name: words.takeFlagBack,
      run: () => flag(target, null, null),
      isDoor: true,
    });
  return (
    <ChoiceSheet
      label={words.flagSource}
      title={words.flagTitle(target.title)}
      aside={target.owner ?? words.noOwner}
      choices={choices}
      noteLabel={words.ownerNote}
    />
  );
}
