import { useEffect, useRef } from "react";
import { useAgent } from "./agent-store.ts";

export type KeyMap = Record<string, (() => void) | undefined>;

/**
 * Single keys, outside text boxes. Never with Ctrl, Meta or Alt, which belong to the browser and the helpdesk. They
 * can be switched off; Escape cannot, and works in text boxes too.
 */
export function useKeys(map: KeyMap, active: boolean): void {
  const singleKeys = useAgent((state) => state.singleKeys);
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isEscape = event.key === "Escape";
      if (!isEscape && (!singleKeys || isTextBox(event.target))) return;
      const name = event.key.length === 1 ? event.key.toUpperCase() : event.key;
      const run = latest.current[name];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [active, singleKeys]);
}

function isTextBox(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement)
    return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button"].includes(target.type)
  );
}
