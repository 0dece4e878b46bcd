import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { closeSheet, SheetFrame } from "./SheetFrame.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

interface Props {
  onRegenerate: (instruction: string | null) => void;
}

/** What the next draft should do otherwise. Empty: just another one. */
export function InstructionBox({ onRegenerate }: Props) {
  const [instruction, setInstruction] = useState("");
  const send = () => {
    closeSheet();
    onRegenerate(instruction.trim() === "" ? null : instruction.trim());
  };
  useKeys({ Escape: closeSheet }, true);

  return (
    <SheetFrame
      label={words.regenerateHow}
      title={words.regenerateHow}
      aside={words.escKeeps}
    >
      <div className="sheet-box">
        <input
          className="in"
          dir="auto"
          maxLength={2000}
          aria-label={words.instruction}
          placeholder={words.instruction}
          value={instruction}
          onChange={(event) => setInstruction(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) send();
          }}
        />
        <Button look="main" keyName="Enter" onClick={send}>
          {words.regenerate}
        </Button>
      </div>
    </SheetFrame>
  );
}
