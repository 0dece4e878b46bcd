import { useState } from "react";
import type { SetupDoor } from "./setup-door.ts";
import { words } from "./words.ts";

type When = "always" | "on_click";
const CHOICES: { when: When; name: string; hint: string | null }[] = [
  { when: "always", name: words.always, hint: null },
  { when: "on_click", name: words.onClick, hint: words.onClickHint },
];

interface Props {
  door: SetupDoor;
  value: When;
  onSaved: (value: When) => void;
}

/** Whether opening a ticket is enough to ask for a draft. Saved by choosing. */
export function DraftWhen({ door, value, onSaved }: Props) {
  const [said, setSaid] = useState<string | null>(null);
  const save = async (when: When) => {
    const answer = await door
      .ask({ type: "options.save", draftWhen: when })
      .catch(() => ({ ok: false, message: words.gone }) as const);
    if (answer.ok) onSaved(when);
    setSaid(answer.ok ? words.saved : answer.message);
  };
  return (
    <fieldset className="setup-part">
      <legend>{words.draftWhen}</legend>
      {CHOICES.map(({ when, name, hint }) => (
        <label key={when} className="step">
          <input
            type="radio"
            className="tick"
            name="draft-when"
            checked={value === when}
            onChange={() => void save(when)}
          />
          <span>
            {name}
            {hint !== null && <small>{hint}</small>}
          </span>
        </label>
      ))}
      <p className="answer" role="status">
        {said}
      </p>
    </fieldset>
  );
}
