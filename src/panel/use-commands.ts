import { useEffect, useRef } from "react";
import { useAgent, type Part } from "./agent-store.ts";
import { useDoor } from "./door.ts";
import type { Actions } from "./use-actions.ts";

interface Hand {
  part: Part | null;
  /** This draft may be inserted or rejected now. */
  active: boolean;
}

/**
 * The keys that work from anywhere, while the cursor stands in the helpdesk. The same key again takes the first way
 * that was offered, so a composer that holds text needs no mouse either.
 */
export function useCommands(tabId: number, actions: Actions, hand: Hand): void {
  const door = useDoor();
  const latest = useRef({ actions, hand });
  useEffect(() => {
    latest.current = { actions, hand };
  });
  useEffect(
    () =>
      door.onPush((push) => {
        if (push.type !== "push.command" || push.tabId !== tabId) return;
        const { part, active } = latest.current.hand;
        const { sheet, setSheet } = useAgent.getState();
        if (push.command === "focus-panel")
          return document.hasFocus()
            ? latest.current.actions.leave()
            : focusPanel();
        if (part === null || !active) return;
        if (push.command === "reject") {
          setSheet({ kind: "reject" });
          focusPanel();
        } else if (sheet?.kind === "composer")
          latest.current.actions.insertInto(
            sheet.part,
            "append",
            sheet.composerText,
          );
        else latest.current.actions.insert(part);
      }),
    [door, tabId],
  );
}

function focusPanel(): void {
  window.focus();
  document.querySelector<HTMLElement>(".sheet button, .btn.main")?.focus();
}
