import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import type { PanelCommand } from "../messaging/panel-protocol.ts";
import { useAgent, type Part } from "./agent-store.ts";
import { useDoor } from "./door.ts";
import type { Actions } from "./use-actions.ts";

interface Hand {
  part: Part | null;
  /** This draft may be inserted or rejected now. */
  active: boolean;
  /** There is none, and one can be asked for. */
  offered: boolean;
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
        obey(push.command, latest.current);
      }),
    [door, tabId],
  );
  // Opened by such a key, the panel heard nothing of it: it asks, once there is something to do it to.
  const ready = (hand.part !== null && hand.active) || hand.offered;
  const asked = useRef(false);
  useEffect(() => {
    if (!ready || asked.current) return;
    asked.current = true;
    void door.ask({ type: "panel.take-command", tabId }).then((answer) => {
      if (!answer.ok || answer.value === null) return;
      if (answer.value === "focus-panel") focusPanel();
      else obey(answer.value, latest.current);
    });
  }, [door, tabId, ready]);
}

function obey(
  command: PanelCommand,
  { actions, hand: { part, active } }: { actions: Actions; hand: Hand },
): void {
  const { sheet, setSheet, setSearching } = useAgent.getState();
  if (command === "focus-panel")
    return document.hasFocus() ? actions.leave() : focusPanel();
  if (part === null || !active) return;
  // What is inserted or rejected must be in sight, and what is left to check must be there to go to.
  if (useAgent.getState().searching) flushSync(() => setSearching(false));
  if (command === "reject") {
    setSheet({ kind: "reject" });
    focusPanel();
  } else if (sheet?.kind === "composer")
    actions.insertInto(sheet.part, "append", sheet.composerText);
  else actions.insert(part);
}

function focusPanel(): void {
  window.focus();
  document
    .querySelector<HTMLElement>(".sheet button, .btn.main, .foot.alone .btn")
    ?.focus();
}
