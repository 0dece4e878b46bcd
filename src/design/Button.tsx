import type { ReactNode, Ref } from "react";

type Look = "main" | "line" | "small" | "quiet" | "link";
const CLASSES: Record<Look, string> = {
  main: "btn main split",
  line: "btn line split wide",
  small: "btn line small",
  quiet: "q",
  link: "link",
};

interface Props {
  look: Look;
  children: ReactNode;
  onClick: () => void;
  /** The key that does the same, printed beside the word. */
  keyName?: string | null;
  /** Why it cannot be pressed now. It stays focusable and says the reason; pressing it still calls `onClick`. */
  blocked?: string | null;
  label?: string;
  expanded?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look,
  children,
  onClick,
  keyName = null,
  blocked = null,
  label,
  expanded,
  ref,
}: Props) {
  const wide = look === "main" || look === "line";
  return (
    <button
      type="button"
      ref={ref}
      className={CLASSES[look]}
      aria-disabled={blocked === null ? undefined : true}
      aria-label={label}
      aria-expanded={expanded}
      // A single letter is a shortcut of the panel; anything longer is only printed.
      aria-keyshortcuts={keyName?.length === 1 ? keyName : undefined}
      onClick={onClick}
    >
      {children}
      {(blocked ?? keyName) !== null && (
        // The key is not part of the button's name; the reason is.
        <kbd
          className={wide ? "end" : undefined}
          aria-hidden={blocked === null}
        >
          {blocked ?? keyName}
        </kbd>
      )}
    </button>
  );
}
