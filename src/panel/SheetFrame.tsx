import { useEffect, useRef, type ReactNode } from "react";
import { moveWithArrows } from "../design/arrow-keys.ts";
import { useAgent } from "./agent-store.ts";

interface Props {
  label: string;
  title: string;
  aside: string;
  children: ReactNode;
}

/** Takes the foot's place while the draft stays in sight. Not modal: the panel behind it can still be read and used. */
export function SheetFrame({ label, title, aside, children }: Props) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.querySelector<HTMLElement>("input, button")?.focus();
    return () => {
      // Back to where the agent was, unless they have gone elsewhere or it is gone.
      if (
        document.activeElement === document.body &&
        before instanceof HTMLElement
      )
        before.focus();
    };
  }, []);
  return (
    <div
      ref={sheet}
      className="sheet"
      role="dialog"
      aria-label={label}
      onKeyDown={moveWithArrows}
    >
      <h2 className="label">
        {title}
        <span className="aside">{aside}</span>
      </h2>
      {children}
    </div>
  );
}

interface OptionProps {
  keyName: string;
  hint?: string | undefined;
  selected?: boolean;
  onClick: () => void;
  onFocus?: () => void;
  children: ReactNode;
}

/** One line of a sheet: its key, its words. */
export function SheetOption({
  keyName,
  hint,
  selected = false,
  onClick,
  onFocus,
  children,
}: OptionProps) {
  return (
    <button
      type="button"
      className={selected ? "opt on" : "opt"}
      aria-keyshortcuts={keyName}
      onClick={onClick}
      onFocus={onFocus}
    >
      <kbd aria-hidden="true">{keyName}</kbd>
      {children}
      {hint !== undefined && <span className="hint">{hint}</span>}
    </button>
  );
}

export const closeSheet = () => useAgent.getState().setSheet(null);
