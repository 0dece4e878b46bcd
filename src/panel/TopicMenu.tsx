import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { Icon } from "../design/Icon.tsx";
import type { IntentGuess } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import { valueOf } from "./ask-failure.ts";
import { useDoor } from "./door.ts";
import { words } from "./words.ts";

type Topic = Pick<IntentGuess, "intentId" | "name">;

/** As many as fit without scrolling. */
const SHOWN = 8;
const FRESH_MS = 10 * 60 * 1000;
const NONE: Topic[] = [];

interface Props {
  /** The topics that came close, the best first. */
  intents: IntentGuess[];
  /** None of them is said to be the topic. */
  isUnclear: boolean;
  /** null: no other draft can be asked for now. */
  onTopic: ((intentId: string) => void) | null;
}

/**
 * The topics that came close and, with a few letters, every topic there is. Choosing says what the ticket is about;
 * another one also asks for another draft. The cursor stays in the box: arrows mark, Enter chooses.
 */
export function TopicMenu({ intents, isUnclear, onTopic }: Props) {
  const door = useDoor();
  const setMenu = useAgent((state) => state.setMenu);
  const box = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [query, setQuery] = useState("");
  const [marked, setMarked] = useState(0);
  const { data: all = NONE, error } = useQuery<Topic[]>({
    queryKey: ["topics"],
    queryFn: () => valueOf(door, { type: "panel.intents" }),
    staleTime: FRESH_MS,
  });
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      // Back to where the agent was, unless they have gone elsewhere.
      if (
        document.activeElement === document.body &&
        before instanceof HTMLElement
      )
        before.focus();
    };
  }, []);

  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found =
    wanted.length === 0
      ? intents
      : (all.length > 0 ? all : intents)
          .filter(({ name }) =>
            wanted.every((word) => name.toLowerCase().includes(word)),
          )
          .slice(0, SHOWN);
  const current = isUnclear ? null : (intents[0]?.intentId ?? null);
  const choose = (topic: Topic | undefined) => {
    if (!topic) return;
    setMenu(null);
    onTopic?.(topic.intentId);
  };
  const move = (by: number) =>
    setMarked((marked + by + found.length) % Math.max(1, found.length));

  return (
    <div className="menu start">
      <input
        ref={box}
        className="in small"
        dir="auto"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={
          found[marked] ? `${listId}-${marked}` : undefined
        }
        aria-label={words.searchTopics}
        placeholder={words.searchTopics}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setMarked(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "ArrowDown") move(1);
          else if (event.key === "ArrowUp") move(-1);
          else if (event.key === "Enter") choose(found[marked]);
          else return;
          event.preventDefault();
        }}
      />
      <div id={listId} role="listbox" aria-label={words.topics}>
        {found.map((topic, n) => (
          <button
            type="button"
            key={topic.intentId}
            id={`${listId}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === marked}
            className={n === marked ? "opt on" : "opt"}
            onClick={() => choose(topic)}
          >
            <span className="opt-tick">
              {topic.intentId === current && <Icon name="tick" small />}
            </span>
            <span dir="auto">{topic.name}</span>
          </button>
        ))}
      </div>
      <p className="hide" role="status">
        {wanted.length > 0 && words.topicCount(found.length)}
      </p>
      {wanted.length > 0 && found.length === 0 && (
        <p className="said">{words.topicCount(0)}</p>
      )}
      {error && <p className="said">{words.topicsNotThere}</p>}
    </div>
  );
}
