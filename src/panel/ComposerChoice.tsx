import type { Part } from "./agent-store.ts";
import { closeSheet, SheetFrame, SheetOption } from "./SheetFrame.tsx";
import type { Actions } from "./use-actions.ts";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

interface Props {
  part: Part;
  composerText: string;
  onChoose: Actions["insertInto"];
}

/** The agent has typed already. Nothing of it is lost without their word. */
export function ComposerChoice({ part, composerText, onChoose }: Props) {
  const after = () => onChoose(part, "append", composerText);
  const instead = () => onChoose(part, "replace", composerText);
  useKeys({ "1": after, "2": instead, Escape: closeSheet }, true);
  return (
    <SheetFrame
      label={words.composerHasText}
      title={words.composerHasText}
      aside={words.escKeeps}
    >
      <SheetOption keyName="1" onClick={after}>
        {words.insertAfter}
      </SheetOption>
      <SheetOption keyName="2" onClick={instead}>
        {words.replaceText}
      </SheetOption>
    </SheetFrame>
  );
}
