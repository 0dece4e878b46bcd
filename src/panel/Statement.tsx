import { Button } from "../design/Button.tsx";
import { useAnnouncement } from "./Announcer.tsx";
import { words } from "./words.ts";

interface Props {
  title: string;
  text?: string | undefined;
  /** Said aloud once when it comes. */
  alert?: boolean;
}

/** The panel without a draft: what is so, and what to do. */
export function Statement({ title, text, alert = false }: Props) {
  useAnnouncement(alert ? [title, text].filter(Boolean).join(" ") : "");
  return (
    <section className="say" aria-label={words.regions.reply}>
      <h2 dir="auto">{title}</h2>
      {text !== undefined && text !== "" && <p dir="auto">{text}</p>}
    </section>
  );
}

/** The foot under a statement: one way on, its button the height of every other. */
export function StatementFoot({
  name,
  main,
  keyName = null,
  onClick,
}: {
  name: string;
  main: boolean;
  keyName?: string | null;
  onClick: () => void;
}) {
  return (
    <div className="foot alone">
      <Button look={main ? "main" : "line"} keyName={keyName} onClick={onClick}>
        {name}
      </Button>
    </div>
  );
}
