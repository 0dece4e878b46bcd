import type { KeyboardEvent } from "react";

/** Up and Down move the focus among the buttons of a list, round the ends. */
export function moveWithArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const buttons = [
    ...event.currentTarget.querySelectorAll<HTMLElement>("button"),
  ];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = at < 0 ? 0 : (at + step + buttons.length) % buttons.length;
  event.preventDefault();
  buttons[next]?.focus();
}
