import type { ReactNode } from "react";

interface Props {
  className: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Set on the checkbox, so that the panel can move the focus there. */
  tickId?: string;
  children: ReactNode;
}

/** A checkbox of 16 whose whole row is the target. */
export function TickRow({
  className,
  checked,
  onChange,
  tickId,
  children,
}: Props) {
  return (
    <label className={className}>
      <input
        type="checkbox"
        className="tick"
        id={tickId}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
