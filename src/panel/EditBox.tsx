import { useEffect, useRef } from "react";
import { Button } from "../design/Button.tsx";
import { useAgent } from "./agent-store.ts";
import type { Thread } from "./queries.ts";
import { RewriteRow } from "./RewriteRow.tsx";
import { useKeys } from "./use-keys.ts";
import { words } from "./words.ts";

interface Props {
  text: string;
  changed: boolean;
  onChange: (text: string | null) => void;
  /** null: no engine is there that could rewrite. */
  thread: Thread | null;
}

/** The draft's place while the agent edits it. Kept at every stroke; Esc goes back to reading. */
export function EditBox({ text, changed, onChange, thread }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const setEditing = useAgent((state) => state.setEditing);
  const done = () => setEditing(false);
  useKeys({ Escape: done }, true);
  useEffect(() => {
    box.current?.focus();
    // The end of the text, not its beginning, is where most edits go; the box itself stays at its top.
    box.current?.setSelectionRange(text.length, text.length);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it opens
  }, []);
  return (
    <>
      <textarea
        ref={box}
        className="in edit"
        dir="auto"
        maxLength={20_000}
        aria-label={words.yourReply}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="links">
        <Button look="link" onClick={done}>
          {words.doneEditing}
        </Button>
        {changed && (
          <Button
            look="link"
            onClick={() => {
              onChange(null);
              done();
            }}
          >
            {words.asDrafted}
          </Button>
        )}
      </div>
      {thread && <RewriteRow text={text} thread={thread} onChange={onChange} />}
    </>
  );
}
