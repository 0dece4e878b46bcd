import { useState } from "react";
import { REJECT_REASONS, type RejectReason } from "../domain/outcome.ts";
import { ChoiceSheet, type Choice } from "./ChoiceSheet.tsx";
import { closeSheet } from "./SheetFrame.tsx";
import { words } from "./words.ts";

/** The usual ones, in the order of their keys; `More` holds the others. */
const USUAL: RejectReason[] = [
  "wrong_fact",
  "stale_source",
  "should_act_not_reply",
  "tone",
  "not_needed",
];
const OTHERS = REJECT_REASONS.filter((reason) => !USUAL.includes(reason));

interface Props {
  onReject: (reason: RejectReason, note: string | null) => void;
}

export function RejectSheet({ onReject }: Props) {
  const [showsOthers, setShowsOthers] = useState(false);
  const choices = (showsOthers ? OTHERS : USUAL).map((reason): Choice => ({
    name: words.reasons[reason],
    run: (note) => onReject(reason, note),
  }));
  if (!showsOthers)
    choices.push({
      name: words.moreReasons,
      hint: words.reasonCount(OTHERS.length),
      run: () => setShowsOthers(true),
      isDoor: true,
    });
  return (
    <ChoiceSheet
      label={words.rejectLabel}
      title={words.rejectWhy}
      aside={showsOthers ? words.escBack : words.escKeeps}
      choices={choices}
      noteLabel={words.ownerNote}
      onEscape={showsOthers ? () => setShowsOthers(false) : closeSheet}
    />
  );
}
