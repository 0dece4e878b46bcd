import { useState } from "react";
import { REJECT_REASONS, type RejectReason } from "../domain/outcome.ts";
import { closeSheet, SheetFrame, SheetOption } from "./SheetFrame.tsx";
import { useKeys, type KeyMap } from "./use-keys.ts";
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

/** A digit or a click rejects at once; from the text box, Enter sends the marked reason with the word. */
export function RejectSheet({ onReject }: Props) {
  const [showsOthers, setShowsOthers] = useState(false);
  const [marked, setMarked] = useState(0);
  const [note, setNote] = useState("");
  const reasons = showsOthers ? OTHERS : USUAL;
  const send = (reason: RejectReason) =>
    onReject(reason, note.trim() === "" ? null : note.trim());
  const more = () => {
    setShowsOthers(true);
    setMarked(0);
  };

  const keyMap: KeyMap = Object.fromEntries(
    reasons.map((reason, n) => [String(n + 1), () => send(reason)]),
  );
  if (!showsOthers) keyMap[String(USUAL.length + 1)] = more;
  keyMap["Escape"] = showsOthers ? () => setShowsOthers(false) : closeSheet;
  useKeys(keyMap, true);

  return (
    <SheetFrame
      // A fresh frame for the second list moves the focus to its first reason.
      key={showsOthers ? "others" : "usual"}
      label={words.rejectLabel}
      title={words.rejectWhy}
      aside={showsOthers ? words.escBack : words.escKeeps}
    >
      {reasons.map((reason, n) => (
        <SheetOption
          key={reason}
          keyName={String(n + 1)}
          selected={marked === n}
          onFocus={() => setMarked(n)}
          onClick={() => send(reason)}
        >
          {words.reasons[reason]}
        </SheetOption>
      ))}
      {!showsOthers && (
        <SheetOption
          keyName={String(USUAL.length + 1)}
          hint={words.reasonCount(OTHERS.length)}
          onClick={more}
        >
          {words.moreReasons}
        </SheetOption>
      )}
      <div className="sheet-box">
        <input
          className="in small"
          dir="auto"
          maxLength={2000}
          aria-label={words.ownerNote}
          placeholder={words.ownerNote}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            const reason = reasons[marked];
            if (
              event.key === "Enter" &&
              !event.nativeEvent.isComposing &&
              reason
            )
              send(reason);
          }}
        />
      </div>
    </SheetFrame>
  );
}
