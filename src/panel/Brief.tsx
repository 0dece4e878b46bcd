import { Button } from "../design/Button.tsx";
import { DisclosureRow } from "../design/DisclosureRow.tsx";
import { Icon } from "../design/Icon.tsx";
import { findingsOf, type Draft, type Source } from "../domain/suggestion.ts";
import { useAgent } from "./agent-store.ts";
import { DraftView } from "./DraftView.tsx";
import { Findings } from "./Findings.tsx";
import { words } from "./words.ts";

interface Props {
  brief: Draft;
  sources: Source[];
  language: string | null;
}

/** For the agent alone: the colour of a note, a lock, and the word. */
export function Brief({ brief, sources, language }: Props) {
  return (
    <section className="internal" aria-label={words.internalBrief}>
      <h2 className="label">
        <Icon name="lock" />
        {words.internalBrief}
        <span className="aside">{words.neverSent}</span>
      </h2>
      <div className="draft">
        <DraftView draft={brief} sources={sources} language={language} />
      </div>
    </section>
  );
}

interface AcknowledgementProps {
  acknowledgement: Draft;
  sources: Source[];
  language: string | null;
  suggestionId: string;
  copyOnly: boolean;
  onInsert: () => void;
}

/** The one text of a high-risk ticket that may go to the customer: approved beforehand, word for word. */
export function Acknowledgement({
  acknowledgement,
  sources,
  language,
  suggestionId,
  copyOnly,
  onInsert,
}: AcknowledgementProps) {
  const open = useAgent((state) => state.openRows.includes("acknowledgement"));
  const copied = useAgent((state) => state.copied);
  const toggleRow = useAgent((state) => state.toggleRow);
  return (
    <DisclosureRow
      title={words.acknowledgement}
      hint={words.acknowledgementHint}
      keepHint
      open={open}
      keyName="A"
      onToggle={() => toggleRow("acknowledgement")}
    >
      <div className="draft">
        <DraftView
          draft={acknowledgement}
          sources={sources}
          language={language}
        />
      </div>
      {findingsOf(acknowledgement).length > 0 && (
        <Findings
          suggestionId={suggestionId}
          draft={acknowledgement}
          sources={sources}
        />
      )}
      <div className="under-draft">
        <Button look="small" onClick={onInsert}>
          {!copyOnly
            ? words.insertAcknowledgement
            : copied === "acknowledgement"
              ? words.copied
              : words.copyAcknowledgement}
        </Button>
      </div>
    </DisclosureRow>
  );
}
