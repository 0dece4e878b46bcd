import { Icon } from "./Icon.tsx";

type Props =
  | {
      kind: "cite";
      number: number;
      on: boolean;
      label: string;
      onClick: () => void;
    }
  | { kind: "template"; label: string }
  | { kind: "warn"; label: string; onClick: () => void };

/** The small sign after a sentence. Shape and colour repeat what `label` says. */
export function Mark(props: Props) {
  if (props.kind === "template")
    return (
      <span
        className="mark tmpl"
        role="img"
        aria-label={props.label}
        title={props.label}
      >
        T
      </span>
    );
  if (props.kind === "warn")
    return (
      <button
        type="button"
        className="mark warn"
        aria-label={props.label}
        title={props.label}
        onClick={props.onClick}
      >
        <Icon name="triangle" />
      </button>
    );
  return (
    <button
      type="button"
      className={props.on ? "mark cite on" : "mark cite"}
      aria-label={props.label}
      onClick={props.onClick}
    >
      {props.number}
    </button>
  );
}
