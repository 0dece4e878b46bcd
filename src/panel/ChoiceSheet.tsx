import { useState } from "react";
import { closeSheet, SheetFrame, SheetOption } from "./SheetFrame.tsx";
import { useKeys, type KeyMap } from "./use-keys.ts";

export interface Choice {
  name: string;
  hint?: string;
  /** `note`: the optional word, where the sheet asks for one. */
  run: (note: string | null) => void;
  /** Leads to more choices: the word waits until one of those is taken. */
  isDoor?: boolean;
}

interface Props {
  title: string;
  label?: string;
  aside: string;
  choices: Choice[];
  /** Asks for a word, which may be left out; null: it does not. */
  noteLabel?: string | null;
  onEscape?: () => void;
}

/** A question with a key for each answer. A digit or a click answers; from the box, Enter answers as marked. */
export function ChoiceSheet({
  title,
  label = title,
  aside,
  choices,
  noteLabel = null,
  onEscape = closeSheet,
}: Props) {
  const [note, setNote] = useState("");
  const [marked, setMarked] = useState("");
  const answers = choices.filter(({ isDoor }) => !isDoor);
  const chosen = answers.find(({ name }) => name === marked) ?? answers[0];
  const take = ({ run }: Choice) =>
    run(note.trim() === "" ? null : note.trim());
  const keyMap: KeyMap = Object.fromEntries(
    choices.map((choice, n) => [String(n + 1), () => take(choice)]),
  );
  useKeys({ ...keyMap, Escape: onEscape }, true);

  return (
    // A fresh frame for another list of choices moves the focus to its first.
    <SheetFrame
      key={choices[0]?.name}
      label={label}
      title={title}
      aside={aside}
    >
      {choices.map((choice, n) => (
        <SheetOption
          key={choice.name}
          keyName={String(n + 1)}
          hint={choice.hint}
          selected={noteLabel !== null && choice === chosen}
          onFocus={() => !choice.isDoor && setMarked(choice.name)}
          onClick={() => take(choice)}
        >
          {choice.name}
        </SheetOption>
      ))}
      {noteLabel !== null && (
        <div className="sheet-box">
          <input
            className="in small"
            dir="auto"
            maxLength={2000}
            aria-label={noteLabel}
            placeholder={noteLabel}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (
                event.key === "Enter" &&
                !event.nativeEvent.isComposing &&
                chosen
              )
                take(chosen);
            }}
          />
        </div>
      )}
    </SheetFrame>
  );
}
