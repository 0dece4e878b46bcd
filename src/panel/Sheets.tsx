import type { ReactNode } from "react";
import { useAgent } from "./agent-store.ts";
import { ComposerChoice } from "./ComposerChoice.tsx";
import { InstructionBox } from "./InstructionBox.tsx";
import { KeysSheet } from "./KeysSheet.tsx";
import { RejectSheet } from "./RejectSheet.tsx";
import type { Actions } from "./use-actions.ts";

interface Props {
  actions: Actions;
  onRegenerate: (instruction: string | null) => void;
  foot: ReactNode;
}

/** The foot, or what stands in its place. */
export function Sheets({ actions, onRegenerate, foot }: Props) {
  const sheet = useAgent((state) => state.sheet);
  switch (sheet?.kind) {
    case "reject":
      return <RejectSheet onReject={actions.reject} />;
    case "regenerate":
      return <InstructionBox onRegenerate={onRegenerate} />;
    case "composer":
      return (
        <ComposerChoice
          part={sheet.part}
          composerText={sheet.composerText}
          onChoose={actions.insertInto}
        />
      );
    case "keys":
      return <KeysSheet />;
    case undefined:
      return foot;
  }
}
