import { Fragment } from "react";
import type { Draft, Source } from "../domain/suggestion.ts";
import { findingsToTick } from "./parts.ts";
import { SentenceView } from "./SentenceView.tsx";

interface Props {
  draft: Draft;
  sources: Source[];
  language: string | null;
  /** Sentences of the draft before; what is not among them is marked as new. */
  known?: Set<string> | null;
}

/** The draft's words, sentence by sentence. All of it is text; nothing in it is ever markup. */
export function DraftView({ draft, sources, language, known = null }: Props) {
  const findingKeys = findingsToTick(draft).map(({ key }) => key);
  return draft.paragraphs.map((paragraph, p) => (
    <p key={p} dir="auto" lang={language ?? undefined}>
      {paragraph.map((sentence, s) => (
        <Fragment key={s}>
          {s > 0 && " "}
          <SentenceView
            sentence={sentence}
            sources={sources}
            findingKeys={findingKeys}
            isNew={
              known !== null &&
              sentence.status !== "courtesy" &&
              !known.has(sentence.text.trimStart())
            }
          />
        </Fragment>
      ))}
    </p>
  ));
}
