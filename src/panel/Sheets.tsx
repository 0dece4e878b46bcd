import type { ReactNode } from "react";
import { useAgent } from "./agent-store.ts";
import { ComposerChoice } from "./ComposerChoice.tsx";
import { EditSheet } from "./EditSheet.tsx";
import { FlagSheet } from "./FlagSheet.tsx";
import { InstructionBox } from "./InstructionBox.tsx";
import { KeysSheet } from "./KeysSheet.tsx";
import { RejectSheet } from "./RejectSheet.tsx";
import type { Capability } from "../domain/suggestion.ts";
import type { Actions } from "./use-actions.ts";
import type { Remarks } from "./use-remarks.ts";

interface Props {
  actions: Actions;
  remarks: Remarks;
  capabilities: Capability[];
  onRegenerate: (instruction: string | null) => void;
  foot: ReactNode;
}

/** The foot, or what stands in its place. */
export function Sheets({
  actions,
  remarks,
  capabilities,
  onRegenerate,
  foot,
}: Props) {
  const sheet = useAgent((state) => state.sheet);
  switch (sheet?.kind) {
    case "reject":
      return <RejectSheet onReject={actions.reject} />;
    case "regenerate":
      return (
        <InstructionBox
          capabilities={capabilities}
          onRegenerate={onRegenerate}
        />
      );
    case "flag":
      return <FlagSheet target={sheet.target} remarks={remarks} />;
    case "edit":
      return (
        <EditSheet
          suggestionId={sheet.suggestionId}
          onClass={remarks.classEdit}
        />
      );
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
