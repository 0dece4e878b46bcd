import type { PanelPush } from "../messaging/panel-protocol.ts";
import { DraftView } from "./DraftView.tsx";
import { useKeys } from "./use-keys.ts";
import { Ghosts } from "./Waiting.tsx";
import { words } from "./words.ts";

export type Written = Pick<
  Extract<PanelPush, { type: "push.writing" }>,
  "draft" | "sources"
>;

/** The sentences that are finished, with their marks, in the space that is kept for the whole. */
export function Writing({
  written,
  onStop,
}: {
  written: Written;
  onStop: () => void;
}) {
  useKeys({ Escape: onStop }, true);
  return (
    <section
      className="draft waiting"
      aria-label={words.regions.reply}
      aria-busy="true"
    >
      <DraftView
        draft={written.draft}
        sources={written.sources}
        language={null}
      />
      <span className="caret" aria-hidden="true" />
      <Ghosts lines={["w-90", "w-65"]} />
    </section>
  );
}
