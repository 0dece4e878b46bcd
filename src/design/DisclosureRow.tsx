import { useId, type ReactNode } from "react";
import { Icon } from "./Icon.tsx";

interface Props {
  /** Also the name of the region. */
  title: string;
  /** What the row says while it is closed; kept when open if `keepHint`. */
  hint: string;
  keepHint?: boolean;
  open: boolean;
  keyName?: string;
  onToggle: () => void;
  children: ReactNode;
}

/** A named region that opens downwards. */
export function DisclosureRow({
  title,
  hint,
  keepHint = false,
  open,
  keyName,
  onToggle,
  children,
}: Props) {
  const bodyId = useId();
  return (
    <section aria-label={title}>
      <button
        type="button"
        className="row"
        aria-expanded={open}
        aria-controls={open ? bodyId : undefined}
        aria-keyshortcuts={keyName}
        onClick={onToggle}
      >
        <b>{title}</b>
        <span dir="auto">{open && !keepHint ? "" : hint}</span>
        <Icon name={open ? "down" : "right"} small />
      </button>
      {open && <div id={bodyId}>{children}</div>}
    </section>
  );
}
