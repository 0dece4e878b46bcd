import type { Part } from "./agent-store.ts";
import { ChoiceSheet } from "./ChoiceSheet.tsx";
import type { Actions } from "./use-actions.ts";
import { words } from "./words.ts";

interface Props {
  part: Part;
  composerText: string;
  onChoose: Actions["insertInto"];
}

/** The agent has typed already. Nothing of it is lost without their word. */
export function ComposerChoice({ part, composerText, onChoose }: Props) {
  return (
    <ChoiceSheet
      title={words.composerHasText}
      aside={words.escKeeps}
      choices={[
        {
          name: words.insertAfter,
          run: () => onChoose(part, "append", composerText),
        },
        {
          name: words.replaceText,
          run: () => onChoose(part, "replace", composerText),
        },
      ]}
    />
  );
}
