import { EDIT_CLASSES } from "../domain/remarks.ts";
import { ChoiceSheet } from "./ChoiceSheet.tsx";
import type { Remarks } from "./use-remarks.ts";
import { words } from "./words.ts";

interface Props {
  suggestionId: string;
  onClass: Remarks["classEdit"];
}

/** What an edit that was sent was mainly about. */
export function EditSheet({ suggestionId, onClass }: Props) {
  return (
    <ChoiceSheet
      title={words.editWhat}
      aside={words.escLater}
      choices={EDIT_CLASSES.map((editClass) => ({
        name: words.editClasses[editClass],
        run: () => onClass(suggestionId, editClass),
      }))}
    />
  );
}
