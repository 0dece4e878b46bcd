import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { TickRow } from "../design/TickRow.tsx";
import type { Capability } from "../domain/suggestion.ts";
import { closeSheet, SheetFrame } from "./SheetFrame.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

interface Props {
  /** What this suggestion's engine can do; nothing else is offered. */
  capabilities: Capability[];
  onRegenerate: (instruction: string | null) => void;
}

/** What the next draft should do otherwise. Empty: just another one. */
export function InstructionBox({ capabilities, onRegenerate }: Props) {
  const [instruction, setInstruction] = useState("");
  const [wished, setWished] = useState<string[]>([]);
  const isFree = capabilities.includes("instruction");
  const label = isFree ? words.instruction : words.lookFor;
  const send = () => {
    closeSheet();
    const whole = [...wished, instruction.trim()].filter(Boolean).join(" ");
    onRegenerate(whole === "" ? null : whole);
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
          maxLength={1800}
          aria-label={label}
          placeholder={label}
          value={instruction}
          onChange={(event) => setInstruction(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) send();
          }}
        />
      </div>
      {words.wishes
        .filter(([needs]) => capabilities.includes(needs))
        .map(([, name, wish]) => (
          <TickRow
            key={name}
            className="step"
            checked={wished.includes(wish)}
            onChange={(on) =>
              setWished(
                on ? [...wished, wish] : wished.filter((it) => it !== wish),
              )
            }
          >
            {name}
          </TickRow>
        ))}
      {!isFree && <p className="said">{words.wordForWord}</p>}
      <div className="sheet-box">
        <Button look="main" keyName="Enter" onClick={send}>
          {words.regenerate}
        </Button>
      </div>
    </SheetFrame>
  );
}
