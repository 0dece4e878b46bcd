import { DraftView } from "./DraftView.tsx";
import type { Writing } from "./use-writing.ts";
import { Ghosts } from "./Waiting.tsx";
import { words } from "./words.ts";

/** A draft while it comes: each sentence is guarded already, but the whole is not there, so nothing can be done with it. */
export function WritingView({ writing }: { writing: Writing }) {
  return (
    <section
      className="draft waiting"
      aria-label={words.regions.reply}
      aria-busy="true"
    >
      <DraftView
        draft={writing.draft}
        sources={writing.sources}
        language={null}
      />
      <span className="caret" aria-hidden="true" />
      <Ghosts lines={["w-90", "w-65"]} />
    </section>
  );
}
