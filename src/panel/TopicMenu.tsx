import { useEffect, useRef } from "react";
import { moveWithArrows } from "../design/arrow-keys.ts";
import { Icon } from "../design/Icon.tsx";
import type { IntentGuess } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import { words } from "./words.ts";

interface Props {
  intents: IntentGuess[];
  /** null: no other draft can be asked for now. */
  onTopic: ((intentId: string) => void) | null;
}

/** The topics that came close. Choosing says what the ticket is about; another one also asks for another draft. */
export function TopicMenu({ intents, onTopic }: Props) {
  const setMenu = useAgent((state) => state.setMenu);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    list.current?.querySelector<HTMLElement>("button")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div
      ref={list}
      className="menu start"
      role="listbox"
      aria-label={words.topics}
      onKeyDown={moveWithArrows}
    >
      {intents.map((intent, n) => (
        <button
          type="button"
          key={intent.intentId}
          role="option"
          aria-selected={n === 0}
          className="opt"
          onClick={() => {
            setMenu(null);
            onTopic?.(intent.intentId);
          }}
        >
          <span className="opt-tick">
            {n === 0 && <Icon name="tick" small />}
          </span>
          <span dir="auto">{intent.name}</span>
        </button>
      ))}
    </div>
  );
}
